using System;

namespace Seamline.Soak;

/// <summary>Steps from each sample of a channel to its next, through the blocks of a stereo sound.</summary>
internal sealed class Steps
{
    private const int Channels = 2;

    private readonly float[] _last = new float[Channels];
    private bool _hasLast;

    /// <summary>What comes next does not follow on what came.</summary>
    public void Forget() => _hasLast = false;

    /// <summary>The largest step of a block and the sample that it leads to, and whether all of its samples are finite.</summary>
    public (float Step, int Sample, bool IsFinite) Largest(ReadOnlySpan<float> block)
    {
        float largest = 0;
        int where = 0;
        bool finite = true;
        for (int i = 0; i < block.Length; i++)
        {
            finite &= float.IsFinite(block[i]);
            float step = _hasLast ? Math.Abs(block[i] - _last[i % Channels]) : 0;
            if (step > largest) (largest, where) = (step, i);
            _last[i % Channels] = block[i];
            _hasLast |= i == Channels - 1;
        }

        return (largest, where, finite);
    }
}
