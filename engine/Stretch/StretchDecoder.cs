using System;
using Seamline.Decode;

namespace Seamline.Stretch;

/// <summary>Makes the pages of a source at another speed, in parts of at most <see cref="PartFrames"/> frames.</summary>
/// <remarks>Thread: see <see cref="RunDecoder"/>.</remarks>
internal abstract unsafe class StretchDecoder(StretchedSource source, SourceReader reader) : RunDecoder
{
    /// <summary>Most frames made at a time: between two it asks whether to stop.</summary>
    protected const int PartFrames = 4_096;

    private NativeFloats _part;

    /// <summary>Reads what the pages are made of.</summary>
    protected SourceReader Reader => reader;

    /// <inheritdoc/>
    public sealed override RunResult Decode(int run, RunSink sink)
    {
        int skipped = Math.Min(sink.Unwanted, Limits.RunFrames);
        if (skipped > 0) sink.Skip(skipped);
        long at = ((long)run * Limits.RunFrames) + skipped;
        long end = (run + 1L) * Limits.RunFrames;
        long made = 0;
        RunEnd result = RunEnd.Complete;
        float* part = _part.Reserve((long)PartFrames * reader.Channels);
        while (at < end)
        {
            if (sink.Stop)
            {
                result = RunEnd.Stopped;
                break;
            }

            int count = (int)Math.Min(PartFrames, end - at);
            result = IsBehindEnd(at) ? RunEnd.EndOfSource : Make(at, count, part, sink);
            if (result != RunEnd.Complete) break;
            long length = source.Stretched(reader.Length); // reading may have come to the end
            if (length >= 0) count = (int)Math.Clamp(length - at, 0, count);
            if (count > 0) sink.Write(part, count);
            at += count;
            made += count;
            if (count < PartFrames && at < end) result = RunEnd.EndOfSource;
            if (result != RunEnd.Complete) break;
        }

        Rest();
        return new RunResult(result, source.Stretched(reader.Length), made, reader.Warnings, result == RunEnd.Failed ? reader.ErrorCode : 0);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _part.Free();
        reader.Dispose();
    }

    /// <summary>Makes frames, interleaved; <see cref="RunEnd.Complete"/>, or why it could not.</summary>
    protected abstract RunEnd Make(long frame, int count, float* to, RunSink sink);

    /// <summary>A run is over: gives back what was held for it.</summary>
    protected virtual void Rest() => reader.Rest();

    private bool IsBehindEnd(long frame) => source.Stretched(reader.Length) is >= 0 and var length && frame >= length;
}
