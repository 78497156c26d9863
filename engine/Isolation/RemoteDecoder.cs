using System;
using Seamline.Decode;

namespace Seamline.Isolation;

/// <summary>Decodes runs of a source in its worker. What comes is copied out of the memory that the worker can write to and made finite in the copy (<see cref="RunSink.WriteShared"/>).</summary>
/// <remarks>Thread: one loader thread at a time. Allocates nothing on the GC heap while its worker lives.</remarks>
internal sealed unsafe class RemoteDecoder(RemoteSource source, int number) : RunDecoder
{
    private const int MostUnasked = 100;

    private readonly VersionGuard _guard = new(source.File);
    private int _lane = -1;
    private int _unasked; // stops in a row that nobody asked for

    /// <inheritdoc/>
    public override RunResult Decode(int run, RunSink sink)
    {
        var stopped = new RunResult(RunEnd.Stopped, source.ExactFrames, 0, 0, 0);
        if (sink.Stop) return stopped;
        _guard.Begin(sink);
        if (!_guard.IsSame()) return new RunResult(RunEnd.Changed, -1, 0, 0, 0);
        if (!source.TryEnter(_guard, _lane, out RemoteCall call)) return stopped;
        _lane = call.Lane;
        RunResult result;
        try
        {
            result = Decode(run, ref call);
        }
        finally
        {
            call.End();
        }

        bool last = result.End is RunEnd.EndOfSource or RunEnd.Failed;
        return _guard.Tripped || (last && !_guard.IsSame()) ? new RunResult(RunEnd.Changed, -1, 0, 0, 0) : result;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    private RunResult Decode(int run, ref RemoteCall call)
    {
        var stopped = new RunResult(RunEnd.Stopped, source.ExactFrames, 0, 0, 0);
        int channels = source.Format.Channels;
        long position = 0;
        long given = 0;
        int frames = 0;
        if (!call.Send(new AskMessage { Ask = WorkerAsk.Decode, Source = source.Number, Decoder = number, Run = run }, _guard)) return stopped;
        while (call.Next(out TellMessage message))
        {
            switch (message.Tell)
            {
                case WorkerTell.Frames:
                    var form = (SampleForm)message.Form;
                    int frameBytes = channels * PackedSamples.Bytes(form);
                    position += WorkerLayout.Skipped(position, frameBytes);
                    if (form is < SampleForm.Float32 or > SampleForm.Int32 || message.Position != position || message.Count <= 0
                        || message.Count > WorkerLayout.SlotBytes / frameBytes || message.Count > Limits.RunFrames - frames)
                    {
                        _ = call.Accuse();
                        return stopped;
                    }

                    Take(call.Worker.Slot(call.Lane), ref position, frames, message.Count, form, channels);
                    frames += message.Count;
                    if (position - given < WorkerLayout.CreditBytes || frames == Limits.RunFrames) continue;
                    call.Give(position - given);
                    given = position;
                    continue;
                case WorkerTell.Done:
                    if (Read(in message, call.HasStopped) is { } result) return result;
                    _ = call.Accuse();
                    return stopped;
                case WorkerTell.Failed:
                    throw new MediaException(RemoteSource.ReadText(in call, in message) ?? "its decoder failed");
                default:
                    _ = call.Accuse();
                    return stopped;
            }
        }

        return stopped; // the pages that did not come are asked for again
    }

    // Page by page: before a page's last frames go through the guard looks at the file.
    private void Take(byte* slot, ref long position, int taken, int frames, SampleForm form, int channels)
    {
        int frameBytes = channels * PackedSamples.Bytes(form);
        while (frames > 0)
        {
            position += WorkerLayout.Skipped(position, frameBytes);
            long at = position % WorkerLayout.SlotBytes;
            int count = (int)Math.Min(Math.Min(frames, (WorkerLayout.SlotBytes - at) / frameBytes), Limits.PageFrames - (taken % Limits.PageFrames));
            _guard.WriteShared(slot + at, form, count, channels);
            position += (long)count * frameBytes;
            taken += count;
            frames -= count;
        }
    }

    // Null: it cannot be true.
    private RunResult? Read(in TellMessage message, bool hasStopped)
    {
        var end = (RunEnd)message.End;
        if (!source.Learn(message.ExactFrames)) return null;
        if (end is < RunEnd.Complete or > RunEnd.Failed || message.Warnings < 0 || message.FramesDecoded < 0) return null;
        if (message.SourceFrames != -1 && message.SourceFrames != source.ExactFrames) return null;
        bool unasked = end is RunEnd.Stopped && !hasStopped;
        _unasked = unasked ? _unasked + 1 : 0;
        if (_unasked > MostUnasked) return null;

        // It reads by its descriptor, this by the name: where they differ the file is opened again.
        if (end is RunEnd.Changed && _guard.IsSame())
        {
            source.Close();
            end = RunEnd.Stopped;
        }

        return new RunResult(end, source.ExactFrames, message.FramesDecoded, message.Warnings, message.ErrorCode);
    }
}
