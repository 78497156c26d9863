using System.Threading;

namespace Seamline.Render;

/// <summary>
/// The callback: everything that happens between a device asking for a block and having it, on one screen.
/// Raw code, and so is all it reaches: pointers and vectors, no managed object, no allocation, no lock, no system call,
/// nothing that waits for a garbage collection. It may be entered from any native thread, one at a time.
/// </summary>
internal static unsafe class Callback
{
    /// <summary>Renders the next <paramref name="frames"/> frames, interleaved, into <paramref name="output"/>.</summary>
    internal static void Render(RenderState* state, float* output, uint frames)
    {
        // Odd: inside. Partner: ReaderGrace.Wait. A full fence (the lock prefix), because the page reads below must not be
        // satisfied before the word is seen odd: an evicted page would be refilled while it is being mixed.
        Interlocked.Increment(ref state->ReaderWord);
        state->Blocks++;
        float* first = output;
        uint all = frames;

        while (frames > 0)
        {
            Transport.Acquire(state);
            uint count = Transport.FramesToNextChange(state, frames);
            Player.Render(state, output, count);
            Transport.Advance(state, count);
            output += (nuint)count * (nuint)state->Channels;
            frames -= count;
        }

        Transport.Acknowledge(state);
        var meter = (MeterState*)Volatile.Read(ref state->Meter); // partner: MeterHost.Start
        if (meter != null) OutputMeter.Run(meter, first, all);

        // Even: outside. Partner: ReaderGrace.Wait. Release, so that no page read above drifts below it. No full fence here: it
        // would wait until the block's stores have reached the cache, a fifth of the block's time, and nothing below needs it.
        Volatile.Write(ref state->ReaderWord, state->ReaderWord + 1);
    }
}
