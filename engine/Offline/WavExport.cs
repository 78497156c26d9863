using System;
using System.IO;
using System.Threading;

namespace Seamline;

/// <summary>What of a timeline is written to a WAV file, and how.</summary>
/// <param name="Path">The file; an existing one is replaced once the new one is whole.</param>
public readonly record struct WavExport(string Path)
{
    /// <summary>To the timeline's end, of <see cref="Frames"/>.</summary>
    public const long ToTheEnd = -1;

    /// <summary>Samples of the file.</summary>
    public SampleFormat Format { get; init; }

    /// <summary>First timeline frame.</summary>
    public long FirstFrame { get; init; }

    /// <summary>How many frames, or <see cref="ToTheEnd"/>; outside the timeline is silence.</summary>
    public long Frames { get; init; } = ToTheEnd;

    /// <summary>Silence for media that cannot be read, instead of refusing.</summary>
    public bool SilenceForErrors { get; init; }

    /// <summary>A linear fade at the first and the last frames of what is written, ms, 0 to <see cref="Limits.MaxEdgeFadeMilliseconds"/>; 0 for none.</summary>
    public double EdgeFadeMilliseconds { get; init; }

    /// <summary>Told frames done and frames in all, about once a second of sound and at the end; false cancels.</summary>
    public Func<long, long, bool>? Progress { get; init; }

    /// <summary>The render that it is written from.</summary>
    internal OfflineOptions Options => new()
    {
        SilenceForErrors = SilenceForErrors,
        EdgeFadeMilliseconds = EdgeFadeMilliseconds,
        FirstFrame = FirstFrame,
        Frames = Frames,
        MeasureLevels = true,
    };

    /// <summary>Renders into a file. On failure none is left, and <paramref name="error"/> says why.</summary>
    /// <param name="render">Made with <see cref="Options"/>.</param>
    /// <param name="rate">Hz.</param>
    /// <param name="fault">Asked at the end: why what was rendered is no result, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="error">Why it failed.</param>
    /// <remarks>Thread: any one at a time.</remarks>
    internal Status Write(OfflineRender render, int rate, Func<string?> fault, CancellationToken cancellation, out string error)
    {
        try
        {
            using var writer = new WavWriter(Path, Format, rate, render.Channels, cancellation);
            Status status = Fill(writer, render, rate, cancellation, out error);
            if (status != Status.Ok) return status;
            error = fault() ?? string.Empty;
            if (error.Length > 0) return Status.MediaError;
            writer.Commit();
            return Status.Ok;
        }
        catch (OperationCanceledException)
        {
            error = $"the export of '{Path}' was cancelled";
            return Status.Cancelled;
        }
        catch (IOException e)
        {
            error = $"cannot write '{Path}': {e.Message}";
        }

        return Status.MediaError;
    }

    private Status Fill(WavWriter writer, OfflineRender render, int rate, CancellationToken cancellation, out string error)
    {
        float[] block = new float[Limits.MaxBlockFrames * render.Channels];
        long frames = Frames == ToTheEnd ? Math.Max(0, render.LengthFrames - FirstFrame) : Frames;
        long told = 0;
        for (long done = 0; done < frames;)
        {
            int count = (int)Math.Min(Limits.MaxBlockFrames, frames - done);
            Span<float> part = block.AsSpan(0, count * render.Channels);
            Status status = render.Render(FirstFrame + done, part, cancellation);
            if (status != Status.Ok)
            {
                error = render.LastError;
                return status;
            }

            writer.Write(part);
            done += count;
            if (done - told < rate && done < frames) continue;
            told = done;
            if (Progress?.Invoke(done, frames) != false) continue;
            error = $"the export of '{Path}' was cancelled";
            return Status.Cancelled;
        }

        error = string.Empty;
        return Status.Ok;
    }
}
