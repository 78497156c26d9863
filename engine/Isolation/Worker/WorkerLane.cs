using System;
using System.Text;
using Seamline.Decode;

namespace Seamline.Isolation.Worker;

/// <summary>A thread of a worker: takes one request after the other from its socket, and answers.</summary>
internal sealed unsafe class WorkerLane(int socket, byte* slot, int* beat, LaneFlags* flags, WorkerSources sources)
{
    private readonly RingSink _sink = new(socket, slot, beat, flags);
    private readonly byte[] _name = new byte[WorkerLayout.MaxNameBytes];

    /// <summary>Serves until the engine goes; then the process ends.</summary>
    public void Serve()
    {
        long returned = FreedMemory.Returns;
        while (true)
        {
            Received received = LaneSocket.Receive(socket, out AskMessage ask, _name, out int bytes, out int file, takesFile: true, milliseconds: -1);
            if (received != Received.Message) Linux._exit(0);
            if (ask.Ask == WorkerAsk.Credit) continue; // for a run that is over
            if (ask.Ask != WorkerAsk.Open && file >= 0) _ = Linux.close(file);
            TellMessage answer;
            try
            {
                answer = Answer(in ask, bytes, file);
            }
            catch (MediaException e)
            {
                answer = Say(e.Message);
            }
            catch (OutOfMemoryException)
            {
                answer = Say("it takes more memory than a decoder may have");
            }

            answer.Sequence = ask.Sequence;
            if (!LaneSocket.Send(socket, in answer)) Linux._exit(0);
            FreedMemory.ReturnOwn(ref returned);
        }
    }

    private TellMessage Answer(in AskMessage ask, int nameBytes, int file)
    {
        if (ask.Ask == WorkerAsk.Open) return Open(in ask, Encoding.UTF8.GetString(_name, 0, nameBytes), file);
        if (ask.Ask == WorkerAsk.Close)
        {
            sources.Put(ask.Source, null);
            return new TellMessage { Tell = WorkerTell.Done };
        }

        WorkerSource open = sources.Find(ask.Source) ?? throw new MediaException("there is no such source");
        _sink.Begin(in ask, open.Source.Format.Channels);
        TellMessage answer = ask.Ask switch
        {
            WorkerAsk.Decode => Decode(in ask, open),
            WorkerAsk.Scan => new TellMessage { Tell = WorkerTell.Done, End = open.Source.ScanAhead(_sink) ? 1 : 0 },
            _ => Measure(open),
        };
        answer.ExactFrames = open.Source.ExactFrames;
        return answer;
    }

    private TellMessage Measure(WorkerSource open)
    {
        _ = open.Source.Measure(_sink);
        return new TellMessage { Tell = WorkerTell.Done };
    }

    private TellMessage Decode(in AskMessage ask, WorkerSource open)
    {
        if ((uint)ask.Decoder >= WorkerLayout.MaxDecoders) throw new MediaException("there is no such decoder");
        RunResult result = open.Decoder(ask.Decoder).Decode(ask.Run, _sink);
        _sink.Publish();
        return new TellMessage
        {
            Tell = WorkerTell.Done,
            End = (int)result.End,
            Warnings = result.Warnings,
            ErrorCode = result.ErrorCode,
            SourceFrames = result.SourceFrames,
            FramesDecoded = result.FramesDecoded,
        };
    }

    private TellMessage Open(in AskMessage ask, string name, int file)
    {
        if (file < 0) throw new MediaException("no file was handed over");
        _sink.Begin(in ask, 0);
        ChannelChoice wanted = (ChannelMode)ask.ChoiceMode switch
        {
            ChannelMode.Mono => ChannelChoice.Mono,
            ChannelMode.One => ChannelChoice.One(ask.ChoiceFirst),
            ChannelMode.Pair => ChannelChoice.Pair(ask.ChoiceFirst, ask.ChoiceSecond),
            _ => ChannelChoice.Downmix,
        };
        FFmpegSource source;
        try
        {
            MediaContext media = MediaOpener.Open(new MediaFile(file, name), ask.Stream, wanted, _sink, sources.Resources);
            source = FFmpegSource.Open(media, ask.Stream, ask.Rate, ask.Channels, wanted, _sink);
        }
        catch (Exception)
        {
            _ = Linux.close(file);
            throw;
        }

        byte[] report = SourceReport.Of(source).ToBytes();
        sources.Put(ask.Source, new WorkerSource(source, file));
        if (report.Length > WorkerLayout.MaxReportBytes) throw new MediaException($"cannot open '{name}': it says too much of itself");
        return Put(WorkerTell.Opened, report);
    }

    private TellMessage Say(string sentence) => Put(WorkerTell.Failed, Encoding.UTF8.GetBytes(sentence));

    private TellMessage Put(WorkerTell tell, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(slot, WorkerLayout.SlotBytes));
        return new TellMessage { Tell = tell, Count = bytes.Length };
    }
}
