namespace Seamline.Loudness;

/// <summary>Joins neighbouring columns below a threshold to silences, and takes the margins off.</summary>
/// <remarks>Thread: one at a time. A margin stays beside sound only: at the beginning and at the end of the timeline there is none to protect.</remarks>
internal struct SilenceScan(double threshold, long minFrames, long marginFrames, long lengthFrames)
{
    private long _start = -1;

    /// <summary>The next column, [<paramref name="from"/>, <paramref name="to"/>). True where a silence ends before it: [<paramref name="start"/>, <paramref name="end"/>).</summary>
    public bool Add(long from, long to, double rms, out long start, out long end)
    {
        start = end = 0;
        if (rms < threshold)
        {
            if (_start < 0) _start = from;
            return to == lengthFrames && End(lengthFrames, out start, out end);
        }

        return End(from, out start, out end);
    }

    private bool End(long at, out long start, out long end)
    {
        start = end = 0;
        if (_start < 0) return false;
        long first = _start;
        _start = -1;
        if (at - first < minFrames) return false;
        start = first == 0 ? 0 : first + marginFrames;
        end = at == lengthFrames ? at : at - marginFrames;
        return end > start;
    }
}
