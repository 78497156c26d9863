using System;
using System.Globalization;
using System.Text;

namespace Seamline.Projects;

/// <summary>Writes Reaper projects: a track for each lane, and further ones for items of a lane that overlap.</summary>
internal static class ReaperWriter
{
    /// <summary>The text.</summary>
    public static string Write(CutOutput output)
    {
        output.WarnOfSilentEnd();
        var text = new StringBuilder("<REAPER_PROJECT 0.1 \"6.0\" 0\n");
        for (int i = 0; i < output.Project.Markers.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"  MARKER {i + 1} {output.Project.Markers[i].Start:R} {ReaperText.Quoted(output.Project.Markers[i].Name)} 0\n");
        foreach (CutTrack track in CutTracks.Of(output, holdsSpeeds: true))
        {
            text.Append(CultureInfo.InvariantCulture, $"  <TRACK\n    NAME {ReaperText.Quoted(track.Name)}\n    VOLPAN 1 0 -1 -1 1\n    MUTESOLO {(track.IsMuted ? 1 : 0)} 0 0\n");
            for (int i = 0; i < track.Pieces.Count; i++)
                Item(text, track.Pieces[i], i + 1 < track.Pieces.Count ? track.Pieces[i + 1] : null, output);
            text.Append("  >\n");
        }
        return text.Append(">\n").ToString();
    }

    private static void Item(StringBuilder text, CutPiece piece, CutPiece? next, CutOutput output)
    {
        double fadeIn = Math.Max(piece.FadeIn, piece.Overlap);
        bool joins = next is { Overlap: > 0 };
        double fadeOut = joins ? next!.Overlap : piece.FadeOut;
        FadeShape outShape = joins ? next!.InShape : piece.OutShape;
        // Gains are factors: -inf is 0.
        double gain = Math.Pow(10, piece.GainDb / 20);
        text.Append(CultureInfo.InvariantCulture, $"    <ITEM\n      POSITION {piece.Start:R}\n      LENGTH {piece.End - piece.Start:R}\n");
        text.Append(CultureInfo.InvariantCulture, $"      FADEIN {Shape(fadeIn, piece.InShape)} {fadeIn:R} 0\n      FADEOUT {Shape(fadeOut, outShape)} {fadeOut:R} 0\n      MUTE {(piece.IsMuted ? 1 : 0)}\n");
        text.Append(CultureInfo.InvariantCulture, $"      NAME {ReaperText.Quoted(piece.Name)}\n      VOLPAN {gain:R} 0 1 -1\n      SOFFS {piece.In:R}\n      PLAYRATE {piece.Speed:R} {(piece.KeepsPitch ? 1 : 0)} 0 -1\n");
        text.Append(CultureInfo.InvariantCulture, $"      <SOURCE {Kind(piece.Medium)}\n        FILE {ReaperText.Quoted(output.Name(piece.Medium))}\n      >\n    >\n");
    }

    private static int Shape(double seconds, FadeShape shape) => seconds > 0 && shape == FadeShape.Linear ? 0 : 1;

    private static string Kind(string medium) => System.IO.Path.GetExtension(medium).ToUpperInvariant() switch
    {
        ".FLAC" => "FLAC",
        ".MP3" => "MP3",
        ".OGG" or ".OGA" => "VORBIS",
        ".OPUS" => "OPUS",
        ".MP4" or ".MOV" or ".M4A" or ".MKV" or ".WEBM" => "VIDEO",
        _ => "WAVE",
    };
}
