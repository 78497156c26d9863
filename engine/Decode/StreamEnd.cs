using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Follows a stream's last packets to the index behind its last sample. A damaged packet counts with its nominal length,
/// a packet that decoded well counts with what came out, for the decoder may have trimmed it.
/// </summary>
internal struct StreamEnd
{
    private long _nominal;
    private bool _failed;

    /// <summary>Index behind the last sample.</summary>
    public long Index { get; private set; }

    /// <summary>Whether any frame came out.</summary>
    public bool HasFrames { get; private set; }

    /// <summary>A packet was sent.</summary>
    public void Sent(int error, long nominalEnd)
    {
        _nominal = nominalEnd;
        _failed = false;
        Ended(error);
    }

    /// <summary>Frames came out.</summary>
    public void Received(long index, int frames)
    {
        HasFrames = true;
        Index = (index == ffmpeg.AV_NOPTS_VALUE ? Index : Math.Max(Index, index)) + frames;
    }

    /// <summary>Receiving ended with this code.</summary>
    public void Ended(int error)
    {
        if (error >= 0 || error == Codes.Again || error == ffmpeg.AVERROR_EOF || _failed) return;
        _failed = true;
        Index = Math.Max(Index, _nominal);
    }
}
