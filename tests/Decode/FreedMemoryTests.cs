using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>What FFmpeg has freed goes back to the system, whichever thread had taken it.</summary>
public sealed unsafe partial class FreedMemoryTests
{
    private const int Blocks = 200;
    private const int BlockBytes = 100 << 10; // not mapped apart
    private const int PageBytes = 4_096;

    // A thread's heap, all of it free: its end is what malloc_trim leaves out.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheEndOfAThreadsHeapGoesBack(bool byOther)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the C library of Linux keeps what is freed");
        int before = 0;
        int after = 0;
        var worker = new Thread(() =>
        {
            NativeMemory.Free(NativeMemory.Alloc(24 << 20)); // as a large index does: from then on the C library keeps the double of it
            var blocks = new nint[Blocks];
            for (int i = 0; i < Blocks; i++) new Span<byte>((void*)(blocks[i] = (nint)NativeMemory.Alloc(BlockBytes)), BlockBytes).Fill(1);
            long seen = FreedMemory.Returns;
            foreach (nint block in blocks) NativeMemory.Free((void*)block);
            before = blocks.Sum(Resident);
            if (byOther)
            {
                var other = new Thread(FreedMemory.Return);
                other.Start();
                other.Join();
                FreedMemory.ReturnOwn(ref seen);
            }
            else
            {
                FreedMemory.Return();
            }

            after = blocks.Sum(Resident);
        });
        worker.Start();
        worker.Join();
        Assert.SkipWhen(before < Blocks * 20, $"the C library has kept {before} pages only");
        Assert.InRange(after, 0, Blocks * 4);
    }

    // Pages of a block that take memory; what is not mapped any more takes none.
    private static int Resident(nint block)
    {
        byte* pages = stackalloc byte[(BlockBytes / PageBytes) + 2];
        nint first = (block + PageBytes - 1) & -PageBytes;
        int count = 0;
        for (int i = 0; i < (BlockBytes / PageBytes) - 1; i++)
        {
            if (mincore((void*)(first + ((nint)i * PageBytes)), PageBytes, pages) == 0) count += pages[0] & 1;
        }

        return count;
    }

    [LibraryImport("libc")]
    private static partial int mincore(void* at, nuint bytes, byte* pages);
}
