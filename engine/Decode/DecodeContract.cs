using System;

namespace Seamline.Decode;

/// <summary>
/// An open source: immutable facts, and decoders made of it. The one thing that the cache knows of a medium.
/// Files, host PCM and generated test material are behind it alike.
/// </summary>
/// <remarks>Thread: facts any thread; <see cref="OpenDecoder"/> any loader thread, also several at a time.</remarks>
internal abstract class MediaSource : IDisposable
{
    /// <summary>Rates, channels and length.</summary>
    public abstract SourceFormat Format { get; }

    /// <summary>
    /// Length at the engine's rate, known to the frame; -1 until a decoder or a scan came to the end. Never changes again.
    /// </summary>
    public virtual long ExactFrames => Format.FramesExact ? Format.Frames : -1;

    /// <summary>Learns the exact length now, where that takes a scan of the file: milliseconds to a second. Thread: any.</summary>
    /// <param name="stop">Asked between packets whether to stop; null: never.</param>
    public virtual long Measure(RunSink? stop = null) => ExactFrames;

    /// <summary>What the last look at the medium found.</summary>
    public virtual MediaState State => MediaState.Same;

    /// <summary>Looks whether the medium is still the one that was opened. Thread: any. 1 to 2 us, more over a network.</summary>
    public virtual MediaState Look() => MediaState.Same;

    /// <summary>Opens what stands under the medium's name now, as a medium of its own; null for what has no name.</summary>
    /// <param name="stop">Ends the opening, with an exception like any other.</param>
    /// <exception cref="MediaException">Not possible: the sentence names file and cause.</exception>
    public virtual MediaSource? Reopen(RunSink? stop = null) => null;

    /// <summary>
    /// Looks through the file for what entering it anywhere will need, and for its length, so that the first far seek does not
    /// wait for that. In slices: a scan that was interrupted goes on with the next call. Thread: any loader.
    /// </summary>
    /// <param name="slice">Asked between packets whether the slice is over; nothing is written to it.</param>
    /// <returns>Whether there is nothing more to learn.</returns>
    public virtual bool ScanAhead(RunSink slice) => true;

    /// <summary>Whether that look takes much memory for a moment: better before the budget is full than after.</summary>
    public virtual bool ScansEarly => false;

    /// <summary>What a media file says of itself; null for what is no file.</summary>
    public virtual MediaFacts? MediaFacts => null;

    /// <summary>Which channels of the medium its pages hold.</summary>
    public virtual ChannelChoice Choice => ChannelChoice.Downmix;

    /// <summary>What of the medium is not heard as it was recorded, although nothing is wrong with it, in words; null for nothing.</summary>
    public virtual string? Notice => null;

    /// <summary>
    /// The whole source, interleaved at the engine's rate, where it lies in memory anyway; 0 where it must be decoded. Valid
    /// until <see cref="Dispose"/>.
    /// </summary>
    public virtual nint ResidentSamples => 0;

    /// <summary>Native bytes that the medium itself holds, counted in the budget by its maker.</summary>
    public virtual long NativeBytes => 0;

    /// <summary>What the source is, for messages and `info`: codec name, container.</summary>
    public abstract string Description { get; }

    /// <summary>Opens a decoder; the caller pools them, one a loader thread.</summary>
    /// <exception cref="MediaException">The medium cannot be opened (again).</exception>
    public abstract RunDecoder OpenDecoder();

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>
/// Decodes runs of one source in any order. What it delivers for a run is a function of the source and the run's index
/// alone: never of what was decoded before, by whom, or how often.
/// </summary>
/// <remarks>Thread: one loader thread at a time. Allocates nothing on the GC heap once open.</remarks>
internal abstract class RunDecoder : IDisposable
{
    /// <summary>
    /// Decodes the frames [<paramref name="run"/> x <see cref="Limits.RunFrames"/>, + RunFrames) at the engine's rate and
    /// writes them to <paramref name="sink"/> in order, without gaps, ending early only where the source ends,
    /// where the sink has enough, or on cancellation.
    /// </summary>
    /// <returns>How it ended. A damaged packet is silence and a warning, not a failure.</returns>
    public abstract RunResult Decode(int run, RunSink sink);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>Takes the frames of one run, in order. Implemented by the cache.</summary>
internal abstract unsafe class RunSink
{
    /// <summary>Asked between packets: true means stop now, what was written is discarded or kept by whole pages.</summary>
    public abstract bool Stop { get; }

    /// <summary>
    /// Asked inside a call of the demuxer that lasts: true means give that call up, and with it the demuxer's place in the file.
    /// </summary>
    public virtual bool GiveUp => Stop;

    /// <summary>How long a file may take to open, s.</summary>
    public virtual double OpeningSeconds => ReadWatch.OpeningSeconds;

    /// <summary>Frames at the start of the run that nobody wants; a decoder that can begin anywhere leaves them out by <see cref="Skip"/>.</summary>
    public virtual int Unwanted => 0;

    /// <summary>Leaves out frames that nobody wants. Only before the first <see cref="Write(float*, int)"/>, at most <see cref="Unwanted"/>.</summary>
    public virtual void Skip(int frames)
    {
    }

    /// <summary>Appends interleaved frames (<see cref="SourceFormat.Channels"/> channels, engine rate).</summary>
    public abstract void Write(float* interleaved, int frames);

    /// <summary>Whether it takes frames as a decoder has them: <see cref="WritePacked"/>.</summary>
    public virtual bool TakesPacked => false;

    /// <summary>Appends interleaved frames in a decoder's own form; finite where they are floats. Only where it <see cref="TakesPacked"/>.</summary>
    public virtual void WritePacked(void* interleaved, SampleForm form, int frames, int channels) => WriteShared(interleaved, form, frames, channels);

    /// <summary>
    /// Appends interleaved frames out of memory that another process can write to at any time: each sample is read once, and what is checked to be
    /// finite is the copy. A sink with room for them takes them without a copy between.
    /// </summary>
    public virtual void WriteShared(void* interleaved, SampleForm form, int frames, int channels)
    {
        const int Part = 256;
        float* part = stackalloc float[Part * Limits.MaxChannels];
        int frameBytes = channels * PackedSamples.Bytes(form);
        for (int at = 0; at < frames; at += Part)
        {
            int count = Math.Min(Part, frames - at);
            PackedSamples.CopyTo(part, (byte*)interleaved + ((long)at * frameBytes), form, (long)count * channels);
            Write(part, count);
        }
    }

    /// <summary>Appends frames whose channels lie apart. A sink with room for them takes them without a copy between.</summary>
    public virtual void Write(in Planes planes, int channels, int frames)
    {
        const int Part = 256;
        float* part = stackalloc float[Part * Limits.MaxChannels];
        for (int at = 0; at < frames; at += Part)
        {
            int count = Math.Min(Part, frames - at);
            planes.From(at).CopyTo(part, channels, count);
            Write(part, count);
        }
    }
}

/// <summary>How decoding a run ended.</summary>
internal enum RunEnd
{
    /// <summary>All frames of the run were written.</summary>
    Complete,

    /// <summary>The source ended inside the run or before it; <see cref="RunResult.SourceFrames"/> is its exact length.</summary>
    EndOfSource,

    /// <summary>The sink asked to stop.</summary>
    Stopped,

    /// <summary>The medium is no longer the one that was opened, or gone (<see cref="MediaSource.State"/>); pages that were filled are whole.</summary>
    Changed,

    /// <summary>The medium could not be read at all; the run is silence and the source is in error.</summary>
    Failed,
}

/// <summary>The outcome of one run.</summary>
/// <param name="End">How it ended.</param>
/// <param name="SourceFrames">Exact length of the source at the engine's rate where it is now known, else -1.</param>
/// <param name="FramesDecoded">Frames that came out of the codec for it at the media's rate, preroll included.</param>
/// <param name="Warnings">Damaged packets and holes that became silence.</param>
/// <param name="ErrorCode">The FFmpeg error where <paramref name="End"/> is <see cref="RunEnd.Failed"/>.</param>
internal readonly record struct RunResult(RunEnd End, long SourceFrames, long FramesDecoded, int Warnings, int ErrorCode);

/// <summary>A medium that cannot be opened: the sentence names the file and the cause.</summary>
internal sealed class MediaException : Exception
{
    /// <summary>Makes one with the sentence to show.</summary>
    public MediaException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with the sentence to show and its cause.</summary>
    public MediaException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes one without a sentence.</summary>
    public MediaException()
    {
    }
}
