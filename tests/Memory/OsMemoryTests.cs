using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Memory;
using Xunit;

namespace Seamline.Tests.Memory;

/// <summary>Mapped memory is touched ahead of use without changing a byte of it.</summary>
public sealed unsafe class OsMemoryTests
{
    private const long Bytes = 2L << 20;
    private const int SystemPage = 4_096;

    [Fact]
    public void Touching_page_by_page_never_changes_what_another_thread_writes()
    {
        byte* block = (byte*)OsMemory.Map(Bytes);
        Assert.True(block != null);
        bool stop = false;
        var toucher = new Thread(() =>
        {
            while (!Volatile.Read(ref stop)) OsMemory.TouchPages(block, Bytes); // partner: the write below
        });
        try
        {
            toucher.Start();
            int wrong = 0;
            for (int round = 1; round <= 400; round++)
            {
                int value = (1 + (round % 100)) * 0x01010101;
                for (long at = 0; at < Bytes; at += SystemPage) *(int*)(block + at) = value;
                for (long at = 0; at < Bytes; at += SystemPage) wrong += *(int*)(block + at) == value ? 0 : 1;
            }

            Assert.Equal(0, wrong);
        }
        finally
        {
            Volatile.Write(ref stop, true); // partner: the toucher's loop
            toucher.Join();
            OsMemory.Unmap(block, Bytes);
        }
    }

    [Fact]
    public void Touching_page_by_page_takes_the_first_faults()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        const long mapped = 32L << 20;
        byte* block = (byte*)OsMemory.Map(mapped);
        Assert.True(block != null);
        try
        {
            Assert.True(PagesPresent(block, mapped) < mapped / SystemPage / 2, "the mapping is resident before it is touched");
            OsMemory.TouchPages(block, mapped);
            Assert.Equal(mapped / SystemPage, PagesPresent(block, mapped));
            Assert.True(new ReadOnlySpan<byte>(block, (int)mapped).IndexOfAnyExcept((byte)0) < 0);
        }
        finally
        {
            OsMemory.Unmap(block, mapped);
        }
    }

    // Linux: a word of 64 bits a page, whose highest bit says that it is in memory.
    private static long PagesPresent(byte* block, long bytes)
    {
        var words = new byte[bytes / SystemPage * sizeof(ulong)];
        using FileStream map = File.OpenRead("/proc/self/pagemap");
        map.Position = (long)((ulong)block / SystemPage * sizeof(ulong));
        map.ReadExactly(words);
        return MemoryMarshal.Cast<byte, ulong>(words).ToArray().LongCount(word => word >> 63 != 0);
    }
}
