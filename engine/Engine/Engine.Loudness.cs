using System;
using System.Threading;
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
        Status status = BeginOffline(new OfflineOptions { SilenceForErrors = silenceForErrors }, out OfflineRender? render);
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
