using System;
using Seamline.Decode;

namespace Seamline.Stretch;

/// <summary>Hears a clip as one channel, for a plan: channels and tracks at levels that differ, so that none cancels its inverse.</summary>
/// <remarks>Thread: one loader at a time.</remarks>
internal sealed unsafe class PlanListener : IDisposable
{
    private const float Less = 0.8f;
    private const int PartFrames = 8_192;

    private readonly SourceReader[] _readers;
    private readonly PlanTrack[] _tracks;
    private NativeFloats _part;
    private SpliceSearch _search;

    /// <summary>Makes one, with a decoder for each track.</summary>
    public PlanListener(PlanTrack[] tracks)
    {
        _tracks = tracks;
        _readers = new SourceReader[tracks.Length];
        for (int i = 0; i < tracks.Length; i++) _readers[i] = new SourceReader(tracks[i].Medium, tracks[i].Pages);
    }

    /// <summary>What it has heard.</summary>
    public ref SpliceSearch Search => ref _search;

    /// <summary>Hears clip frames from one up to another.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">Behind the last.</param>
    /// <param name="sink">For whom: asked whether to stop.</param>
    public RunEnd Listen(long from, long to, RunSink sink)
    {
        from &= ~3L;
        long count = (to - from + 3) / 4 * 4;
        float* sum = _search.Begin(from, count);
        float level = 1;
        for (int t = 0; t < _tracks.Length; t++)
        {
            int channels = _readers[t].Channels;
            float* part = _part.Reserve(PartFrames * channels);
            for (long at = 0; at < count; at += PartFrames)
            {
                if (sink.Stop) return RunEnd.Stopped;
                int frames = (int)Math.Min(PartFrames, count - at);
                RunEnd end = _readers[t].Read(from + at + _tracks[t].OffsetFrames, frames, part, sink);
                if (end != RunEnd.Complete) return end;
                float its = level;
                for (int c = 0; c < channels; c++, its *= Less) Add(sum + at, part + c, channels, its, frames);
            }

            for (int c = 0; c < channels; c++) level *= Less;
        }

        _search.Ready();
        return RunEnd.Complete;
    }

    /// <summary>Gives back what its readers hold ahead.</summary>
    public void Rest()
    {
        foreach (SourceReader reader in _readers) reader.Rest();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SourceReader reader in _readers) reader.Dispose();
        _part.Free();
        _search.Free();
    }

    private static void Add(float* to, float* from, int step, float level, int frames)
    {
        for (int i = 0; i < frames; i++, from += step) to[i] += *from * level;
    }
}
