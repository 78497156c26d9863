using System;
using Seamline.Kernels;
using Seamline.Memory;

namespace Seamline.Loudness;

/// <summary>Measures a programme that is given to it in order, in pieces of any size; the result does not depend on the pieces.</summary>
/// <remarks>
/// Thread: one at a time, any but the callback. Keeps 8 bytes for each 100 ms, from the budget. Frames behind the last whole 100 ms count for
/// the peaks only. Between samples is measured where 12 frames follow, so not in the last 12 frames.
/// </remarks>
internal sealed unsafe class LoudnessMeter : IDisposable
{
    // Measured at a time: the interpolator's surroundings are kept before them.
    private const int ChunkFrames = 1_024;
    private const int Surrounding = TruePeak.Before + TruePeak.After;

    // Frames that may be passed over at a time where no value between samples can be the largest.
    private const int StepFrames = 128;

    private readonly MemoryBudget _budget;
    private readonly NativeList<double> _hops;
    private readonly int _channels;
    private readonly int _hopFrames;
    private readonly double[] _weights = new double[Limits.MaxChannels];
    private readonly double[] _squares = new double[Limits.MaxChannels];
    private readonly PeakValue[] _values = new PeakValue[Limits.MaxChannels];
    private KWeightingFilter _filter;
    private KWeightingState _state;
    private void* _frames;
    private int _inHop;
    private float _samplePeak;
    private float _truePeak;

    /// <summary>Makes one; <see cref="IsOutOfMemory"/> says whether the budget had room.</summary>
    public LoudnessMeter(MemoryBudget budget, int rate, int channels)
    {
        _budget = budget;
        _channels = channels;
        _hopFrames = HopLoudness.FramesAt(rate);
        _hops = new NativeList<double>(budget, Array.MaxLength / sizeof(double));
        _filter = KWeightingDesign.ForRate(rate);
        for (int i = 0; i < channels; i++) _weights[i] = ChannelWeights.Of(i, channels);
        _frames = NativeBlock.Take(budget, BufferBytes);
        IsOutOfMemory = _frames == null;
        if (!IsOutOfMemory) TruePeakTaps.Fold(new Span<float>((float*)_frames + ((Surrounding + ChunkFrames) * channels), TruePeak.FoldedTaps));
    }

    /// <summary>The budget had no room for it, or for what it keeps: nothing is measured then.</summary>
    public bool IsOutOfMemory { get; private set; }

    /// <summary>Energies of the whole steps of 100 ms so far.</summary>
    public ReadOnlySpan<double> Hops => _hops.Span;

    private long BufferBytes => (((Surrounding + ChunkFrames) * (long)_channels) + TruePeak.FoldedTaps) * sizeof(float);

    /// <summary>Adds interleaved frames.</summary>
    public void Add(float* interleaved, long frames)
    {
        while (frames > 0 && !IsOutOfMemory)
        {
            int count = (int)Math.Min(frames, ChunkFrames);
            AddPeaks(interleaved, count);
            AddEnergies(interleaved, count);
            interleaved += count * _channels;
            frames -= count;
        }
    }

    /// <summary>The measure of what was added so far. False where the budget has no room for the range's values.</summary>
    public bool TryReport(out LoudnessReport report)
    {
        report = LoudnessReport.None;
        if (IsOutOfMemory) return false;
        int values = HopLoudness.RangeValues(_hops.Count);
        long bytes = Math.Max(1, values) * (long)sizeof(double);
        void* scratch = NativeBlock.Take(_budget, bytes);
        if (scratch == null) return false;
        report = HopLoudness.Report(Hops, new Span<double>(scratch, values)) with
        {
            TruePeakDbtp = 20 * Math.Log10(_truePeak),
            SamplePeakDbfs = 20 * Math.Log10(_samplePeak),
        };
        NativeBlock.Return(_budget, ref scratch, bytes);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hops.Dispose();
        NativeBlock.Return(_budget, ref _frames, BufferBytes);
        IsOutOfMemory = true;
    }

    // The frames behind those that came before, which are what the interpolator needs around its values.
    private void AddPeaks(float* interleaved, int frames)
    {
        var buffer = (float*)_frames;
        int kept = Surrounding * _channels;
        Copy.Run(buffer + kept, interleaved, (nuint)(frames * _channels));
        float* taps = buffer + ((Surrounding + ChunkFrames) * _channels);
        for (int at = 0; at < frames; at += StepFrames)
        {
            int count = Math.Min(StepFrames, frames - at);
            float* step = buffer + (at * _channels);
            _samplePeak = Math.Max(_samplePeak, Largest(step + kept, count));
            _truePeak = Math.Max(_truePeak, _samplePeak);
            if (Largest(step, Surrounding + count) * TruePeak.MostGain <= _truePeak) continue;
            _truePeak = Math.Max(_truePeak, TruePeak.Largest(step + (TruePeak.Before * _channels), _channels, (nuint)count, taps));
        }

        Buffer.MemoryCopy(buffer + (frames * _channels), buffer, BufferBytes, kept * (long)sizeof(float));
    }

    private float Largest(float* interleaved, int frames)
    {
        float largest = 0;
        fixed (PeakValue* values = _values) PeakScan.Run(interleaved, _channels, (nuint)frames, values);
        for (int i = 0; i < _channels; i++) largest = Math.Max(largest, Math.Max(-_values[i].Min, _values[i].Max));
        return largest;
    }

    private void AddEnergies(float* interleaved, int frames)
    {
        fixed (KWeightingFilter* filter = &_filter)
        fixed (KWeightingState* state = &_state)
        fixed (double* squares = _squares)
        {
            while (frames > 0 && !IsOutOfMemory)
            {
                int count = Math.Min(frames, _hopFrames - _inHop);
                KWeighting.Run(interleaved, _channels, (nuint)count, filter, state, squares);
                interleaved += count * _channels;
                frames -= count;
                _inHop += count;
                if (_inHop == _hopFrames) EndHop();
            }
        }
    }

    private void EndHop()
    {
        double energy = 0;
        for (int i = 0; i < _channels; i++)
        {
            energy += _weights[i] * _squares[i];
            _squares[i] = 0;
        }

        _inHop = 0;
        IsOutOfMemory = !_hops.TryAdd(energy / _hopFrames);
    }
}
