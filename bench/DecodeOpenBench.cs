using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using FFmpeg.AutoGen;
using Seamline.Decode;

namespace Seamline.Bench;

/// <summary>
/// From nothing known of a file to its first 250 ms playable: by an engine, by its decoder alone, and by the least that FFmpeg
/// itself takes through the same bindings: open, find_stream_info, decoder, the first packets; where the engine's rate is another, to that
/// rate, with the filter that FFmpeg takes by itself (32 taps for the engine's 56), and without as well. Files are in the system's cache. All alternate
/// and begin from the same rest: an engine stands by, freed memory has gone back to the system, and the thread has slept for 5 ms. A processor
/// that comes out of rest takes a third longer for the same calls; a host that opens a file does.
/// </summary>
internal static unsafe class DecodeOpenBench
{
    private const int Passes = 20;
    private const int Milliseconds = 250;
    private const int Rate = 48_000;

    public static int Run(string[] codecs)
    {
        Console.WriteLine($"open to the first {Milliseconds} ms, all from the same rest, medians of {Passes}, ms; target: the engine within 1.5 x FFmpeg");
        Console.WriteLine("file           FFmpeg  own rate  decoder  ratio   engine  ratio  to own rate");
        foreach (string name in DecodeMedia.Names(codecs))
        {
            Print(name + " 10 min", Measure(DecodeMedia.Path(name), Passes));
            Print(name + " 3 h", Measure(DecodeMedia.LongPath(name), Passes));
            if (DecodeMedia.Rate(name) == Rate) continue;
            Print(name + " 10 min =", Measure(DecodeMedia.Path(name), Passes, DecodeMedia.Rate(name)));
            Print(name + " 3 h =", Measure(DecodeMedia.LongPath(name), Passes, DecodeMedia.Rate(name)));
        }

        return 0;
    }

    /// <summary>Milliseconds in alternation; one figure a pass.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passes">How often.</param>
    /// <param name="rate">The engine's, Hz: files of another rate are resampled.</param>
    public static Figures Measure(string path, int passes, int rate = Rate)
    {
        var bare = new double[passes];
        var own = new double[passes];
        var decoder = new double[passes];
        var engine = new double[passes];
        for (int i = -3; i < passes; i++)
        {
            double b = FromRest(rate, _ => Bare(path, rate));
            double o = FromRest(rate, _ => Bare(path, 0));
            double d = FromRest(rate, _ => Decoder(path, rate));
            double e = FromRest(rate, standing => WholeEngine(standing, path, rate));
            if (i < 0) continue; // warming up
            bare[i] = b;
            own[i] = o;
            decoder[i] = d;
            engine[i] = e;
        }

        return new Figures(bare, own, decoder, engine);
    }

    private static void Print(string title, Figures figures)
    {
        double bareMs = Median(figures.Bare);
        double ownMs = Median(figures.OwnRate);
        double decoderMs = Median(figures.Decoder);
        double engineMs = Median(figures.Engine);
        Console.WriteLine($"{title,-14} {bareMs,6:f2}  {ownMs,8:f2}  {decoderMs,7:f2}  {decoderMs / bareMs,5:f2}  {engineMs,7:f2}  {engineMs / bareMs,5:f2}  {engineMs / ownMs,11:f2}");
    }

    private static double Median(double[] figures)
    {
        Array.Sort(figures);
        return figures[figures.Length / 2];
    }

    private static double FromRest(int rate, Action<Engine> action)
    {
        Status status = Engine.Create(new EngineConfig { Rate = rate }, out Engine? made, out string error);
        using Engine engine = status == Status.Ok ? made! : throw new InvalidOperationException(error);
        FreedMemory.Return(); // or the second one finds the heap that the first has filled: half the time for hours of mp4
        Thread.Sleep(5); // the loaders are waiting by then
        long start = Stopwatch.GetTimestamp();
        action(engine);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    // Rate 0: the file's own.
    private static void Bare(string path, int rate)
    {
        AVFormatContext* format = null;
        Check(ffmpeg.avformat_open_input(&format, "file:" + path, null, null));
        Check(ffmpeg.avformat_find_stream_info(format, null));
        int index = ffmpeg.av_find_best_stream(format, AVMediaType.AVMEDIA_TYPE_AUDIO, -1, -1, null, 0);
        Check(index);
        AVCodecParameters* par = format->streams[index]->codecpar;
        AVCodec* codec = ffmpeg.avcodec_find_decoder(par->codec_id);
        AVCodecContext* context = ffmpeg.avcodec_alloc_context3(codec);
        Check(ffmpeg.avcodec_parameters_to_context(context, par));
        Check(ffmpeg.avcodec_open2(context, codec, null));
        AVPacket* packet = ffmpeg.av_packet_alloc();
        AVFrame* frame = ffmpeg.av_frame_alloc();
        SwrContext* resampler = rate == 0 || rate == par->sample_rate ? null : Resampler(context, rate);
        const int room = 8_192; // of each of two channels: a frame of FLAC is 4,608 long
        float* samples = resampler is null ? null : (float*)NativeMemory.Alloc(2 * room, sizeof(float));
        byte** planes = stackalloc byte*[2] { (byte*)samples, (byte*)(samples + room) };
        long wanted = Wanted(resampler is null ? par->sample_rate : rate);
        while (wanted > 0 && ffmpeg.av_read_frame(format, packet) >= 0)
        {
            if (packet->stream_index == index) _ = ffmpeg.avcodec_send_packet(context, packet);
            ffmpeg.av_packet_unref(packet);
            while (ffmpeg.avcodec_receive_frame(context, frame) >= 0)
                wanted -= resampler is null ? frame->nb_samples : ffmpeg.swr_convert(resampler, planes, room, frame->extended_data, frame->nb_samples);
        }

        NativeMemory.Free(samples);
        ffmpeg.swr_free(&resampler);
        ffmpeg.av_frame_free(&frame);
        ffmpeg.av_packet_free(&packet);
        ffmpeg.avcodec_free_context(&context);
        ffmpeg.avformat_close_input(&format);
        if (wanted > 0) throw new InvalidOperationException($"{path}: ends too early");
    }

    private static SwrContext* Resampler(AVCodecContext* decoder, int rate)
    {
        SwrContext* resampler = null;
        AVChannelLayout layout = decoder->ch_layout;
        if (layout.nb_channels > 2) throw new InvalidOperationException("the files of this benchmark are stereo");
        Check(ffmpeg.swr_alloc_set_opts2(&resampler, &layout, AVSampleFormat.AV_SAMPLE_FMT_FLTP, rate, &layout, decoder->sample_fmt, decoder->sample_rate, 0, null));
        Check(ffmpeg.swr_init(resampler));
        return resampler;
    }

    private static int Wanted(int rate) => rate * Milliseconds / 1_000;

    private static void Decoder(string path, int rate)
    {
        using FFmpegSource source = FFmpegSource.Open(path, -1, rate, 2);
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new FirstFrames(Wanted(rate));
        _ = decoder.Decode(0, sink);
        if (sink.Frames < Wanted(rate)) throw new InvalidOperationException($"{path}: {sink.Frames} frames");
    }

    private static void WholeEngine(Engine engine, string path, int rate)
    {
        Status status = engine.SetClip(new ClipId(1), new TrackSpec(path));
        if (status == Status.Ok) status = engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, DecodeMedia.Seconds - 1));
        if (status == Status.Ok) status = engine.WaitReady(Wanted(rate), 10_000);
        if (status != Status.Ok) throw new InvalidOperationException(engine.LastError);
    }

    private static void Check(int result)
    {
        if (result < 0) throw new InvalidOperationException($"FFmpeg says {result}");
    }

    /// <summary>Milliseconds: FFmpeg's own to the engine's rate and at the file's, the engine's decoder, a whole engine.</summary>
    public sealed record Figures(double[] Bare, double[] OwnRate, double[] Decoder, double[] Engine);

    private sealed class FirstFrames(int wanted) : RunSink
    {
        public int Frames { get; private set; }

        public override bool Stop => Frames >= wanted;

        public override void Write(float* interleaved, int frames) => Frames += frames;
    }
}
