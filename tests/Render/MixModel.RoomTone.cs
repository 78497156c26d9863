using System;
using System.Collections.Generic;

namespace Seamline.Tests.Rendering;

// What gaps of the main lane sound like.
internal sealed partial class MixModel
{
    private List<MixPiece> PlaceRoomTone(List<MixPiece> main)
    {
        var pieces = new List<MixPiece>();
        if (_document.RoomTone is not { } tone) return pieces;
        for (int i = 0; i < main.Count; i++)
        {
            if (main[i].Clip != 0) continue;
            MixPiece first = main[i];
            while (i + 1 < main.Count && main[i + 1].Clip == 0 && main[i + 1].Gain == first.Gain && main[i].FadeOut == 0 && main[i + 1].FadeIn == 0) i++;
            float gain = first.Gain * Linear(tone.GainDb);
            if (Sounds(tone.Clip, gain)) Fill(tone, gain, first, main[i], pieces);
        }

        return pieces;
    }

    // Each time round begins a crossfade before the last one ends.
    private void Fill(RoomToneSpec tone, float gain, MixPiece first, MixPiece last, List<MixPiece> pieces)
    {
        long most = Math.Min(_declick, (last.End - first.Start) / 2);
        bool opens = first.FadeIn == 0 && first.Start > 0;
        bool closes = last.FadeOut == 0 && last.End < LengthFrames;
        var whole = new MixPiece
        {
            OwnStart = first.Start,
            OwnEnd = last.End,
            ClipFrame = 0,
            Start = first.Start,
            End = last.End,
            FadeIn = opens ? most : first.FadeIn,
            FadeOut = closes ? most : last.FadeOut,
            LinearIn = !opens && first.LinearIn,
            LinearOut = !closes && last.LinearOut,
        };
        long inFrame = Frame(tone.InSeconds);
        long range = Frame(tone.OutSeconds) - inFrame;
        long crossfade = Math.Min(Frame(tone.CrossfadeSeconds), range / 2);
        long end = 0;
        for (long at = first.OwnStart; end < last.End; at += range - crossfade)
        {
            end = Math.Min(at + range, last.End);
            long start = at == first.OwnStart ? first.Start : at;
            pieces.Add(new MixPiece
            {
                OwnStart = start,
                OwnEnd = end,
                ClipFrame = inFrame + (start - at),
                Clip = tone.Clip.Value,
                Gain = gain,
                Sounds = true,
                Start = start,
                End = end,
                RunStart = start,
                RunEnd = end,
                FadeIn = at == first.OwnStart ? 0 : crossfade,
                FadeOut = end < last.End ? crossfade : 0,
                Loop = whole,
            });
        }
    }
}
