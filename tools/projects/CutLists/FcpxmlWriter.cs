using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Seamline.Projects;

/// <summary>
/// Writes FCPXML 1.10: one spine of asset clips, gaps and transitions, to which the pieces of further lanes are connected. Times are fractions
/// of the picture's frames where they are whole, else of 705,600,000.
/// </summary>
internal sealed class FcpxmlWriter
{
    /// <summary>Units a second that all usual rates of sound and picture divide.</summary>
    private const long Flicks = 705_600_000;

    private static readonly FrameRate DefaultRate = new(25, 1);

    private readonly CutOutput _output;
    private readonly FrameRate _rate;
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE fcpxml>\n<fcpxml version=\"1.10\">\n  <resources>\n");
    private readonly List<(int Lane, IReadOnlyList<CutPiece> Pieces, bool IsMuted)> _connected = [];
    private int _next;

    private FcpxmlWriter(CutOutput output) => (_output, _rate) = (output, output.FrameRate ?? DefaultRate);

    /// <summary>The text.</summary>
    public static string Write(CutOutput output) => new FcpxmlWriter(output).Text(CutTracks.Of(output, holdsSpeeds: true));

    private string Text(IReadOnlyList<CutTrack> tracks)
    {
        IReadOnlyList<CutPiece> spine = tracks[0].Cut();
        for (int i = 1; i < tracks.Count; i++)
            _connected.AddRange(Storylines(tracks[i].Cut()).Select(pieces => (-i, pieces, tracks[i].IsMuted)));
        _connected.Sort((a, b) => a.Pieces[0].Start.CompareTo(b.Pieces[0].Start));
        double end = Math.Max(_output.End, spine is [.., var last] ? last.End : 0);
        Resources(tracks.SelectMany(track => track.Pieces));
        Line(2, "event", false, ("name", _output.Project.Name));
        Line(3, "project", false, ("name", _output.Project.Name));
        Line(4, "sequence", false, ("format", "r0"), ("duration", Time(end)), ("tcStart", "0s"));
        _text.Append("          <spine>\n");
        double at = 0;
        for (int i = 0; i < spine.Count; i++)
        {
            if (spine[i].Start - at > OtioLength.ToleranceSeconds)
                Gap(at, spine[i].Start, isLast: false);
            Transition(spine[i], 0, 6);
            Clip(spine[i], spine[i].Start, tracks[0].IsMuted, 6, i + 1 < spine.Count || end - spine[i].End > OtioLength.ToleranceSeconds ? spine[i].End : double.PositiveInfinity);
            at = spine[i].End;
        }
        if (end - at > OtioLength.ToleranceSeconds || _next < _connected.Count)
            Gap(at, Math.Max(end, at + (1 / _rate.PerSecond)), isLast: true);
        return _text.Append("          </spine>\n        </sequence>\n      </project>\n    </event>\n  </library>\n</fcpxml>\n").ToString();
    }

    private void Resources(IEnumerable<CutPiece> pieces)
    {
        Line(2, "format", true, ("id", "r0"), ("frameDuration", Fraction(_rate.Denominator, _rate.Numerator)));
        foreach (IGrouping<string, CutPiece> uses in pieces.GroupBy(piece => piece.Medium, StringComparer.Ordinal))
        {
            _ids.Add(uses.Key, string.Create(CultureInfo.InvariantCulture, $"r{_ids.Count + 1}"));
            Line(2, "asset", false, ("id", _ids[uses.Key]), ("name", Path.GetFileNameWithoutExtension(uses.Key)), ("start", "0s"), ("duration", Time(uses.Max(piece => piece.Out))), ("hasAudio", "1"));
            Line(3, "media-rep", true, ("kind", "original-media"), ("src", MediaUrl.Absolute(uses.Key)));
            _text.Append("    </asset>\n");
        }
        _text.Append("  </resources>\n  <library>\n");
    }

    // Pieces that go into each other are a storyline of their own.
    private static IEnumerable<IReadOnlyList<CutPiece>> Storylines(IReadOnlyList<CutPiece> pieces)
    {
        var open = new List<CutPiece>();
        foreach (CutPiece piece in pieces)
        {
            if (piece.Overlap == 0 && open.Count > 0)
            {
                yield return open;
                open = [];
            }
            open.Add(piece);
        }
        if (open.Count > 0)
            yield return open;
    }

    private void Gap(double at, double end, bool isLast)
    {
        Line(6, "gap", false, ("name", "Gap"), ("offset", Time(at)), ("start", "0s"), ("duration", Time(end - at)));
        Connected(at, isLast ? double.PositiveInfinity : end, 0);
        Markers(at, end, 0);
        _text.Append("            </gap>\n");
    }

    private void Transition(CutPiece piece, double origin, int depth)
    {
        if (piece.Overlap > 0)
            Line(depth, "transition", true, ("name", piece.InShape == FadeShape.Linear ? "Cross Fade 0 dB" : "Cross Dissolve"), ("offset", Time(piece.Start - (piece.Overlap / 2) - origin)), ("duration", Time(piece.Overlap)));
    }

    /// <param name="piece">The piece.</param>
    /// <param name="offset">Where it stands on the clock of what holds it.</param>
    /// <param name="isMuted">Its track is silent.</param>
    /// <param name="depth">How far it is indented.</param>
    /// <param name="holdsTo">Up to where further lanes are connected to it; 0 for none.</param>
    /// <param name="lane">Its own lane, or 0.</param>
    private void Clip(CutPiece piece, double offset, bool isMuted, int depth, double holdsTo, int lane = 0)
    {
        // At another speed its own clock is that of the timeline.
        double start = piece.In / piece.Speed;
        if (start < 0)
            throw new ProjectException($"{_output.Path}: item \"{piece.Name}\" begins before its medium, which FCPXML cannot say.");
        double length = piece.End - piece.Start;
        List<(string, string)> attributes = [("ref", _ids[piece.Medium]), ("name", piece.Name), ("offset", Time(offset)), ("start", Time(start)), ("duration", Time(length))];
        if (lane != 0)
            attributes.Insert(0, ("lane", lane.ToString(CultureInfo.InvariantCulture)));
        if (isMuted || piece.IsMuted)
            attributes.Add(("enabled", "0"));
        Line(depth, "asset-clip", false, [.. attributes]);
        if (piece.Speed != 1)
        {
            double end = Math.Max(1, start + length);
            _text.Append(' ', (depth + 1) * 2).Append(CultureInfo.InvariantCulture, $"<timeMap preservesPitch=\"{(piece.KeepsPitch ? 1 : 0)}\"><timept time=\"0s\" value=\"0s\" interp=\"linear\"/><timept time=\"{Time(end)}\" value=\"{Time(end * piece.Speed)}\" interp=\"linear\"/></timeMap>\n");
        }
        Volume(piece, depth + 1);
        if (holdsTo > 0)
        {
            Connected(piece.Start, holdsTo, start);
            Markers(piece.Start, piece.End, start);
        }
        _text.Append(' ', depth * 2).Append("</asset-clip>\n");
    }

    private void Volume(CutPiece piece, int depth)
    {
        if (piece.GainDb == 0 && piece.FadeIn == 0 && piece.FadeOut == 0)
            return;
        string amount = double.IsNegativeInfinity(piece.GainDb) ? "-96dB" : piece.GainDb.ToString("R", CultureInfo.InvariantCulture) + "dB";
        bool fades = piece.FadeIn > 0 || piece.FadeOut > 0;
        Line(depth, "adjust-volume", !fades, ("amount", amount));
        if (!fades)
            return;
        if ((piece.FadeIn > 0 && piece.InShape != FadeShape.Linear) || (piece.FadeOut > 0 && piece.OutShape != FadeShape.Linear))
            _output.WarnOnce("fades are written as linear ones");
        _text.Append(' ', (depth + 1) * 2).Append("<param name=\"amount\">");
        if (piece.FadeIn > 0)
            _text.Append(CultureInfo.InvariantCulture, $"<fadeIn type=\"linear\" duration=\"{Time(piece.FadeIn)}\"/>");
        if (piece.FadeOut > 0)
            _text.Append(CultureInfo.InvariantCulture, $"<fadeOut type=\"linear\" duration=\"{Time(piece.FadeOut)}\"/>");
        _text.Append("</param>\n").Append(' ', depth * 2).Append("</adjust-volume>\n");
    }

    // What begins on further lanes before an item ends hangs on it; offsets are times of its clock.
    private void Connected(double from, double to, double start)
    {
        while (_next < _connected.Count && _connected[_next].Pieces[0].Start < to - OtioLength.ToleranceSeconds)
        {
            (int lane, IReadOnlyList<CutPiece> pieces, bool isMuted) = _connected[_next++];
            double offset = pieces[0].Start - from + start;
            if (pieces.Count == 1)
            {
                Clip(pieces[0], offset, isMuted, 7, 0, lane);
                continue;
            }
            Line(7, "spine", false, ("lane", lane.ToString(CultureInfo.InvariantCulture)), ("offset", Time(offset)));
            foreach (CutPiece piece in pieces)
            {
                Transition(piece, pieces[0].Start, 8);
                Clip(piece, piece.Start - pieces[0].Start, isMuted, 8, 0);
            }
            _text.Append("              </spine>\n");
        }
    }

    private void Markers(double from, double to, double start)
    {
        foreach (ProjectMarker marker in _output.Project.Markers.Where(marker => marker.Start >= from && marker.Start < to))
        {
            double length = marker.Duration > 0 ? marker.Duration : 1 / _rate.PerSecond;
            Line(7, "marker", true, ("start", Time(marker.Start - from + start)), ("duration", Time(length)), ("value", marker.Name));
        }
    }

    private void Line(int depth, string element, bool isEmpty, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append(' ', depth * 2).Append('<').Append(element);
        foreach ((string name, string value) in attributes)
            _text.Append(CultureInfo.InvariantCulture, $" {name}=\"{XmlFile.Escape(value)}\"");
        _text.Append(isEmpty ? "/>\n" : ">\n");
    }

    private string Time(double seconds)
        => OtioTime.IsWhole(seconds, _rate.PerSecond) ? Fraction(_rate.Frames(seconds) * _rate.Denominator, _rate.Numerator)
            : Fraction((long)Math.Round(seconds * Flicks, MidpointRounding.AwayFromZero), Flicks);

    private static string Fraction(long over, long under)
    {
        if (over == 0)
            return "0s";
        long common = (long)Rational.Divisor(over, under);
        string divided = (over / common).ToString(CultureInfo.InvariantCulture);
        return under == common ? $"{divided}s" : string.Create(CultureInfo.InvariantCulture, $"{divided}/{under / common}s");
    }
}
