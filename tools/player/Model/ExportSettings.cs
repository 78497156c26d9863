using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Seamline.Ui.Model;

/// <summary>A kind of file that is exported.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Extension">Of its files.</param>
/// <param name="Codec">A SEAM_CODEC_ value.</param>
/// <param name="Sample">A sample format of seamline.h.</param>
/// <param name="Note">What else there is to know.</param>
internal sealed record ExportFormat(string Name, string Extension, int Codec, int Sample, string Note)
{
    /// <summary>All of them; the first is what is suggested.</summary>
    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        new("WAV, 16 bits", ".wav", 1, 1, "dithered; every program reads it"),
        new("WAV, 24 bits", ".wav", 1, 2, "for other editors"),
        new("WAV, 32-bit float", ".wav", 1, 0, "keeps what is above full scale"),
        new("FLAC", ".flac", 2, 2, "24 bits, without loss, about half the size"),
        new("AAC in .m4a", ".m4a", 3, 0, "96 kbit/s a channel"),
        new("Opus", ".opus", 4, 0, "64 kbit/s a channel"),
        new("MP3", ".mp3", 5, 0, "variable, about 190 kbit/s"),
        new("Ogg Vorbis", ".ogg", 6, 0, "variable, about 160 kbit/s"),
    ];
}

/// <summary>What is exported, and as what.</summary>
internal sealed record ExportSettings
{
    /// <summary>Rates that are offered, Hz; 0 is the timeline's own.</summary>
    public static IReadOnlyList<int> Rates { get; } = [0, 44_100, 48_000, 96_000];

    /// <summary>Loudness that is offered, LUFS: streaming, podcasts, mono podcasts, EBU R 128; 0 leaves it as it is.</summary>
    public static IReadOnlyList<double> Targets { get; } = [0, -14, -16, -19, -23];

    public ExportFormat Format { get; init; } = ExportFormat.All[0];

    public int Rate { get; init; }

    /// <summary>Channels; 0 is as the media have: one where all are mono.</summary>
    public int Channels { get; init; }

    /// <summary>Only the marked range.</summary>
    public bool MarkedOnly { get; init; }

    public double LoudnessLufs { get; init; }

    public string RateText => Rate == 0 ? "as the timeline" : string.Create(CultureInfo.InvariantCulture, $"{Rate:#,0} Hz");

    public string ChannelsText => Channels switch { 0 => "as recorded", 1 => "mono", _ => "stereo" };

    public string RangeText => MarkedOnly ? "the marked range" : "everything";

    public string LoudnessText => LoudnessLufs switch
    {
        0 => "as it is",
        -14 => "\u221214 LUFS (streaming)",
        -16 => "\u221216 LUFS (podcast)",
        -19 => "\u221219 LUFS (podcast, mono)",
        _ => "\u221223 LUFS (EBU R 128)",
    };

    /// <summary>The next or the one before of a list.</summary>
    public static T Next<T>(IReadOnlyList<T> all, T now, int by)
        where T : notnull
    {
        int at = 0;
        while (at < all.Count - 1 && !all[at].Equals(now)) at++;
        return all[(at + by + all.Count) % all.Count];
    }

    /// <summary>The same with the kind of file that a path's extension says, where it says one.</summary>
    public ExportSettings For(string path)
    {
        string extension = Path.GetExtension(path);
        if (extension.Equals(Format.Extension, StringComparison.OrdinalIgnoreCase)) return this;
        foreach (ExportFormat format in ExportFormat.All)
        {
            if (format.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase)) return this with { Format = format };
        }

        return this;
    }

    /// <summary>Channels of a file of a document.</summary>
    public int ChannelsOf(Document document) => Channels != 0 ? Channels : document.IsMono ? 1 : document.Engine.Channels;
}
