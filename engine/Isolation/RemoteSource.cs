using System;
using System.Text;
using System.Threading;
using Seamline.Decode;

namespace Seamline.Isolation;

/// <summary>
/// A stream of a media file that a worker has open. When the worker ends the file is opened in another one, and must then be what it was; a file
/// whose workers end by its fault for the third time is given up.
/// </summary>
/// <remarks>Thread: see <see cref="MediaSource"/>.</remarks>
internal sealed unsafe class RemoteSource : MediaSource
{
    private const int CloseOnExec = 0x80000; // O_CLOEXEC

    private readonly int _stream;
    private readonly int _rate;
    private readonly int _channels;
    private readonly ChannelChoice _wanted;
    private SourceReport? _report;
    private WorkerProcess? _worker;
    private long _exactFrames = -1;
    private int _decoders;
    private int _strikes;
    private int _opening;
    private bool _isApart;

    private RemoteSource(WorkerPool pool, MediaFile file, int stream, int rate, int channels, ChannelChoice wanted)
    {
        Pool = pool;
        File = file;
        _stream = stream;
        _rate = rate;
        _channels = channels;
        _wanted = wanted;
    }

    /// <inheritdoc/>
    public override SourceFormat Format => new(
        Report.SourceRate, Report.SourceChannels, Choice.PageChannels(Report.SourceChannels, _channels), Report.Frames, false);

    /// <inheritdoc/>
    public override long ExactFrames => Volatile.Read(ref _exactFrames); // pairs with the exchange in Learn: one value, no order needed

    /// <inheritdoc/>
    public override string Description => $"{Report.Facts.Codec} in {Report.Facts.Container}";

    /// <inheritdoc/>
    public override MediaFacts? MediaFacts => Report.Facts;

    /// <inheritdoc/>
    public override ChannelChoice Choice => _wanted.ForPages(Report.SourceChannels, _channels);

    /// <inheritdoc/>
    public override string? Notice => Report.Notice;

    /// <inheritdoc/>
    public override bool ScansEarly => Report.ScansEarly;

    /// <inheritdoc/>
    public override MediaState State => File.State;

    /// <summary>The engine's workers.</summary>
    internal WorkerPool Pool { get; }

    /// <summary>The file, and which version of it.</summary>
    internal MediaFile File { get; }

    /// <summary>Its number in its worker.</summary>
    internal int Number { get; private set; } = -1;

    /// <summary>Workers that ended by its fault.</summary>
    internal int Strikes => Volatile.Read(ref _strikes); // partner: Blame

    private SourceReport Report => _report!;

    /// <summary>Opens a stream of a file in a worker.</summary>
    /// <exception cref="MediaException">Not possible: the sentence names file and cause.</exception>
    public static RemoteSource Open(WorkerPool pool, string path, int stream, int rate, int channels, ChannelChoice wanted, RunSink? stop)
    {
        for (int attempt = 1; ; attempt++)
        {
            var file = new MediaFile(path);
            MediaOpener.OpenChecked(path, file).Dispose();
            var source = new RemoteSource(pool, file, stream, rate, channels, wanted);
            try
            {
                while (!source.TryOpen(stop))
                {
                    if (stop is not null && stop.Stop) throw new MediaException($"cannot open '{path}': the opening was cancelled");
                    source.RefuseMarked();
                }

                return source;
            }
            catch (MediaException e) when (file.Look() != MediaState.Same)
            {
                source.Dispose();
                if (attempt == MediaOpener.Attempts) throw new MediaException($"cannot open '{path}': the file is being written to", e);
            }
            catch (MediaException)
            {
                source.Dispose();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public override MediaState Look() => File.Look();

    /// <inheritdoc/>
    public override RunDecoder OpenDecoder() => new RemoteDecoder(this, (Interlocked.Increment(ref _decoders) - 1) % WorkerLayout.MaxDecoders); // partner: other openers

    /// <inheritdoc/>
    public override MediaSource Reopen(RunSink? stop = null) => Open(Pool, File.Path, _stream, _rate, _channels, Choice, stop);

    /// <inheritdoc/>
    public override long Measure(RunSink? stop = null)
    {
        _ = Request(new AskMessage { Ask = WorkerAsk.Measure }, stop, out _);
        return ExactFrames;
    }

    /// <inheritdoc/>
    public override bool ScanAhead(RunSink slice) => Request(new AskMessage { Ask = WorkerAsk.Scan }, slice, out bool done) && done;

    /// <inheritdoc/>
    public override void Dispose() => Close();

    /// <summary>Closes it in its worker; what asks next opens it again.</summary>
    internal void Close()
    {
        WorkerProcess? worker = Interlocked.Exchange(ref _worker, null); // partner: TryOpen
        if (worker is null) return;
        int number = Number;
        if (TryTakeLane(worker, -1, null, out RemoteCall call))
        {
            if (call.Send(new AskMessage { Ask = WorkerAsk.Close, Source = number }, null)) _ = call.Next(out _);
            call.End();
        }

        worker.Remove(number);
    }

    /// <summary>A worker has ended by this file's fault.</summary>
    internal void Blame()
    {
        Interlocked.Increment(ref _strikes); // partner: Strikes
        KeepApart();
    }

    /// <summary>It is opened in another worker than the others from here on: a worker has ended, and this one may have been the reason.</summary>
    internal void KeepApart() => Volatile.Write(ref _isApart, true); // partner: TryOpen

    /// <summary>Learns the exact length; false: it was another one before.</summary>
    internal bool Learn(long exactFrames)
    {
        if (exactFrames == -1) return true;
        if (exactFrames is < -1 or > Limits.MaxSourceFrames) return false;
        long known = Interlocked.CompareExchange(ref _exactFrames, exactFrames, -1); // partner: ExactFrames. The first to know says it
        return known == -1 || known == exactFrames;
    }

    /// <summary>Has the source open in a worker and takes a lane of it; false: the sink has said stop.</summary>
    /// <exception cref="MediaException">It cannot be opened again, or is given up.</exception>
    internal bool TryEnter(RunSink? sink, int preferred, out RemoteCall call)
    {
        while (true)
        {
            RefuseMarked();
            if (Volatile.Read(ref _worker) is { IsDead: false } worker) // partner: TryOpen
            {
                if (TryTakeLane(worker, preferred, sink, out call)) return true;
            }
            else if (Interlocked.CompareExchange(ref _opening, 1, 0) == 0) // partner: the write below
            {
                try
                {
                    _ = _worker is { IsDead: false } || TryOpen(null);
                }
                finally
                {
                    Volatile.Write(ref _opening, 0); // partner: the exchange above
                }
            }
            else
            {
                Thread.Sleep(1); // not a lock: a waiting loader must hear its own Stop
            }

            if (sink is null || !sink.Stop) continue;
            call = default;
            return false;
        }
    }

    /// <summary>The sentence that a worker has left in its slot; null where it is none.</summary>
    internal static string? ReadText(in RemoteCall call, in TellMessage message)
        => Copy(in call, in message) is { } bytes ? SourceReport.Clean(Encoding.UTF8.GetString(bytes)) : null;

    private static byte[]? Copy(in RemoteCall call, in TellMessage message)
        => message.Count is >= 0 and <= WorkerLayout.MaxReportBytes ? new ReadOnlySpan<byte>(call.Worker.Slot(call.Lane), message.Count).ToArray() : null;

    private void RefuseMarked()
    {
        if (Strikes >= IsolationSettings.MostStrikes)
            throw new MediaException($"cannot open '{File.Path}': decoding it has ended {Strikes} decoder processes (they crashed, hung or answered wrongly)");
    }

    private bool TryTakeLane(WorkerProcess worker, int preferred, RunSink? sink, out RemoteCall call)
    {
        int lane;
        int sequence;
        while ((lane = worker.TakeLane(this, preferred, out sequence)) == -1)
        {
            call = default;
            if (sink is not null && sink.Stop) return false;
            Thread.Sleep(1); // not a lock: a waiting loader must hear its own Stop
        }

        call = lane < 0 ? default : new RemoteCall(this, worker, lane, sequence, Pool.Settings);
        return lane >= 0;
    }

    // False: the worker has ended meanwhile.
    private bool Request(in AskMessage ask, RunSink? sink, out bool result)
    {
        result = false;
        if (!TryEnter(sink, -1, out RemoteCall call)) return false;
        try
        {
            AskMessage message = ask;
            message.Source = Number;
            if (!call.Send(in message, sink) || !call.Next(out TellMessage answer)) return false;
            if (answer.Tell == WorkerTell.Failed) throw new MediaException(ReadText(in call, in answer) ?? "its decoder failed");
            if (answer.Tell != WorkerTell.Done || !Learn(answer.ExactFrames)) return call.Accuse();
            result = answer.End == 1;
            return true;
        }
        finally
        {
            call.End();
        }
    }

    // False: the worker has ended meanwhile.
    private bool TryOpen(RunSink? sink)
    {
        if (Interlocked.Exchange(ref _worker, null) is { } old) old.Remove(Number); // partner: TryEnter
        WorkerProcess worker = Pool.Take(Volatile.Read(ref _isApart)) // partner: KeepApart
            ?? throw new MediaException($"cannot open '{File.Path}': {Pool.Why}");
        int number = worker.Add(this);
        if (number < 0) return false;
        bool opened = false;
        try
        {
            opened = TryTakeLane(worker, -1, sink, out RemoteCall call) && OpenOn(ref call, number, sink);
            return opened;
        }
        finally
        {
            if (opened)
            {
                Number = number;
                Volatile.Write(ref _worker, worker); // partner: TryEnter. Its number comes first.
            }
            else
            {
                worker.Remove(number);
            }
        }
    }

    private bool OpenOn(ref RemoteCall call, int number, RunSink? sink)
    {
        int descriptor = OpenFile();
        try
        {
            var ask = new AskMessage
            {
                Ask = WorkerAsk.Open,
                Source = number,
                Stream = _stream,
                Rate = _rate,
                Channels = _channels,
                ChoiceMode = (int)_wanted.Mode,
                ChoiceFirst = _wanted.First,
                ChoiceSecond = _wanted.Second,
            };
            byte[] name = Encoding.UTF8.GetBytes(File.Path);
            if (name.Length > WorkerLayout.MaxNameBytes) throw new MediaException($"cannot open '{File.Path}': its name is too long");
            if (!call.Send(in ask, sink, name, descriptor) || !call.Next(out TellMessage answer)) return false;
            if (answer.Tell == WorkerTell.Failed) throw new MediaException(ReadText(in call, in answer) ?? $"cannot open '{File.Path}'");
            if (answer.Tell != WorkerTell.Opened || Copy(in call, in answer) is not { } bytes || SourceReport.Read(bytes, File.Path) is not { } report) return call.Accuse();
            return Accept(report) || call.Accuse();
        }
        finally
        {
            _ = Linux.close(descriptor);
            call.End();
        }
    }

    // Opened again it must be what it was.
    private bool Accept(SourceReport report)
    {
        if (_wanted.Highest >= report.SourceChannels || !Learn(report.ExactFrames)) return false;
        _report ??= report;
        return report.SourceRate == _report.SourceRate && report.SourceChannels == _report.SourceChannels;
    }

    private int OpenFile()
    {
        int descriptor;
        fixed (byte* path = File.SystemPath) descriptor = Linux.open(path, CloseOnExec, 0);
        if (descriptor < 0) throw new MediaException($"cannot open '{File.Path}': the file cannot be read");
        if (FileStamp.OfDescriptor(descriptor) == File.Opened) return descriptor;
        _ = Linux.close(descriptor);
        _ = File.Look();
        throw new MediaException($"cannot open '{File.Path}': it was changed while it was opened");
    }
}
