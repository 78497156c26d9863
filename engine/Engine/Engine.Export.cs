using System;
using System.Threading;
using Seamline.Decode;
using Seamline.Loudness;

namespace Seamline;

// The timeline as a file.
public sealed unsafe partial class Engine
{
    /// <inheritdoc cref="Export(in FileExport, out RenderLevels, CancellationToken)"/>
    public Status Export(in FileExport wanted, CancellationToken cancellation = default) => Export(wanted, out _, cancellation);

    /// <summary>
    /// Writes the timeline as it stands now to a file, with the bits of an offline render; encoded as its extension says. Refused where the file is a medium of a
    /// clip, by whatever name, and where nothing at all could be decoded. On failure no file is left, and an existing one stays.
    /// </summary>
    /// <param name="wanted">What, where, how; whom to notify.</param>
    /// <param name="levels">How loud it came out.</param>
    /// <param name="cancellation">Ends it with <see cref="Status.Cancelled"/>.</param>
    public Status Export(in FileExport wanted, out RenderLevels levels, CancellationToken cancellation = default)
    {
        levels = default;
        if (string.IsNullOrEmpty(wanted.Path)) return Refuse(Status.InvalidArgument, "an export without a file name");
        if (wanted.Frames < FileExport.ToTheEnd || Math.Abs(wanted.FirstFrame) > MaxExportFrame || wanted.Frames > MaxExportFrame)
            return Refuse(Status.InvalidArgument, $"cannot export {wanted.Frames} frames from {wanted.FirstFrame}: they are outside any timeline");
        if (MediumAt(wanted.Path) is { } medium)
            return Refuse(Status.InvalidArgument, $"cannot write '{wanted.Path}': it is the medium {medium} of this timeline; choose another name");
        if (wanted.Refusal(_config.Rate, _config.Channels) is { } refusal) return Refuse(Status.InvalidArgument, $"cannot write '{wanted.Path}': {refusal}");
        if (wanted.IsEncoded && !FFmpegLibraries.Available) return Refuse(Status.MissingLibrary, FFmpegLibraries.Refusal($"cannot write '{wanted.Path}'"));
        if (wanted.Stem is { Value: not 0 } stem && GetLaneIndex(stem) < 0) return Refuse(Status.NotFound, $"there is no lane {stem.Value} to write as a stem");
        return wanted.LoudnessLufs is { } target ? Normalise(wanted, target, out levels, cancellation) : Export(wanted, wanted.Options, out levels, cancellation);
    }

    private Status Export(in FileExport wanted, in OfflineOptions options, out RenderLevels levels, CancellationToken cancellation)
    {
        levels = default;
        Status status = BeginOffline(options, out OfflineRender? render);
        if (status != Status.Ok) return status;
        using (render)
        {
            status = wanted.Write(render!, _config.Rate, () => Undecoded(cancellation), cancellation, out string error);
            levels = render!.Levels with { GainDb = options.GainDb };
            return status == Status.Ok ? status : Refuse(status, error);
        }
    }

    // Measured without a limiter, so that the gain is that of what enters it.
    private Status Normalise(in FileExport wanted, double target, out RenderLevels levels, CancellationToken cancellation)
    {
        levels = default;
        Func<long, long, bool>? progress = wanted.Progress;
        Status status = MeasureExport(wanted, progress == null ? null : (done, frames) => progress(done, 2 * frames), out double measured, cancellation);
        if (status != Status.Ok) return status;
        if (!double.IsFinite(measured)) return Refuse(Status.InvalidArgument, $"cannot write '{wanted.Path}': it is silent, so there is nothing to normalise");
        double gain = Math.Min(target - measured, Limits.MaxGainDb);
        FileExport second = progress == null ? wanted : wanted with { Progress = (done, frames) => progress(frames + done, 2 * frames) };
        return Export(second, second.Options with { GainDb = gain, CeilingDb = wanted.CeilingDb }, out levels, cancellation);
    }

    private Status MeasureExport(in FileExport wanted, Func<long, long, bool>? progress, out double lufs, CancellationToken cancellation)
    {
        lufs = double.NegativeInfinity;
        Status status = BeginOffline(wanted.Options with { MeasureLevels = false, CeilingDb = double.PositiveInfinity }, out OfflineRender? render);
        if (status != Status.Ok) return status;
        using (render)
        using (var meter = new LoudnessMeter(_budget, _config.Rate, render!.Channels))
        {
            if (meter.IsOutOfMemory) return Refuse(Status.OutOfBudget, NoRoomToMeasure);
            float[] block = new float[Limits.MaxBlockFrames * render.Channels];
            long frames = wanted.FramesOf(render.LengthFrames);
            long reported = 0;
            for (long done = 0; done < frames;)
            {
                int count = (int)Math.Min(Limits.MaxBlockFrames, frames - done);
                status = render.Render(wanted.FirstFrame + done, block.AsSpan(0, count * render.Channels), cancellation);
                if (status != Status.Ok) return Refuse(status, render.LastError);
                fixed (float* samples = block) meter.Add(samples, count);
                done += count;
                if (done - reported < _config.Rate && done < frames) continue;
                reported = done;
                if (progress?.Invoke(done, frames) == false) return Refuse(Status.Cancelled, $"the export of '{wanted.Path}' was cancelled");
            }

            if (!meter.TryReport(out LoudnessReport report)) return Refuse(Status.OutOfBudget, NoRoomToMeasure);
            lufs = report.IntegratedLufs;
            return Status.Ok;
        }
    }

    private int GetLaneIndex(LaneId id)
    {
        for (int i = 0; GetLane(i, out LaneInfo lane) == Status.Ok; i++)
        {
            if (lane.Id == id) return i;
        }

        return -1;
    }
}
