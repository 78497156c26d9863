using Seamline.Kernels;

namespace Seamline.Render;

/// <summary>What voices at another speed and their own pitch work in: sizes by the rate, from open on.</summary>
internal unsafe struct WsolaRoom
{
    /// <summary>Frames from one piece to the next: a power of 2, about 10.7 ms.</summary>
    public long HopFrames;

    /// <summary>Where the next piece is looked for: three hops and what alignment takes, one channel.</summary>
    public float* Samples;

    /// <summary>The means of each four of these.</summary>
    public float* Quarters;

    /// <summary>How the piece before goes on: a hop, one channel.</summary>
    public float* Piece;

    /// <summary>The means of each four of these.</summary>
    public float* PieceQuarters;

    /// <summary>The level of a piece over its first hop; the one before has the rest.</summary>
    public float* Fade;

    /// <summary>Floats of all of them.</summary>
    public static long Floats(long hopFrames) => SearchedFrames(hopFrames) + QuartersOf(SearchedFrames(hopFrames)) + hopFrames + QuartersOf(hopFrames) + hopFrames;

    /// <summary>How many means of four.</summary>
    public static long QuartersOf(long frames) => frames / Wsola.Coarse;

    /// <summary>Frames of <see cref="Samples"/>.</summary>
    public static long SearchedFrames(long hopFrames) => (3 * hopFrames) + 32;
}

/// <summary>
/// A voice that travels at another speed at its own pitch, 0.25 to 2, backwards too: pieces of the timeline of two hops, each faded over the second
/// half of the one before (WSOLA; Verhelst and Roelands, ICASSP 1993), rendered as always. A piece lies near its place by the clock, where it goes on
/// from the one before best (<see cref="Wsola"/>). The split into blocks is not heard.
/// </summary>
/// <remarks>
/// Places are on the way: timeline frames in the direction of travel, negative backwards. A hop is 10.7 ms: a block in which one begins renders four
/// hops of the timeline more than itself, and compares them.
/// </remarks>
internal static unsafe class KeptPitch
{
    /// <summary>What <see cref="Voice.Hop"/> is before the first piece.</summary>
    public const uint Fresh = uint.MaxValue;

    private const float Pull = 0.06f; // of the clock: cost of the farthest place, as a part of the piece's energy
    private const long Slowest = 1L << 30; // parts of a frame: a quarter
    private const long Fastest = 2L << 32;

    /// <summary>Whether a voice of this step keeps its pitch: at the timeline's own speed there is nothing to keep.</summary>
    internal static bool Applies(long step)
    {
        long forward = step < 0 ? -step : step;
        return forward >= Slowest && forward <= Fastest && forward != 1L << 32;
    }

    /// <summary>Renders a voice's next frames.</summary>
    internal static void Render(RenderState* state, Voice* voice, MissMemory* misses, float* output, uint frames)
    {
        WsolaRoom* room = state->Scratch.Wsola;
        nuint channels = (nuint)state->Channels;
        long hopFrames = room->HopFrames;
        long place = voice->Step > 0 ? voice->Frame : -voice->Frame;
        if (voice->Hop == Fresh)
        {
            voice->Piece = place;
            voice->Behind = place;
            voice->Owed = 0;
            voice->Hop = 0;
        }

        long passed = 0;
        while (frames > 0)
        {
            if (voice->Hop == hopFrames) Choose(state, voice, place + Passes(voice, passed));
            long left = hopFrames - voice->Hop;
            uint count = frames < left ? frames : (uint)left;
            Fetch(state, voice, voice->Piece + voice->Hop, count, output, misses);
            if (voice->Behind != voice->Piece) FadeOver(state, voice, output, count);
            voice->Hop += count;
            passed += count;
            output += (nuint)count * channels;
            frames -= count;
        }
    }

    // How far the clock is after frames of output, on the way.
    private static long Passes(Voice* voice, long frames)
    {
        long moved = (voice->Fraction + (voice->Step * frames)) >> 32;
        return voice->Step > 0 ? moved : -moved;
    }

    // The piece goes on behind, and the one that fades in over it begins.
    private static void Choose(RenderState* state, Voice* voice, long place)
    {
        WsolaRoom* room = state->Scratch.Wsola;
        long hop = room->HopFrames;
        long forward = voice->Step > 0 ? voice->Step : -voice->Step;
        WsolaQuery query;
        query.HopFrames = hop;
        query.GoesOn = voice->Piece + hop;
        query.Nominal = place + (((forward - (1L << 32)) * hop) >> 32); // its middle on the middle of what it is heard for
        query.Start = (query.Nominal - hop - Wsola.Coarse) & -Wsola.Coarse;
        query.Samples = room->Samples;
        query.Quarters = room->Quarters;
        query.Piece = room->Piece;
        query.PieceQuarters = room->PieceQuarters;
        query.Onsets = null;
        query.OnsetCount = 0;
        query.Pull = Pull;
        long searched = WsolaRoom.SearchedFrames(hop);
        Listen(state, voice, query.GoesOn, hop, query.Piece);
        Listen(state, voice, query.Start, searched, query.Samples);
        Wsola.Quarter(query.Samples, query.Quarters, searched / Wsola.Coarse);
        voice->Piece = Wsola.Next(&query, &voice->Owed);
        voice->Behind = query.GoesOn;
        voice->Hop = 0;
    }

    // Frames on the way as one channel: channels at levels that differ, so that none cancels its inverse.
    private static void Listen(RenderState* state, Voice* voice, long place, long frames, float* to)
    {
        const float Less = 0.8f;
        int channels = state->Channels;
        float* from = state->Scratch.Shuttle;
        MissMemory none = default; // counts apart: what is only compared is not heard
        while (frames > 0)
        {
            long count = frames < Limits.MaxBlockFrames ? frames : Limits.MaxBlockFrames;
            Fetch(state, voice, place, (uint)count, from, &none);
            for (long i = 0; i < count; i++)
            {
                float sum = 0;
                float level = 1;
                for (int c = 0; c < channels; c++, level *= Less) sum += from[(i * channels) + c] * level;
                to[i] = sum;
            }

            to += count;
            place += count;
            frames -= count;
        }
    }

    private static void FadeOver(RenderState* state, Voice* voice, float* output, uint count)
    {
        int channels = state->Channels;
        float* behind = state->Scratch.Shuttle;
        float* fade = state->Scratch.Wsola->Fade + voice->Hop;
        MissMemory none = default; // the piece that fades in counts
        Fetch(state, voice, voice->Behind + voice->Hop, count, behind, &none);
        for (uint i = 0; i < count; i++)
        {
            float level = fade[i];
            for (int c = 0; c < channels; c++, output++, behind++) *output = *behind + ((*output - *behind) * level);
        }
    }

    // Frames on the way: backwards from the last.
    private static void Fetch(RenderState* state, Voice* voice, long place, uint frames, float* to, MissMemory* misses)
    {
        if (voice->Step > 0)
        {
            Renderer.Render(voice->Snapshot->Block, place, frames, to, &state->Scratch, misses, &voice->RegionHint);
            return;
        }

        Renderer.Render(voice->Snapshot->Block, -(place + frames - 1), frames, to, &state->Scratch, misses, &voice->RegionHint);
        int channels = state->Channels;
        float* first = to;
        float* last = to + ((frames - 1L) * channels);
        for (; first < last; first += channels, last -= channels)
        {
            for (int c = 0; c < channels; c++) (first[c], last[c]) = (last[c], first[c]);
        }
    }
}
