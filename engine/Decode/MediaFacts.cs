using System.Collections.Generic;

namespace Seamline;

/// <summary>What a media file says of itself, for `info` and messages. Values as read, not verified.</summary>
/// <param name="Path">The file.</param>
/// <param name="Container">Long name of the container format.</param>
/// <param name="Codec">Short name of the chosen stream's codec.</param>
/// <param name="StreamIndex">The chosen stream.</param>
/// <param name="StartSeconds">Time of the first sample on the file's clock; 0 where the file does not say.</param>
/// <param name="DurationSeconds">Length by the header, an estimate in some containers; 0 where it does not say.</param>
/// <param name="BitRate">Bits a second of the chosen stream, or of the file where only that is known; 0 unknown.</param>
/// <param name="Streams">Every stream of the file.</param>
public sealed record MediaFacts(
    string Path,
    string Container,
    string Codec,
    int StreamIndex,
    double StartSeconds,
    double DurationSeconds,
    long BitRate,
    IReadOnlyList<StreamFacts> Streams);

/// <summary>One stream of a media file.</summary>
/// <param name="Index">Its index in the file.</param>
/// <param name="Kind">audio, video, subtitle, data, attachment or unknown.</param>
/// <param name="Codec">Short codec name.</param>
/// <param name="Rate">Sample rate, Hz; 0 unless audio.</param>
/// <param name="Channels">Channels; 0 unless audio.</param>
/// <param name="BitRate">Bits a second; 0 unknown.</param>
public sealed record StreamFacts(int Index, string Kind, string Codec, int Rate, int Channels, long BitRate)
{
    /// <summary>Layout of the channels as FFmpeg names it ("stereo", "5.1(side)"); "unknown" where the file does not say, empty unless audio.</summary>
    public string Layout { get; init; } = string.Empty;
}
