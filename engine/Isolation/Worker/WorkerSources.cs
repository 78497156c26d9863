using System.Threading;
using Seamline.Decode;

namespace Seamline.Isolation.Worker;

/// <summary>The media that a worker has open, by the engine's numbers.</summary>
/// <remarks>Thread: any lane's. The engine asks one thing of a decoder at a time, and closes a source when nothing is asked of it.</remarks>
internal sealed class WorkerSources(MediaResources resources)
{
    private readonly WorkerSource?[] _sources = new WorkerSource?[WorkerLayout.MaxSources];

    /// <summary>What they share.</summary>
    public MediaResources Resources => resources;

    /// <summary>The source of a number; null where there is none.</summary>
    public WorkerSource? Find(int number) => (uint)number < WorkerLayout.MaxSources ? Volatile.Read(ref _sources[number]) : null; // partner: Put

    /// <summary>Puts one in its place, or takes it away; what was there is closed.</summary>
    public void Put(int number, WorkerSource? source)
    {
        // Partner: Find. A source is whole before its number is known.
        WorkerSource? old = (uint)number < WorkerLayout.MaxSources ? Interlocked.Exchange(ref _sources[number], source) : source;
        old?.Dispose();
    }
}

/// <summary>An open file, its source, and the decoders that were asked for.</summary>
/// <param name="source">The source.</param>
/// <param name="descriptor">The file; closed with it.</param>
internal sealed class WorkerSource(FFmpegSource source, int descriptor) : System.IDisposable
{
    private readonly RunDecoder?[] _decoders = new RunDecoder?[WorkerLayout.MaxDecoders];

    /// <summary>The source.</summary>
    public FFmpegSource Source => source;

    /// <summary>A decoder, made when it is first asked for. Thread: the lane that works with it, one at a time.</summary>
    public RunDecoder Decoder(int number) => _decoders[number] ??= source.OpenDecoder();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (RunDecoder? decoder in _decoders) decoder?.Dispose();
        source.Dispose();
        _ = Linux.close(descriptor);
    }
}
