namespace Seamline.Render;

/// <summary>
/// A voice that travels at another speed, -8 to 8: the frames of the timeline that it passes, rendered as always, and straight lines between them. The
/// pitch goes with the speed. Positions are exact (32 bits behind the frame), so the split into blocks is not heard.
/// </summary>
/// <remarks>A block of n frames renders n times the speed of the timeline, in parts that the scratch has room for.</remarks>
internal static unsafe class Shuttle
{
    /// <summary>Steps of a position in a frame.</summary>
    public const double One = 4_294_967_296.0;

    private const float Part = 1f / 4_294_967_296f;

    /// <summary>Renders a voice's next frames.</summary>
    internal static void Render(RenderState* state, Voice* voice, MissMemory* misses, float* output, uint frames)
    {
        Voice at = *voice;
        while (frames > 0)
        {
            uint count = PartOf(at.Step, frames);
            long last = (at.Fraction + (at.Step * (count - 1L))) >> 32; // frame of the last position, from the first's
            long first = last < 0 ? last : 0;
            long span = (last < 0 ? -last : last) + 2;
            float* from = state->Scratch.Shuttle;
            Renderer.Render(at.Snapshot->Block, at.Frame + first, (uint)span, from, &state->Scratch, misses, &at.RegionHint);
            Resample(from, at.Fraction - (first << 32), at.Step, state->Channels, output, count);
            output += (nuint)count * (nuint)state->Channels;
            frames -= count;
            Advance(&at, count);
        }

        voice->RegionHint = at.RegionHint;
    }

    /// <summary>Moves a voice past frames of output.</summary>
    internal static void Advance(Voice* voice, uint frames)
    {
        long position = voice->Fraction + (voice->Step * frames);
        voice->Frame += position >> 32;
        voice->Fraction = (uint)(position & uint.MaxValue);
    }

    /// <summary>Frames of output until a voice comes to the end of the timeline, or to its start.</summary>
    internal static long Room(Voice* voice)
    {
        long left = voice->Step > 0 ? voice->Snapshot->Block->LengthFrames - voice->Frame : voice->Frame;
        long step = voice->Step > 0 ? voice->Step : -voice->Step;
        return (long)(left * One / step);
    }

    private static uint PartOf(long step, uint frames)
    {
        long most = (((Limits.MaxBlockFrames - 3L) << 32) / (step > 0 ? step : -step)) + 1;
        return frames < most ? frames : (uint)most;
    }

    // Positions are from the first frame that is there, never before it.
    private static void Resample(float* from, long position, long step, int channels, float* output, uint count)
    {
        for (; count > 0; count--, position += step, output += channels)
        {
            float* left = from + ((position >> 32) * channels);
            float part = (uint)(position & uint.MaxValue) * Part;
            for (int channel = 0; channel < channels; channel++)
            {
                float x = left[channel];
                output[channel] = x + ((left[channels + channel] - x) * part);
            }
        }
    }
}
