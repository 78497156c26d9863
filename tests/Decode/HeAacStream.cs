using System;
using System.Collections.Generic;
using System.IO;

namespace Seamline.Tests.Decode;

/// <summary>
/// Makes HE-AAC out of AAC at half its rate: no free encoder of it is in Debian. Each access unit gets an SBR payload where the standard
/// wants it, behind its one channel element.
/// </summary>
internal static class HeAacStream
{
    private const int HeaderBytes = 7; // ADTS without a check sum

    /// <summary>Adds SBR to an ADTS stream.</summary>
    public static byte[] AddSbr(ReadOnlySpan<byte> adts, SbrPlan plan)
    {
        var stream = new List<byte>();
        for (int at = 0, frame = 0; at < adts.Length; frame++)
        {
            int length = ((adts[at + 3] & 3) << 11) | (adts[at + 4] << 3) | (adts[at + 5] >> 5);
            if (adts[at] != 0xFF || (adts[at + 1] & 0xF1) != 0xF1) throw new InvalidDataException($"no ADTS frame without check sum at {at}");
            ReadOnlySpan<byte> header = adts.Slice(at, HeaderBytes);
            ReadOnlySpan<byte> unit = adts.Slice(at + HeaderBytes, length - HeaderBytes);
            byte[] made = frame < plan.From ? unit.ToArray() : AddSbr(unit, frame - plan.From, plan);
            stream.AddRange(header);
            int total = HeaderBytes + made.Length;
            stream[^4] = (byte)((stream[^4] & 0xFC) | (total >> 11));
            stream[^3] = (byte)((total >> 3) & 0xFF);
            stream[^2] = (byte)((stream[^2] & 0x1F) | ((total & 7) << 5));
            stream.AddRange(made);
            at += length;
        }

        return [.. stream];
    }

    private static byte[] AddSbr(ReadOnlySpan<byte> unit, int frame, SbrPlan plan)
    {
        // The end is three ones, and zeros up to a whole byte.
        int end = unit.Length * 8;
        while (((unit[(end - 1) / 8] >> (7 - ((end - 1) % 8))) & 1) == 0) end--;
        BitWriter payload = SbrPayload.Write(frame, plan);
        int bytes = (payload.Bits + 4 + 7) / 8;
        var made = new BitWriter();
        made.Put(unit, end - 3);
        made.Put(6, 3); // ID_FIL
        made.Put(Math.Min(bytes, 15), 4);
        if (bytes >= 15) made.Put(bytes - 14, 8);
        made.Put(13, 4); // EXT_SBR_DATA
        made.Put(payload.ToArray(), payload.Bits);
        made.Put(0, (bytes * 8) - 4 - payload.Bits);
        if (plan.Padded)
        {
            made.Put(6, 3);
            made.Put(3, 4);
            made.Put(0x00A5A5, 24); // EXT_FILL
        }

        made.Put(7, 3); // ID_END
        return made.ToArray();
    }
}
