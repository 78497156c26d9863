using Seamline.Kernels;

namespace Seamline.Render;

/// <summary>The current voice, and while a crossfade runs the previous one under it.</summary>
internal static unsafe class Player
{
    /// <summary>Renders at most <see cref="Limits.MaxBlockFrames"/> frames that hold no change of voice.</summary>
    internal static void Render(RenderState* state, float* output, uint frames)
    {
        Sound(state, &state->Current, &state->Misses, output, frames);
        if (state->FadeFrames == 0) return;
        float* old = state->Scratch.Voice;
        Sound(state, &state->Previous, &state->PreviousMisses, old, frames);
        Crossfade.Linear(output, old, output, state->FadeFrame, state->FadeFrames, state->Channels, frames);
    }

    private static void Sound(RenderState* state, Voice* voice, MissMemory* misses, float* output, uint frames)
    {
        if (voice->Sounding == 0)
        {
            Zero.Run(output, (nuint)frames * (nuint)state->Channels);
            return;
        }

        if (voice->Step != 0)
        {
            if (KeptPitch.Applies(voice->Step)) KeptPitch.Render(state, voice, misses, output, frames);
            else Shuttle.Render(state, voice, misses, output, frames);
            return;
        }

        Renderer.Render(voice->Snapshot->Block, voice->Frame, frames, output, &state->Scratch, misses, &voice->RegionHint);
    }
}
