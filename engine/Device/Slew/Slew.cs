using System.Threading;

namespace Seamline.Device;

/// <summary>
/// The callback's part of following a host's clock: renders a frame more or less now and then, and puts the device's frames between them. Raw, and state
/// of the thread that renders. A block while nobody is followed costs one comparison.
/// </summary>
/// <remarks>
/// It begins and ends without a step: at first the position lies on a frame, where the filter is the identity, behind the last frames that went straight
/// through; to end, it glides to the next frame, and the frames that were rendered ahead go out before blocks go straight through again.
/// </remarks>
internal static unsafe class Slew
{
    private const int Before = (SlewTaps.Count / 2) - 1; // frames of the filter before the position
    private const double Glide = 1.00125;

    /// <summary>Whether the next pass is made here.</summary>
    public static bool Begins(SlewState* slew, long now)
    {
        if (slew == null) return false;
        bool follows = Volatile.Read(ref slew->Ratio) != 0 && now < Volatile.Read(ref slew->Until); // partners: SlewState.Set
        slew->Glides = !follows && slew->Held != 0 && slew->Position != 0 ? 1 : 0;
        slew->Follows = follows ? 1 : 0;
        slew->Used = follows ? slew->Ratio : slew->Glides != 0 ? Glide : 1;
        if (follows ? slew->Held != 0 : slew->Held > Before) return true;
        slew->Held = 0;
        return false;
    }

    /// <summary>Keeps the end of a pass that went straight through, where the next one is made here.</summary>
    public static void Keep(SlewState* slew, float* rendered, long frames)
    {
        if (slew == null || slew->Follows == 0) return;
        int channels = slew->Channels;
        long first = frames - Before;
        for (long i = 0; i < Before * channels; i++) slew->Input[i] = (first * channels) + i < 0 ? 0 : rendered[(first * channels) + i];
        slew->Held = Before;
        slew->Position = 0;
    }

    /// <summary>The timeline frame, counted as rendered ones are, at which the next device frame lies.</summary>
    public static double FirstFrame(SlewState* slew, long rendered) => slew->Held == 0 ? rendered : rendered - (slew->Held - Before) + slew->Position;

    /// <summary>Most frames of a pass.</summary>
    public static long PassFrames(SlewState* slew, long wanted)
    {
        long most = Drains(slew) ? slew->Held - Before : Limits.MaxBlockFrames - (2 * SlewTaps.Count);
        return wanted < most ? wanted : most;
    }

    /// <summary>Frames that must be rendered for a pass.</summary>
    public static long Needs(SlewState* slew, long frames)
    {
        if (Drains(slew)) return 0;
        long last = (long)(slew->Position + ((frames - 1) * slew->Used)) + SlewTaps.Count;
        return last > slew->Held ? last - slew->Held : 0;
    }

    /// <summary>Takes rendered frames in and makes the pass.</summary>
    public static float* Make(SlewState* slew, float* rendered, long count, long frames)
    {
        int channels = slew->Channels;
        float* to = slew->Input + (slew->Held * channels);
        for (long i = 0; i < count * channels; i++) to[i] = rendered[i];
        slew->Held += count;
        float* output = slew->Output;
        double position = slew->Position;
        for (long frame = 0; frame < frames; frame++, output += channels)
        {
            Frame(slew, position, output);
            double next = position + slew->Used;
            // The end of a glide: the position stays on the frame.
            if (slew->Glides != 0 && (long)next > (long)position + 1)
            {
                next = (long)next;
                slew->Used = 1;
                slew->Glides = 0;
            }

            position = next;
        }

        Drop(slew, position);
        return slew->Output;
    }

    // Follows nobody any more and lies on a frame: what was rendered ahead goes out.
    private static bool Drains(SlewState* slew) => slew->Follows == 0 && slew->Glides == 0;

    private static void Frame(SlewState* slew, double position, float* output)
    {
        int channels = slew->Channels;
        long whole = (long)position;
        double phase = (position - whole) * SlewTaps.Phases;
        int row = (int)phase;
        float part = (float)(phase - row);
        float* taps = slew->Taps + (row * SlewTaps.Count);
        float* next = taps + SlewTaps.Count;
        float* from = slew->Input + (whole * channels);
        if (part == 0 && row == 0)
        {
            for (int channel = 0; channel < channels; channel++) output[channel] = from[(Before * channels) + channel];
            return;
        }

        for (int channel = 0; channel < channels; channel++)
        {
            float sum = 0;
            float* sample = from + channel;
            for (int tap = 0; tap < SlewTaps.Count; tap++, sample += channels) sum += *sample * (taps[tap] + ((next[tap] - taps[tap]) * part));
            output[channel] = sum;
        }
    }

    // Frames that no later position needs go.
    private static void Drop(SlewState* slew, double position)
    {
        long whole = (long)position;
        int channels = slew->Channels;
        long left = (slew->Held - whole) * channels;
        float* from = slew->Input + (whole * channels);
        for (long i = 0; i < left; i++) slew->Input[i] = from[i];
        slew->Held -= whole;
        slew->Position = position - whole;
    }
}
