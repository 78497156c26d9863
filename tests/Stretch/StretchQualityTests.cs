using System;
using Seamline.Decode;
using Seamline.Tests.EngineTests;
using Xunit;

namespace Seamline.Tests.Stretch;

/// <summary>What other speeds sound like, measured: pitch, level, images, steps, and where things are heard.</summary>
public sealed class StretchQualityTests
{
    private const int Rate = EngineRig.Rate;

    [Theory]
    [InlineData(SpeedMode.Varispeed, 0.5, 0.1)]
    [InlineData(SpeedMode.Varispeed, 1.1, 0.1)]
    [InlineData(SpeedMode.Varispeed, 2, 0.1)]
    [InlineData(SpeedMode.Varispeed, 3.7, 0.1)]
    [InlineData(SpeedMode.KeepPitch, 0.25, 1)]
    [InlineData(SpeedMode.KeepPitch, 0.5, 1)]
    [InlineData(SpeedMode.KeepPitch, 0.75, 1)]
    [InlineData(SpeedMode.KeepPitch, 1.1, 1)]
    [InlineData(SpeedMode.KeepPitch, 1.25, 1)]
    [InlineData(SpeedMode.KeepPitch, 1.5, 1)]
    [InlineData(SpeedMode.KeepPitch, 2, 1)]
    [InlineData(SpeedMode.KeepPitch, 3, 1)]
    public void A_tone_has_its_pitch_and_level_and_no_step(SpeedMode mode, double speed, double cents)
    {
        float[] heard = Render(new GeneratedSource(GeneratedShape.Sine, 440, Rate, 1, 40 * Rate), 1, 39, speed, mode);
        double hertz = mode == SpeedMode.Varispeed ? 440 * speed : 440;
        (double found, double level) = Tone(heard, hertz);
        Assert.InRange(1_200 * Math.Log2(found / hertz), -cents, cents);
        Assert.InRange(20 * Math.Log10(level / 0.5), mode == SpeedMode.Varispeed ? -0.01 : -1, 0.01);
        double step = 0;
        for (int i = Rate / 10; i < heard.Length - (Rate / 10); i++) step = Math.Max(step, Math.Abs(heard[i] - heard[i - 1]));
        Assert.InRange(step / (0.5 * 2 * Math.PI * hertz / Rate), 0.9, 1.5);
    }

    // Also where one part of a plan hands over to the next, every 2.7 s.
    [Theory]
    [InlineData(97, 1.25)]
    [InlineData(440, 0.5)]
    [InlineData(440, 1.25)]
    [InlineData(440, 2)]
    [InlineData(1_310, 1.5)]
    public void A_steady_tone_stays_level(double hertz, double speed)
    {
        float[] heard = Render(new GeneratedSource(GeneratedShape.Sine, hertz, Rate, 1, 40 * Rate), 1, 39, speed, SpeedMode.KeepPitch);
        int length = (int)(Math.Ceiling(hertz * 0.01) * Rate / hertz); // whole periods, 10 ms or more
        double least = double.PositiveInfinity;
        double most = 0;
        for (int at = Rate / 10; at + length + (Rate / 10) < heard.Length; at += length / 2)
        {
            double energy = 0;
            for (int i = 0; i < length; i++) energy += heard[at + i] * (double)heard[at + i];
            double level = Math.Sqrt(2 * energy / length) / 0.5;
            least = Math.Min(least, level);
            most = Math.Max(most, level);
        }

        Assert.InRange(20 * Math.Log10(least), -0.5, 0.2);
        Assert.InRange(20 * Math.Log10(most), -0.5, 0.2);
    }

    // What is left of a tone without the tone: images and aliases.
    [Theory]
    [InlineData(0.5, 19_000)]
    [InlineData(0.73, 19_500)]
    [InlineData(1.1, 18_000)]
    [InlineData(1.5, 12_500)]
    [InlineData(2, 9_900)]
    [InlineData(3.3, 5_900)]
    [InlineData(8, 2_400)]
    public void Varispeed_adds_nothing(double speed, double hertz)
    {
        float[] heard = Render(new GeneratedSource(GeneratedShape.Sine, hertz, Rate, 1, 20 * Rate), 1, 19, speed, SpeedMode.Varispeed);
        const int Length = 32_768;
        double re = 0;
        double im = 0;
        double energy = 0;
        double weight = 0;
        for (int i = 0; i < Length; i++)
        {
            double window = Window(i, Length);
            double angle = 2 * Math.PI * hertz * speed * i / Rate;
            double sample = heard[4_800 + i];
            re += 2 * sample * Math.Cos(angle) * window;
            im += 2 * sample * Math.Sin(angle) * window;
            weight += window;
        }

        (re, im) = (re / weight, im / weight);
        for (int i = 0; i < Length; i++)
        {
            double angle = 2 * Math.PI * hertz * speed * i / Rate;
            double rest = heard[4_800 + i] - (re * Math.Cos(angle)) - (im * Math.Sin(angle));
            energy += rest * rest * Window(i, Length);
        }

        double left = 10 * Math.Log10(energy / weight / (0.5 * ((re * re) + (im * im))));
        Assert.True(left < -90, $"{left:F1} dB");
        Assert.InRange(20 * Math.Log10(Math.Sqrt((re * re) + (im * im)) / 0.5), -0.05, 0.05);
    }

    [Theory]
    [InlineData(1.5, 20_000)]
    [InlineData(2, 14_500)]
    [InlineData(4, 7_200)]
    [InlineData(8, 3_700)]
    public void Varispeed_removes_what_the_rate_has_no_room_for(double speed, double hertz)
    {
        float[] heard = Render(new GeneratedSource(GeneratedShape.Sine, hertz, Rate, 1, 20 * Rate), 1, 19, speed, SpeedMode.Varispeed);
        double most = 0;
        for (int i = 1_000; i < heard.Length - 1_000; i++) most = Math.Max(most, Math.Abs(heard[i]));
        Assert.True(most < 0.5 * Math.Pow(10, -90 / 20.0), $"{20 * Math.Log10(most / 0.5):F1} dB");
    }

    [Theory]
    [InlineData(SpeedMode.Varispeed, 0.5, 1, 3)]
    [InlineData(SpeedMode.Varispeed, 1.37, 1, 10)]
    [InlineData(SpeedMode.KeepPitch, 0.5, 12, 3)]
    [InlineData(SpeedMode.KeepPitch, 1.5, 12, 10)]
    [InlineData(SpeedMode.KeepPitch, 2, 12, 3)]
    public void Clicks_keep_their_place(SpeedMode mode, double speed, double milliseconds, int minutes)
    {
        const long Every = 7 * Rate / 2;
        int count = 17 * minutes;
        var source = new FunctionSource(60L * minutes * Rate, 1, (f, _) => f % Every is >= 68 and < 76 && f >= Every ? (f % 2 == 0 ? 0.5 : -0.4) : 0.001 * Math.Sin(f * 0.02));
        using var rig = new EngineRig(budgetBytes: 48L << 20, channels: 1);
        rig.Clip(1, source);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 60 * minutes) { Speed = speed, SpeedMode = mode });
        using OfflineRender render = rig.Engine.BeginOffline();
        double worst = 0;
        int worstClick = 0;
        double first = 0;
        double last = 0;
        var heard = new float[Rate / 5];
        for (int i = 1; i <= count; i++)
        {
            // Of ten minutes the first and the last 20, and a tenth of those between: a run is what it is wherever decoding begins.
            if (i > 20 && i <= count - 20 && minutes > 3 && i % 10 != 0) continue;
            double ideal = ((i * Every) + 72) / speed;
            int from = (int)(ideal - (0.1 * Rate));
            Assert.Equal(Status.Ok, render.Render(from, heard, TestContext.Current.CancellationToken));
            int found = 0;
            for (int f = 0; f < heard.Length; f++)
            {
                if (Math.Abs(heard[f]) > Math.Abs(heard[found])) found = f;
            }

            Assert.True(Math.Abs(heard[found]) > 0.1, $"click {i} is lost");
            double off = (from + found - ideal) * 1_000 / Rate;
            if (Math.Abs(off) > worst) (worst, worstClick) = (Math.Abs(off), i);
            if (i <= 20) first += off / 20;
            if (i > count - 20) last += off / 20;
        }

        Assert.True(worst <= milliseconds, $"{worst:F2} ms off, click {worstClick}");
        Assert.True(Math.Abs(last - first) < 4, $"drifts from {first:F2} to {last:F2} ms");
    }

    private static float[] Render(MediaSource media, double from, double to, double speed, SpeedMode mode)
    {
        using var rig = new EngineRig(channels: 1);
        rig.Clip(1, media);
        rig.Set(new SegmentSpec(new ClipId(1), from, to) { Speed = speed, SpeedMode = mode });
        var data = new float[rig.Engine.LengthFrames];
        using OfflineRender render = rig.Engine.BeginOffline();
        Assert.Equal(Status.Ok, render.Render(0, data, TestContext.Current.CancellationToken));
        return data;
    }

    private static double Window(int i, int length) => 0.35875 - (0.48829 * Math.Cos(2 * Math.PI * i / length)) + (0.14128 * Math.Cos(4 * Math.PI * i / length))
        - (0.01168 * Math.Cos(6 * Math.PI * i / length));

    // Frequency by the phase over windows of 100 ms, and the mean level.
    private static (double Hertz, double Level) Tone(float[] heard, double hertz)
    {
        const int Length = Rate / 10;
        double turned = 0;
        double last = 0;
        double level = 0;
        int count = 0;
        for (int at = 2 * Length; at + (3 * Length) < heard.Length; at += Length, count++)
        {
            double re = 0;
            double im = 0;
            for (int i = 0; i < Length; i++)
            {
                double window = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / Length));
                double angle = 2 * Math.PI * hertz * (at + i) / Rate;
                re += heard[at + i] * Math.Cos(angle) * window;
                im += heard[at + i] * Math.Sin(angle) * window;
            }

            double phase = Math.Atan2(im, re);
            level += 4 * Math.Sqrt((re * re) + (im * im)) / Length;
            if (count > 0) turned += Math.IEEERemainder(phase - last, 2 * Math.PI);
            last = phase;
        }

        return (hertz - (turned / (2 * Math.PI) / ((count - 1) * (double)Length / Rate)), level / count);
    }
}
