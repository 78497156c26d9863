using System.Runtime.CompilerServices;
using System.Threading;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>
/// Which snapshot sounds, where, and what fades into what. Every change (swap, seek, start, pause, stop, end, loop wrap) is
/// the same thing: the current voice becomes the previous one and fades out while a new current voice fades in.
/// </summary>
internal static unsafe class Transport
{
    /// <summary>Takes the newest snapshot, unless a crossfade is running: then it waits, and only the newest waits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    internal static void Acquire(RenderState* state)
    {
        if (state->FadeFrames != 0) return;
        if (state->WrapPending != 0)
        {
            Wrap(state);
            return;
        }

        // Partner: Publisher.Publish's exchange. Acquire: the rows behind the pointer are read after it.
        // Read first: an exchange on every block would take the line from the publisher for nothing.
        if (Volatile.Read(ref state->Mailbox) != 0)
        {
            var taken = (Snapshot*)Interlocked.Exchange(ref state->Mailbox, 0); // partner: Publisher.Publish
            if (taken != null) TakeInTime(state, taken);
        }
        else if (state->Waiting != null)
        {
            TakeInTime(state, state->Waiting);
        }
    }

    /// <summary>
    /// Frames until the running fade ends or the playhead meets a place where something happens; at most <paramref name="frames"/>. Where it
    /// stands on such a place already, that happens now.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    internal static uint FramesToNextChange(RenderState* state, uint frames)
    {
        long count = frames < Limits.MaxBlockFrames ? frames : Limits.MaxBlockFrames;
        if (state->FadeFrames == 0 && state->Current.Sounding != 0)
        {
            long distance = state->Current.Step != 0 ? DistanceAtSpeed(&state->Current)
                : StopFrame(state->Current.Snapshot, state->Current.Frame) - state->Current.Frame;
            if (distance > 0) return (uint)Smaller(count, distance);
            EndOrLoop(state);
        }

        return state->FadeFrames == 0 ? (uint)count : (uint)Smaller(count, state->FadeFrames - state->FadeFrame);
    }

    /// <summary>Moves the playhead past what was rendered and ends a crossfade that is through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    internal static void Advance(RenderState* state, uint count)
    {
        state->FramesRendered += count;
        Advance(&state->Current, count);
        if (state->FadeFrames == 0) return;
        Advance(&state->Previous, count);
        state->FadeFrame += count;
        if (state->FadeFrame < state->FadeFrames) return;
        state->FadeFrames = 0;
        if (state->Previous.Snapshot != state->Current.Snapshot) Retire(state, state->Previous.Snapshot);
        state->Previous = default;
    }

    /// <summary>Tells control where the playhead is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    internal static void Acknowledge(RenderState* state)
    {
        // Partners of all five: Engine's volatile reads (Playhead, GetPosition, Follow). Release: a thread that sees a serial sees the playhead
        // and the state that go with it; reported at the start of the block, a seek would show the place it left until the block is over.
        Snapshot* current = state->Current.Snapshot;
        if (current == null) return;
        Volatile.Write(ref state->PlayheadFrame, Clamp(state->Current.Frame, current->Block->LengthFrames));
        Volatile.Write(ref state->Sounding, (long)state->Current.Sounding | state->WrapPending);
        Volatile.Write(ref state->SeekSerial, current->SeekSerial);
        Volatile.Write(ref state->TransportSerial, current->TransportSerial);
        Volatile.Write(ref state->TakenSerial, current->Serial); // partners: as above
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // as above
    private static void Advance(Voice* voice, uint count)
    {
        if (voice->Sounding == 0) return;
        if (voice->Step != 0) Shuttle.Advance(voice, count);
        else voice->Frame += count;
    }

    // Takes a snapshot, or has it wait for its first page while the old one sounds.
    private static void TakeInTime(RenderState* state, Snapshot* taken)
    {
        Snapshot* waiting = state->Waiting;
        if (waiting != taken)
        {
            // What is newer says the same and more.
            if (waiting == null) state->WaitsUntil = state->FramesRendered + taken->PatienceFrames;
            else Retire(state, waiting);
        }

        bool waits = taken->PatienceFrames > 0 && state->FramesRendered < state->WaitsUntil && Waits(state, taken);
        state->Waiting = waits ? taken : null;
        if (!waits) Take(state, taken);
    }

    // Whether both sound, and where the new one begins a page at another speed is missing.
    private static bool Waits(RenderState* state, Snapshot* taken)
    {
        Voice* voice = &state->Current;
        if (voice->Sounding == 0 || IsShuttle(voice) || voice->Snapshot == null) return false;
        if (taken->TransportSerial != voice->Snapshot->TransportSerial || taken->SeekSerial != voice->Snapshot->SeekSerial) return false;
        long frame = Anchor.Map(voice, taken);
        RegionBlock* block = taken->Block;
        if (frame < 0 || frame >= block->LengthFrames || block->Lanes->RegionCount == 0) return false;
        Region* region = block->Regions + RegionWalk.OwnerAt(block, frame, voice->RegionHint);
        for (int i = 0; i < region->TrackCount; i++)
        {
            SnapshotTrack* track = block->Tracks + region->FirstTrack + i;
            long source = RegionWalk.ClipFrameAt(region, frame) + track->Offset;
            if (track->Speed == 1 || source < 0 || source >= PageTable.Frames(track->Pages)) continue;
            if (PageTable.PageAt(track->Pages, PageTable.PageOf(source)) == null) return true;
        }

        return false;
    }

    private static void Take(RenderState* state, Snapshot* taken)
    {
        Voice old = state->Current;
        Voice next = old;
        next.Snapshot = taken;
        long transport = old.Snapshot == null ? 0 : old.Snapshot->TransportSerial;
        long seek = old.Snapshot == null ? 0 : old.Snapshot->SeekSerial;
        if (taken->TransportSerial != transport)
        {
            next.Sounding = taken->Playing;
            next.Step = taken->Step;
            next.Plays = taken->StepPlays;
            if (next.Step == 0) next.Fraction = 0;
        }

        bool seeks = taken->SeekSerial != seek;
        if (seeks) next.Frame = taken->SeekFrame;
        else if (old.Snapshot != null && old.Snapshot->Block != taken->Block) next.Frame = Anchor.Map(&old, taken);
        next.Frame = Clamp(next.Frame, taken->Block->LengthFrames);
        if (next.Sounding != 0) KeepOffTheEnd(&next);
        Change(state, &next, FadeFor(&old, &next), seeks);
    }

    // Closer to its end than a ramp a voice cannot come and go without a step: it is at the end already, or round the loop.
    private static void KeepOffTheEnd(Voice* voice)
    {
        Snapshot* snapshot = voice->Snapshot;
        if (IsShuttle(voice))
        {
            if (Shuttle.Room(voice) < Larger(snapshot->RampFrames, 1)) Rest(voice);
            return;
        }

        if (OutputFrames(voice, EndFor(snapshot, voice->Frame) - voice->Frame) >= Larger(snapshot->RampFrames, 1)) return;
        bool loops = Loops(snapshot, voice->Frame);
        voice->Frame = loops ? snapshot->LoopStart : RestFor(snapshot, voice->Frame);
        voice->Sounding = loops ? 1 : 0;
    }

    // Where the voice must do something by itself: begin its last fade-out, or wrap.
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // as above
    private static long StopFrame(Snapshot* snapshot, long frame) =>
        snapshot->PlainEnd >= 0 ? snapshot->PlainEnd : EarlyStopFrame(snapshot, frame);

    private static long EarlyStopFrame(Snapshot* snapshot, long frame)
    {
        long end = EndFor(snapshot, frame);
        return Loops(snapshot, frame) && CrossfadesAtWrap(snapshot, 0) ? end : end - snapshot->RampFrames;
    }

    // Frames of output until a voice at another speed must do something by itself.
    private static long DistanceAtSpeed(Voice* voice)
    {
        Snapshot* snapshot = voice->Snapshot;
        if (IsShuttle(voice)) return Shuttle.Room(voice) - snapshot->RampFrames;
        long left = OutputFrames(voice, EndFor(snapshot, voice->Frame) - voice->Frame);
        return Loops(snapshot, voice->Frame) && CrossfadesAtWrap(snapshot, voice->Step) ? left : left - snapshot->RampFrames;
    }

    private static bool IsShuttle(Voice* voice) => voice->Step != 0 && voice->Plays == 0;

    // Frames of output in which a voice that plays passes frames of the timeline.
    private static long OutputFrames(Voice* voice, long frames) => voice->Step == 0 ? frames : (long)(frames * Shuttle.One / voice->Step);

    // The stop for a playhead before it, the loop's end for one inside or before the loop, else the timeline's end.
    private static long EndFor(Snapshot* snapshot, long frame) =>
        Stops(snapshot, frame) ? snapshot->StopFrame : Loops(snapshot, frame) ? snapshot->LoopEnd : snapshot->Block->LengthFrames;

    // Where the playhead rests behind that end.
    private static long RestFor(Snapshot* snapshot, long frame) =>
        Stops(snapshot, frame) ? Clamp(snapshot->RestFrame, snapshot->Block->LengthFrames) : EndFor(snapshot, frame);

    private static bool Stops(Snapshot* snapshot, long frame) =>
        snapshot->StopFrame != 0 && snapshot->StopFrame <= snapshot->Block->LengthFrames && frame < snapshot->StopFrame;

    private static bool Loops(Snapshot* snapshot, long frame) =>
        snapshot->LoopEnd != 0 && !Stops(snapshot, frame) && snapshot->LoopEnd <= snapshot->Block->LengthFrames && frame <= snapshot->LoopEnd;

    // With material beyond the loop's end the wrap is a crossfade out of it; without, fade out before the end, then fade in.
    private static bool CrossfadesAtWrap(Snapshot* snapshot, long step)
    {
        long fade = WrapFade(snapshot, step);
        if (step != 0) fade = ((fade * step) >> 32) + 1;
        return snapshot->LoopEnd + fade <= snapshot->Block->LengthFrames;
    }

    // At most half the loop, or the voice that fades in would be through it before it is faded in.
    private static long WrapFade(Snapshot* snapshot, long step)
    {
        long half = (snapshot->LoopEnd - snapshot->LoopStart) / 2;
        if (step != 0) half = (long)(half * Shuttle.One / step);
        return Smaller(snapshot->SwapFadeFrames, half);
    }

    // A shuttle that has come to the end, or to the start: the loop and a stop do not count for it.
    private static void Rest(Voice* voice)
    {
        voice->Frame = voice->Step > 0 ? voice->Snapshot->Block->LengthFrames : 0;
        voice->Fraction = 0;
        voice->Step = 0;
        voice->Sounding = 0;
    }

    private static void EndOrLoop(RenderState* state)
    {
        Voice next = state->Current;
        if (IsShuttle(&next))
        {
            long room = Shuttle.Room(&next);
            Rest(&next);
            Change(state, &next, Smaller(room, next.Snapshot->RampFrames), true);
            return;
        }

        long end = EndFor(next.Snapshot, next.Frame);
        bool loops = Loops(next.Snapshot, next.Frame);
        if (loops && CrossfadesAtWrap(next.Snapshot, next.Step))
        {
            next.Frame = next.Snapshot->LoopStart;
            Change(state, &next, WrapFade(next.Snapshot, next.Step), true);
            return;
        }

        // What is left (normally a ramp's length) fades out, and the playhead rests on the end.
        long left = OutputFrames(&next, end - next.Frame);
        state->WrapPending = loops ? 1 : 0;
        next.Frame = loops ? end : RestFor(next.Snapshot, next.Frame);
        next.Sounding = 0;
        Change(state, &next, Smaller(left, next.Snapshot->RampFrames), true);
        if (state->FadeFrames == 0 && state->WrapPending != 0) Wrap(state);
    }

    // The fade-out before a wrap is through: go on at the loop's start.
    private static void Wrap(RenderState* state)
    {
        Voice again = state->Current;
        again.Frame = again.Snapshot->LoopStart;
        again.Sounding = 1;
        state->WrapPending = 0;
        Change(state, &again, again.Snapshot->RampFrames, true);
    }

    private static long FadeFor(Voice* old, Voice* next)
    {
        if (old->Sounding == 0 && next->Sounding == 0) return 0;
        long fade = old->Sounding != 0 && next->Sounding != 0 ? next->Snapshot->SwapFadeFrames : next->Snapshot->RampFrames;

        // The old voice fades out of material that is there; it is never closer than a ramp to its end (KeepOffTheEnd, EndOrLoop).
        if (old->Sounding != 0) fade = Smaller(fade, old->Step != 0 ? Shuttle.Room(old) : old->Snapshot->Block->LengthFrames - old->Frame);
        if (next->Sounding == 0) return fade;

        // Close before the new voice's end the fade leaves room for what the end will want.
        long left = IsShuttle(next) ? Shuttle.Room(next) : OutputFrames(next, EndFor(next->Snapshot, next->Frame) - next->Frame);
        return Smaller(fade, left / 2);
    }

    private static void Change(RenderState* state, Voice* next, long fadeFrames, bool jumps)
    {
        Voice old = state->Current;
        bool differs = jumps || old.Sounding != next->Sounding || old.Frame != next->Frame || old.Step != next->Step
            || old.Snapshot == null || old.Snapshot->Block != next->Snapshot->Block;
        bool audible = fadeFrames > 0 && differs;
        if (differs) next->Hop = KeptPitch.Fresh;
        Log(state, &old, next, audible ? fadeFrames : 0, jumps);
        state->Current = *next;
        if (audible) MissMemory.Copy(&state->PreviousMisses, &state->Misses);
        if (audible || jumps) MissMemory.Forget(&state->Misses); // what fades in needs no other ramp
        if (!audible)
        {
            if (old.Snapshot != next->Snapshot && old.Snapshot != null) Retire(state, old.Snapshot);
            return;
        }

        state->Previous = old;
        state->FadeFrame = 0;
        state->FadeFrames = fadeFrames;
    }

    private static void Log(RenderState* state, Voice* old, Voice* next, long fadeFrames, bool jumps)
    {
        SwapEvent* slot = state->SwapLog + (state->SwapCount % RenderState.SwapSlots);
        slot->Serial = next->Snapshot->Serial;
        slot->Block = state->Blocks;
        slot->OutputFrame = state->FramesRendered;
        slot->OldFrame = old->Frame;
        slot->NewFrame = next->Frame;
        slot->FadeFrames = fadeFrames;
        slot->Jumps = jumps ? 1 : 0;
        slot->Taken = next->Snapshot != old->Snapshot ? 1 : 0;
        slot->BeganNanoseconds = state->BlockBegan;
        slot->Step = next->Sounding == 0 ? 0 : next->Step != 0 ? next->Step : 1L << 32;
        slot->Length = next->Snapshot->Block->LengthFrames;
        slot->Published.Nanoseconds = next->Snapshot->Published.Nanoseconds;
        slot->Published.EditNanoseconds = next->Snapshot->Published.EditNanoseconds;
        slot->Published.Block = next->Snapshot->Published.Block;
        Volatile.Write(ref state->SwapCount, state->SwapCount + 1); // partner: SwapLog.Read; release: the row before its number
    }

    private static void Retire(RenderState* state, Snapshot* snapshot)
    {
        if (snapshot == null) return;
        state->Retired[state->RetiredHead % RenderState.RetiredSlots] = (long)snapshot;

        // Partner: Publisher.Reclaim. Release: the slot is written, and every read of the snapshot done, before control sees
        // the head and frees it. There are fewer snapshots than slots, so the ring cannot overrun.
        Volatile.Write(ref state->RetiredHead, state->RetiredHead + 1);
    }

    private static long Clamp(long frame, long length) => frame < 0 ? 0 : frame > length ? length : frame;

    private static long Smaller(long a, long b) => a < b ? a : b;

    private static long Larger(long a, long b) => a > b ? a : b;
}
