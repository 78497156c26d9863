using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Seamline.Tests.Hosts;

/// <summary>What a DLL of Windows says of itself, read without Windows.</summary>
internal sealed class PortableExecutable : IDisposable
{
    private const int ImportRow = 20;

    private readonly PEReader _file;

    public PortableExecutable(string path) => _file = new PEReader(File.OpenRead(path));

    /// <summary>Flags of the loader.</summary>
    public DllCharacteristics Characteristics => _file.PEHeaders.PEHeader!.DllCharacteristics;

    /// <summary>The link's time, or a hash in its place.</summary>
    public int TimeStamp => _file.PEHeaders.CoffHeader.TimeDateStamp;

    /// <summary>Names that others may call, in order.</summary>
    public string[] Exports()
    {
        PEMemoryBlock table = At(_file.PEHeaders.PEHeader!.ExportTableDirectory);
        Bytes rows = new(table);
        int count = rows.Int(24);
        Bytes names = new(_file.GetSectionData(rows.Int(32)));
        return [.. Enumerable.Range(0, count).Select(i => Text(names.Int(4 * i)))];
    }

    /// <summary>Libraries that it needs, in lower case and order.</summary>
    public string[] Imports()
    {
        Bytes rows = new(At(_file.PEHeaders.PEHeader!.ImportTableDirectory));
        var found = new List<string>();
        for (int at = 0; rows.Int(at + 12) != 0; at += ImportRow) found.Add(Text(rows.Int(at + 12)).ToLowerInvariant());
        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>The string of a name in the version resource.</summary>
    public string? VersionString(string name)
    {
        string all = Encoding.Unicode.GetString([.. At(_file.PEHeaders.PEHeader!.ResourceTableDirectory).GetContent()]);
        int at = all.IndexOf(name + '\0', StringComparison.Ordinal);
        return at < 0 ? null : all[(at + name.Length)..].TrimStart('\0').Split('\0')[0];
    }

    public void Dispose() => _file.Dispose();

    private PEMemoryBlock At(DirectoryEntry directory) => _file.GetSectionData(directory.RelativeVirtualAddress);

    private string Text(int address) => new Bytes(_file.GetSectionData(address)).Text();

    private readonly struct Bytes(PEMemoryBlock block)
    {
        public int Int(int at) => block.GetReader(at, sizeof(int)).ReadInt32();

        public string Text()
        {
            var reader = block.GetReader();
            int length = reader.IndexOf(0);
            return reader.ReadUTF8(length);
        }
    }
}
