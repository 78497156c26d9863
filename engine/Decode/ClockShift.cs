using System;

namespace Seamline.Decode;

/// <summary>
/// What time stamps say that lie off the count of samples, packet after packet from the first such one: noise, or a shift that stays.
/// A function of the packets alone.
/// </summary>
internal ref struct ClockShift
{
    private const int NonsensePackets = 8;

    private readonly Span<long> _off;
    private int _count;

    /// <summary>Begins with a packet that lies off.</summary>
    /// <param name="room">Room for it and all that follow.</param>
    /// <param name="off">How far ahead of the count its time stamp is, frames; below 0 behind.</param>
    public ClockShift(Span<long> room, long off)
    {
        _off = room;
        _off[0] = off;
        _count = 1;
    }

    /// <summary>A later packet; false where it shows that the first one was noise.</summary>
    /// <param name="off">How far it is ahead of the count, on which no shift was made.</param>
    /// <param name="tolerance">What counts as in its place.</param>
    public bool Add(long off, long tolerance)
    {
        if (long.Abs(off) <= tolerance || (off < 0) != (_off[0] < 0)) return false;
        _off[_count++] = off;
        return _count < _off.Length;
    }

    /// <summary>Whether a packet that was refused stands for the others: the room was full.</summary>
    public readonly bool IsFull => _count == _off.Length;

    /// <summary>What all agree on: the least of them, or the first where that is the same but for a grain.</summary>
    public readonly long Least(long grain)
    {
        long least = _off[0];
        for (int i = 1; i < _count; i++)
        {
            if (long.Abs(_off[i]) < long.Abs(least)) least = _off[i];
        }

        return long.Abs(_off[0] - least) <= grain ? _off[0] : least;
    }

    /// <summary>Half of them lie farther off. Sorts them: the last thing to ask.</summary>
    public readonly long Median()
    {
        Span<long> off = _off[.._count];
        off.Sort();
        return off[_count / 2];
    }

    /// <summary>Whether they run away from the count with every packet: no clock of these samples.</summary>
    /// <param name="least">What counts as a step, frames.</param>
    public readonly bool RunsAway(long least)
    {
        int steps = 0;
        for (int i = 1; i < _count; i++)
        {
            if (long.Abs(_off[i]) - long.Abs(_off[i - 1]) > least) steps++;
        }

        return _count >= NonsensePackets && steps * 2 > _count;
    }
}
