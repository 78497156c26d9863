using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Seamline.Cli.Demo;

/// <summary>What the demo measured: a table, a picture round each edit, and what was heard as a WAV file.</summary>
internal sealed class DemoReport(DemoRun run)
{
    private const int PictureMilliseconds = 60;

    private readonly List<string> _failures = [];
    private float[] _heard = [];

    /// <summary>Writes everything; returns whether all that must hold held.</summary>
    public bool Write(string folder, TextWriter output)
    {
        ReadHeard();
        string wav = Path.Combine(folder, "heard.wav");
        string picture = Path.Combine(folder, "edits.svg");
        WriteWav(wav);
        IReadOnlyList<SourceInfo> sources = run.Engine.GetSources();
        List<EditPicture> pictures = Edits(output);
        WaveformSvg.Write(picture, "Seamline demo: the sound round each edit", pictures);
        Stats(output, sources);
        output.WriteLine();
        output.WriteLine($"heard:    {wav}");
        output.WriteLine($"pictures: {picture}");
        foreach (string failure in _failures) output.WriteLine($"FAILED: {failure}");
        return _failures.Count == 0;
    }

    private int Rate => run.Engine.Config.Rate;

    private void ReadHeard()
    {
        _heard = new float[run.Tap.FramesAvailable * run.Tap.Channels];
        int frames = run.Tap.ReadFrames(_heard);
        Expect(run.Tap.FramesLost == 0 && frames * 2 == _heard.Length, "the capture lost frames");
    }

    private void WriteWav(string path)
    {
        using var writer = new WavWriter(path, SampleFormat.F32, Rate, 2);
        writer.Write(_heard);
        writer.Commit();
    }

    private List<EditPicture> Edits(TextWriter output)
    {
        var table = new Table("edit while playing", "at|", "published us|", "blocks to heard|", "playhead", "largest step|", "material's own|");
        var pictures = new List<EditPicture>();
        foreach (DemoEvent happening in run.Events)
        {
            Expect(happening.Status == Status.Ok, $"{happening.Title}: {happening.Status}");
            Expect(happening.Heard, $"{happening.Title}: not heard");
            if (!happening.Heard) continue;
            EditPicture picture = Picture(happening);
            pictures.Add(picture);
            Expect(happening.BlocksToHeard == 1, $"{happening.Title}: heard after {happening.BlocksToHeard} blocks");
            Expect(picture.MaxStep <= 2 * picture.MaterialMaxStep, $"{happening.Title}: a step of {picture.MaxStep:0.0000}");
            table.Add(
                happening.Title, Text(happening.WallSeconds, "0.0 s"), Text(happening.PublishedNanoseconds / 1_000.0, "0.0"),
                Text(happening.BlocksToHeard, "0"), $"{TimeText.Format((double)happening.Swap.OldFrame / Rate)} -> {TimeText.Format((double)happening.Swap.NewFrame / Rate)}",
                Text(picture.MaxStep, "0.0000"), Text(picture.MaterialMaxStep, "0.0000"));
        }

        table.Write(output);
        output.WriteLine();
        return pictures;
    }

    private EditPicture Picture(DemoEvent happening)
    {
        SwapInfo swap = happening.Swap;
        int half = Rate * PictureMilliseconds / 1_000;
        int frames = 2 * half;
        float[] before = Rendered(happening.Before.AsSpan(0, happening.BeforeCount), swap.OldFrame - half, frames);
        float[] after = Rendered(happening.After.AsSpan(0, happening.AfterCount), swap.NewFrame - half, frames);
        float[] heard = new float[frames * 2];
        long first = (swap.OutputFrame - half) * 2;
        for (int i = 0; i < heard.Length; i++) heard[i] = first + i >= 0 && first + i < _heard.Length ? _heard[first + i] : 0;
        return new EditPicture
        {
            Title = $"{happening.Title}: {TimeText.Format((double)swap.OldFrame / Rate)} -> {TimeText.Format((double)swap.NewFrame / Rate)}",
            Before = before,
            After = heard,
            Rate = Rate,
            SwapFrame = half,
            FadeFrames = (int)swap.FadeFrames,
            MaxStep = MaxStep(heard, half, half + (int)swap.FadeFrames + 1),
            MaterialMaxStep = Math.Max(MaxStep(before, 1, frames), MaxStep(after, 1, frames)),
        };
    }

    // The timeline as it was then, rendered without any crossfade.
    private float[] Rendered(ReadOnlySpan<SegmentSpec> timeline, long frame, int frames)
    {
        OpenProject.Check(run.Engine, run.Engine.SetTimeline(timeline));
        using OfflineRender render = run.Engine.BeginOffline();
        float[] samples = new float[frames * 2];
        if (render.Render(frame, samples) != Status.Ok) throw new CommandException(render.LastError);
        return samples;
    }

    // The largest step between neighbouring samples of a channel, into frames [from, to).
    private static double MaxStep(float[] interleaved, int from, int to)
    {
        double largest = 0;
        for (int i = Math.Max(from, 1) * 2; i < Math.Min(to * 2, interleaved.Length); i++)
            largest = Math.Max(largest, Math.Abs((double)interleaved[i] - interleaved[i - 2]));
        return largest;
    }

    private void Stats(TextWriter output, IReadOnlyList<SourceInfo> sources)
    {
        EngineStatus status = run.AtEnd;
        output.WriteLine($"output: {run.Output}");
        output.WriteLine();
        long bytes = status.AllocatedBytes - run.AtOpen.AllocatedBytes;
        int collections = status.Collections - run.AtOpen.Collections;
        var table = new Table("what", "measured|", "expected");
        table.Add("open to first 250 ms playable", Text(run.OpenMilliseconds, "0.0 ms"), "milliseconds at any length");
        table.Add("  first in the process, loading FFmpeg", Text(run.ColdMilliseconds, "0.0 ms"), "");
        foreach (SourceInfo source in sources)
        {
            string name = Path.GetFileName(source.Name);
            table.Add($"{name}: pages loaded / of / again", $"{source.PagesLoaded} / {source.Pages} / {source.PagesReloaded}", "each page once");
            table.Add($"{name}: frames decoded / of", $"{source.FramesDecoded} / {source.Frames}", "once, and preroll at run starts");
            Expect(source.PagesReloaded == 0, $"{name}: {source.PagesReloaded} pages were loaded again");
            Expect(source.Error == null, $"{name}: {source.Error}");
        }

        table.Add("bytes held, most / budget", $"{status.PeakBytes / 1_048_576.0:0.0} / {status.BudgetBytes / 1_048_576} MiB", "never above the budget");
        table.Add("misses (frames of silence)", Text(status.MissFrames, "0"), "0");
        table.Add("underruns", Text(status.Underruns, "0"), "0 on an idle machine");
        table.Add("GC collections since open", Text(collections, "0"), "0");
        table.Add("GC bytes, all threads, since open", Text(bytes, "0"), "0");
        table.Add("blocks", Text(status.Blocks, "0"), "");
        table.Add("block time p50 / p99.9 / max", $"{status.BlockP50Nanoseconds / 1_000.0:0.0} / {status.BlockP999Nanoseconds / 1_000.0:0.0} / {status.BlockMaxNanoseconds / 1_000.0:0.0} us", "microseconds");
        table.Write(output);
        Expect(status.PeakBytes <= status.BudgetBytes, "the budget was passed");
        Expect(status.MissFrames == 0, $"{status.MissFrames} frames were missed");
        Expect(collections == 0, $"{collections} garbage collections");
        Expect(bytes == 0, $"{bytes} bytes allocated on the GC heap while playing");
    }

    private void Expect(bool holds, string failure)
    {
        if (!holds) _failures.Add(failure);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
