using System;
using System.Threading;
using Seamline.Loudness;
using Seamline.Memory;
using Seamline.Render;

namespace Seamline;

/// <summary>The memory of the output's meter, taken from the budget when it is first turned on, and the reading of what the callback publishes.</summary>
/// <remarks>Thread: <see cref="Start"/> and <see cref="Stop"/> under the engine's lock; <see cref="TryRead"/> any. Freed once no callback runs.</remarks>
internal sealed unsafe class MeterHost(MemoryBudget budget, RenderState* state, int channels, int rate) : IDisposable
{
    private const double AbsoluteGateLufs = -70;

    private void* _memory;

    private long Bytes => MeterState.BytesFor(channels, TruePeakTaps.Count);

    /// <summary>Meters from the next block on, from nothing. False where the budget has no room.</summary>
    public bool Start()
    {
        if (_memory == null)
        {
            _memory = NativeBlock.Take(budget, Bytes);
            if (_memory == null) return false;
            SetUp((MeterState*)_memory);
        }

        var meter = (MeterState*)_memory;
        Volatile.Write(ref meter->Wanted, meter->Wanted + 1); // partner: OutputMeter.Run
        Volatile.Write(ref state->Meter, (nint)meter); // partner: Callback.Render; release: what it holds is there before it
        return true;
    }

    /// <summary>Meters no longer, from the next block on.</summary>
    public void Stop() => Volatile.Write(ref state->Meter, 0); // partner: Callback.Render

    /// <summary>The values published last; false while it is off. Takes no lock, and waits for nobody.</summary>
    public bool TryRead(out Meters meters)
    {
        meters = default;
        var meter = (MeterState*)Volatile.Read(ref state->Meter); // partner: Start
        if (meter == null) return false;
        while (true)
        {
            // Partner: OutputMeter.Publish. While the count stays, the other slot is written.
            long published = Volatile.Read(ref meter->Published);
            bool hasStarted = Volatile.Read(ref meter->Started) == Volatile.Read(ref meter->Wanted); // partner: OutputMeter.Run
            meters = Of((published & 1) == 0 ? &meter->Even : &meter->Odd, hasStarted && published != 0);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref meter->Published) == published) return true; // partner: OutputMeter.Publish
        }
    }

    /// <inheritdoc/>
    public void Dispose() => NativeBlock.Return(budget, ref _memory, Bytes);

    private void SetUp(MeterState* meter)
    {
        MeterState.Place(meter, channels, TruePeakTaps.Count);
        TruePeakTaps.Fold(new Span<float>(meter->Taps, TruePeakTaps.Count));
        meter->Filter = KWeightingDesign.ForRate(rate);
        for (int i = 0; i < channels; i++) meter->Weights[i] = ChannelWeights.Of(i, channels);
        meter->AbsoluteGate = HopLoudness.ToEnergy(AbsoluteGateLufs);
        meter->HopFrames = HopLoudness.FramesAt(rate);
        meter->Channels = channels;
    }

    private Meters Of(MeterValues* values, bool hasStarted)
    {
        MeterValues none = default;
        if (!hasStarted) values = &none;
        ChannelValues peaks = default, rms = default;
        for (int i = 0; i < Limits.MaxChannels; i++)
        {
            peaks[i] = 20 * Math.Log10(i < channels ? values->Peaks[i] : 0);
            rms[i] = 10 * Math.Log10(i < channels ? values->MeanSquares[i] : 0);
        }

        return new Meters
        {
            Channels = channels,
            Frames = values->Frames,
            TruePeakDbtp = 20 * Math.Log10(values->TruePeak),
            SamplePeakDbfs = 20 * Math.Log10(values->SamplePeak),
            MomentaryLufs = HopLoudness.ToLufs(values->Momentary),
            ShortTermLufs = HopLoudness.ToLufs(values->ShortTerm),
            IntegratedLufs = HopLoudness.ToLufs(values->Integrated),
            MaxMomentaryLufs = HopLoudness.ToLufs(values->MaxMomentary),
            MaxShortTermLufs = HopLoudness.ToLufs(values->MaxShortTerm),
            PeakDbfs = peaks,
            RmsDbfs = rms,
        };
    }
}
