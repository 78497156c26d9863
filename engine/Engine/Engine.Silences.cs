using System;
using System.Threading;
using Seamline.Clips;
using Seamline.Loudness;
using Seamline.Memory;

namespace Seamline;

// Silences of the timeline, and quiet places for cuts, from the peaks of what was loaded once.
public sealed unsafe partial class Engine
{
    private const int SilenceFrames = 256; // the finest that peaks keep
    private const int SilenceColumns = 128;
    private const int QuietColumns = 512;
    private const int QuietMilliseconds = 5;

    /// <summary>
    /// Finds the silences of the main lane as it stands, or of all lanes together, in order. Gaps and muted segments are silent; what cannot be read is not. Waits for
    /// what was never loaded; of all else the peaks are enough, and the search is linear in the length. Fades at seams are left out.
    /// </summary>
    /// <param name="options">What counts as silence.</param>
    /// <param name="ranges">Receives as many as there is room for, seconds of the timeline: what <see cref="RemoveRanges"/> takes.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="cancellation">Ends it with <see cref="Status.Cancelled"/>.</param>
    public Status FindSilences(in SilenceOptions options, Span<EditRange> ranges, out int count, CancellationToken cancellation = default)
    {
        count = 0;
        if (!(options.ThresholdDb is >= -120 and <= 0))
            return Refuse(Status.InvalidArgument, $"a threshold of {options.ThresholdDb} dB is outside -120..0 dB");
        if (!(options.MinSeconds is >= 0 and <= Limits.MaxSeconds && options.MarginSeconds is >= 0 and <= Limits.MaxSeconds))
            return Refuse(Status.InvalidArgument, $"silences of {options.MinSeconds} s with margins of {options.MarginSeconds} s: not times from 0 to {Limits.MaxSeconds:0} s");
        Status status = LoadUnknown(options.WholeMix, cancellation);
        if (status != Status.Ok) return status;
        status = BeginPeaks(options.WholeMix ? PeakScope.Mix : PeakScope.Timeline, ClipId.None, 0, new PeakView(0, SilenceFrames), out PeakLook look);
        if (status != Status.Ok) return status;
        long length = look.Block->LengthFrames;
        var scan = new SilenceScan(Math.Pow(10, options.ThresholdDb / 20), Frames(options.MinSeconds), Frames(options.MarginSeconds), length);
        Span<Peak> columns = stackalloc Peak[SilenceColumns];
        for (long column = 0; column * SilenceFrames < length; column += SilenceColumns)
        {
            if (cancellation.IsCancellationRequested) status = Status.Cancelled;
            if (status != Status.Ok) break;
            FillPeaks(ref look, column, columns);
            for (int i = 0; i < columns.Length && (column + i) * SilenceFrames < length; i++)
            {
                long from = (column + i) * SilenceFrames;
                double rms = columns[i].Known < 1 ? double.PositiveInfinity : columns[i].Rms;
                if (!scan.Add(from, Math.Min(from + SilenceFrames, length), rms, out long start, out long end)) continue;
                if (count < ranges.Length) ranges[count] = new EditRange((double)start / _config.Rate, (double)end / _config.Rate);
                count++;
            }
        }

        EndPeaks(ref look);
        return status == Status.Cancelled ? Refuse(status, "the search for silences was cancelled") : status;
    }

    /// <summary>
    /// The quietest place for a cut of the main lane near a time: the middle of the 5 ms with the least energy, of equal ones the nearest. Loads nothing; where
    /// nothing is known around the time, it stays.
    /// </summary>
    /// <param name="seconds">The time wanted, seconds of the timeline.</param>
    /// <param name="withinSeconds">How far it may move either way, 0 to 10 s.</param>
    /// <param name="quietest">The place.</param>
    /// <remarks>In steps of 1 ms, or of 1/256 of the way where that is longer.</remarks>
    public Status SnapToQuiet(double seconds, double withinSeconds, out double quietest)
    {
        quietest = seconds;
        if (!(Math.Abs(seconds) <= Limits.MaxSeconds && withinSeconds is >= 0 and <= 10))
            return Refuse(Status.InvalidArgument, $"cannot look for quiet within {withinSeconds} s of {seconds} s: from 0 to 10 s around a time");
        double step = Math.Max(_config.Rate / 1_000.0, 2 * withinSeconds * _config.Rate / (QuietColumns - (2 * QuietMilliseconds)));
        int each = (int)(withinSeconds * _config.Rate / step); // steps either way
        int window = Math.Max(1, (int)Math.Round(QuietMilliseconds * _config.Rate / 1_000.0 / step)) | 1; // odd: it has a middle
        double first = (seconds * _config.Rate) - (step * (each + (window / 2) + 0.5));
        Span<Peak> columns = stackalloc Peak[(2 * each) + window];
        Status status = GetTimelinePeaks(new PeakView(first, step), columns, out _);
        if (status != Status.Ok) return status;
        double least = double.PositiveInfinity;
        for (int i = 0; i <= 2 * each; i++)
        {
            int way = (i & 1) == 0 ? i / 2 : -((i + 1) / 2); // the nearest first
            double energy = 0;
            foreach (ref readonly Peak column in columns.Slice(each + way, window)) energy += column.Known < 1 ? double.PositiveInfinity : (double)column.Rms * column.Rms;
            if (!(energy < least)) continue;
            least = energy;
            quietest = Math.Clamp(seconds + (way * step / _config.Rate), 0, Math.Max(0, (double)LengthFrames / _config.Rate));
        }

        return Status.Ok;
    }

    private long Frames(double seconds) => (long)Math.Round(seconds * _config.Rate);

    // Renders what has no peaks yet: they stay when its pages go.
    private Status LoadUnknown(bool wholeMix, CancellationToken cancellation)
    {
        Status status = BeginOffline(new OfflineOptions { SilenceForErrors = true }, out OfflineRender? render);
        if (status != Status.Ok) return status;
        using (render)
        {
            long bytes = (long)MeasuredFrames * render!.Channels * sizeof(float);
            void* buffer = NativeBlock.Take(_budget, bytes);
            if (buffer == null) return Refuse(Status.OutOfBudget, $"the memory budget of {_budget.LimitBytes} bytes has no room to look for silences");
            try
            {
                Span<Peak> one = stackalloc Peak[1];
                for (long at = 0; at < render.LengthFrames && status == Status.Ok; at += MeasuredFrames)
                {
                    int count = (int)Math.Min(MeasuredFrames, render.LengthFrames - at);
                    var view = new PeakView(at, count);
                    status = wholeMix ? GetMixPeaks(view, one, out _) : GetTimelinePeaks(view, one, out _);
                    if (status != Status.Ok || one[0].Known == 1) continue;
                    status = render.Render(at, new Span<float>(buffer, count * render.Channels), cancellation);
                    if (status != Status.Ok) _ = Refuse(status, render.LastError);
                }

                return status;
            }
            finally
            {
                NativeBlock.Return(_budget, ref buffer, bytes);
            }
        }
    }
}
