namespace Seamline.Decode;

/// <summary>
/// Stands between a run's output and its sink: a page's last frames go through only after a check of the file, so that no
/// page is handed over that was read from another version than the one that was opened.
/// </summary>
/// <remarks>Thread: one loader thread at a time. One look a page: 2 us beside the 100 and more that decoding takes.</remarks>
internal sealed unsafe class VersionGuard(MediaFile file) : RunSink
{
    private RunSink _sink = null!;
    private int _inPage;

    /// <summary>The file is another one, or gone; nothing more goes through.</summary>
    public bool Tripped { get; private set; }

    /// <inheritdoc/>
    public override bool Stop => Tripped || _sink.Stop;

    /// <inheritdoc/>
    public override bool GiveUp => Tripped || _sink.GiveUp;

    /// <summary>Starts a run.</summary>
    public void Begin(RunSink sink)
    {
        _sink = sink;
        _inPage = 0;
        Tripped = false;
    }

    /// <summary>Goes on with what was begun.</summary>
    public void Continue(RunSink sink)
    {
        _sink = sink;
        Tripped = false;
    }

    /// <summary>Looks; false: what was read since the last look must not be used.</summary>
    public bool IsSame()
    {
        Tripped |= file.Look() != MediaState.Same;
        return !Tripped;
    }

    /// <inheritdoc/>
    public override void Write(float* interleaved, int frames)
    {
        if (MayPass(frames)) _sink.Write(interleaved, frames);
    }

    /// <inheritdoc/>
    public override bool TakesPacked => _sink.TakesPacked;

    /// <inheritdoc/>
    public override void WritePacked(void* interleaved, SampleForm form, int frames, int channels)
    {
        if (MayPass(frames)) _sink.WritePacked(interleaved, form, frames, channels);
    }

    /// <inheritdoc/>
    public override void WriteShared(void* interleaved, SampleForm form, int frames, int channels)
    {
        if (MayPass(frames)) _sink.WriteShared(interleaved, form, frames, channels);
    }

    /// <inheritdoc/>
    public override void Write(in Planes planes, int channels, int frames)
    {
        if (MayPass(frames)) _sink.Write(in planes, channels, frames);
    }

    private bool MayPass(int frames)
    {
        if (Tripped) return false;
        _inPage += frames;
        if (_inPage < Limits.PageFrames) return true;
        _inPage %= Limits.PageFrames;
        return IsSame();
    }
}
