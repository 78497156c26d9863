using System;
using System.Threading;
using Seamline.Clips;
using Seamline.Loudness;
using Seamline.Memory;

namespace Seamline;

// Loudness of the whole timeline.
public sealed unsafe partial class Engine
{
    private const int MeasuredFrames = 4 * Limits.PageFrames;

    /// <summary>
    /// Measures the timeline as it stands now: integrated loudness, range, peaks and maxima of an offline render. Waits for what must be
    /// decoded, and measures all of it; edits and playback go on beside it.
    /// </summary>
    /// <param name="report">The measure; <see cref="LoudnessReport.None"/> for an empty timeline, and on failure.</param>
    /// <param name="silenceForErrors">Silence for media that cannot be read, instead of refusing.</param>
    /// <param name="progress">Receives frames done and frames in all; false cancels.</param>
    /// <param name="cancellation">Ends it with <see cref="Status.Cancelled"/>.</param>
    public Status MeasureLoudness(
        out LoudnessReport report, bool silenceForErrors = false, Func<long, long, bool>? progress = null, CancellationToken cancellation = default)
    {
        report = LoudnessReport.None;
        Status status = BeginOffline(new OfflineOptions { SilenceForErrors = silenceForErrors, KeepEnergies = true }, out OfflineRender? render);
        if (status != Status.Ok) return status;
        using (render)
        {
            long bytes = (long)MeasuredFrames * render!.Channels * sizeof(float);
            void* buffer = NativeBlock.Take(_budget, bytes);
            try
            {
                using var meter = new LoudnessMeter(_budget, _config.Rate, render.Channels);
                if (buffer == null || meter.IsOutOfMemory) return Refuse(Status.OutOfBudget, NoRoomToMeasure);
                status = Measure(render, (float*)buffer, meter, progress, cancellation);
                if (status != Status.Ok) return status;
                return meter.TryReport(out report) ? Status.Ok : Refuse(Status.OutOfBudget, NoRoomToMeasure);
            }
            finally
            {
                NativeBlock.Return(_budget, ref buffer, bytes);
            }
        }
    }

    /// <summary>
    /// Estimates the loudness of the timeline as it stands, at once, from energies that <see cref="MeasureLoudness"/> keeps of all material that
    /// it has been over: within 0.1 LU after any cuts, moves and gains of such material. Fades and the limiter are left out, and tracks that are
    /// heard together are taken for unrelated.
    /// </summary>
    /// <param name="report">The estimate. True peaks are not estimated: NaN. The sample peak is that of what was loaded once.</param>
    /// <param name="known">Share of what is heard whose energies are known, 0..1; 1 for silence.</param>
    /// <remarks>Loads nothing, and blocks no edit. Linear in the length: 500,000 steps for three hours.</remarks>
    public Status EstimateLoudness(out LoudnessReport report, out double known)
    {
        report = LoudnessReport.None;
        known = 0;
        Span<Peak> peak = stackalloc Peak[1];
        Status status = BeginPeaks(PeakScope.Timeline, ClipId.None, 0, new PeakView(0, Limits.MaxPeakFrames), out PeakLook look);
        if (status != Status.Ok) return status;
        int hopFrames = HopLoudness.FramesAt(_config.Rate);
        int count = (int)(look.Block->LengthFrames / hopFrames);
        long bytes = (Math.Max(count, 1) + HopLoudness.RangeValues(count)) * (long)sizeof(double);
        void* memory = NativeBlock.Take(_budget, bytes);
        bool hasRoom = memory != null;
        if (hasRoom)
        {
            var hops = new Span<double>(memory, count);
            double* weights = stackalloc double[Limits.MaxChannels];
            var energies = new TimelineEnergies(look.Block, hopFrames, hops, weights);
            energies.Add();
            known = energies.Frames == 0 ? 1 : 1 - ((double)energies.UnknownFrames / energies.Frames);
            report = HopLoudness.Report(hops, new Span<double>((double*)memory + count, HopLoudness.RangeValues(count)));
            FillPeaks(ref look, 0, peak);
            float gain = look.Block->Master.Gain;
            double largest = gain * Math.Max(-peak[0].Min, peak[0].Max);
            report = report with { TruePeakDbtp = double.NaN, SamplePeakDbfs = 20 * Math.Log10(largest) };
        }

        EndPeaks(ref look);
        NativeBlock.Return(_budget, ref memory, bytes);
        return hasRoom ? Status.Ok : Refuse(Status.OutOfBudget, NoRoomToMeasure);
    }

    private string NoRoomToMeasure => $"the memory budget of {_budget.LimitBytes} bytes has no room to measure loudness";

    private Status Measure(OfflineRender render, float* buffer, LoudnessMeter meter, Func<long, long, bool>? progress, CancellationToken cancellation)
    {
        for (long done = 0; done < render.LengthFrames;)
        {
            int count = (int)Math.Min(MeasuredFrames, render.LengthFrames - done);
            Status status = render.Render(done, new Span<float>(buffer, count * render.Channels), cancellation);
            if (status != Status.Ok) return Refuse(status, render.LastError);
            meter.Add(buffer, count);
            done += count;
            if (progress?.Invoke(done, render.LengthFrames) == false) return Refuse(Status.Cancelled, "the measurement was cancelled");
        }

        return Undecoded(cancellation) is { } fault ? Refuse(Status.MediaError, fault) : Status.Ok;
    }
}
