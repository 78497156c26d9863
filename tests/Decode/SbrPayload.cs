using System;

namespace Seamline.Tests.Decode;

/// <summary>What spectral band replication a stream is given.</summary>
/// <param name="Channels">Of the core.</param>
/// <param name="HeaderEvery">Frames from one header to the next; 0: one at the beginning, and never again.</param>
/// <param name="AloneEvery">Frames from one that stands for itself to the next.</param>
/// <param name="Stereo">Parametric stereo out of a mono core.</param>
/// <param name="From">First frame that has it.</param>
/// <param name="Moving">Envelopes reach over the ends of frames.</param>
/// <param name="Padded">Padding stands behind it.</param>
internal readonly record struct SbrPlan(int Channels, int HeaderEvery, int AloneEvery = 10, bool Stereo = false, int From = 0, bool Moving = false, bool Padded = false);

/// <summary>
/// Writes the SBR data of one frame (ISO/IEC 14496-3, 4.4.2.8): the octave above 7.5 kHz, one envelope a frame. Few frames stand for
/// themselves, those between are coded as differences from the one before, as encoders do it. The level goes up and down by a step a frame,
/// there is noise in it, and now and then a sine: everything in which a decoder remembers what was.
/// </summary>
internal static class SbrPayload
{
    private const int HighBands = 20;  // start frequency 11, stop frequency 14 and frequency scale 0, at 44.1 and 48 kHz
    private const int LowBands = 10;
    private const int NoiseFloor = 5;  // 6 dB a step; 6 is as loud as the rest
    private const int PanBands = 10;

    /// <summary>The payload behind its extension type, in bits.</summary>
    public static BitWriter Write(int frame, SbrPlan plan)
    {
        var bits = new BitWriter();
        bool header = plan.HeaderEvery > 0 ? frame % plan.HeaderEvery == 0 : frame == 0;
        bool alone = header || frame % plan.AloneEvery == 0;
        bits.Put(header);
        if (header) WriteHeader(bits);
        bits.Put(false); // bs_data_extra
        if (plan.Channels == 2) bits.Put(false); // bs_coupling
        for (int c = 0; c < plan.Channels; c++) WriteGrid(bits, plan.Moving ? frame % 7 : 0);
        for (int c = 0; c < plan.Channels; c++) bits.Put(alone ? 0 : 3, 2); // envelope and noise: along frequency, or time
        for (int c = 0; c < plan.Channels; c++) bits.Put((frame / 5) & 3, 2); // bs_invf_mode
        for (int c = 0; c < plan.Channels; c++) WriteEnvelope(bits, frame, c, alone);
        for (int c = 0; c < plan.Channels; c++) bits.Put(alone ? NoiseFloor : 0, alone ? 5 : 1); // along time 0 is a bit of 0
        for (int c = 0; c < plan.Channels; c++) WriteSines(bits, frame, c);
        bits.Put(plan.Stereo);
        if (plan.Stereo) WriteStereo(bits, frame, header, header || (alone && plan.HeaderEvery == 0));
        return bits;
    }

    private static void WriteHeader(BitWriter bits)
    {
        bits.Put(0, 1);  // bs_amp_res: 1.5 dB
        bits.Put(11, 4); // bs_start_freq
        bits.Put(14, 4); // bs_stop_freq: an octave
        bits.Put(0, 3);  // bs_xover_band
        bits.Put(0, 2);
        bits.Put(3, 2);  // both extras follow
        bits.Put(0, 2 + 1 + 2); // bs_freq_scale, bs_alter_scale; bs_noise_bands: one
        bits.Put(2, 2);  // bs_limiter_bands
        bits.Put(2, 2);  // bs_limiter_gains
        bits.Put(1, 1);  // bs_interpol_freq
        bits.Put(0, 1);  // bs_smoothing_mode: on
    }

    // One envelope at the low resolution.
    private static void WriteGrid(BitWriter bits, int turn)
    {
        (int kind, int reach) = turn switch { 2 or 4 => (1, 2), 5 => (3, 4), 3 or 6 => (2, 2), _ => (0, 0) };
        bits.Put(kind, 2); // FIXFIX, FIXVAR, VARFIX, VARVAR
        if (kind == 0) bits.Put(0, 2 + 1);
        for (int i = 0; i < reach; i += 2) bits.Put(2, 2); // two time slots behind the frame's beginning, or its end
        if (kind != 0) bits.Put(0, (kind == 3 ? 4 : 2) + 1 + 1);
    }

    // From nothing to full, a step a frame. It is nothing in the sixteenth frame: what follows that one out of turn may fall below.
    private static int Level(int frame, int channel) => Math.Abs(((frame + 25 + (7 * channel)) % 80) - 40);

    private static void WriteEnvelope(BitWriter bits, int frame, int channel, bool alone)
    {
        if (alone) bits.Put(Level(frame, channel), 7);
        for (int band = alone ? 1 : 0; band < LowBands; band++)
        {
            // The tables along frequency and along time have the same codes for the small steps.
            int step = alone ? (band & 1) == 1 ? 1 : -1 : Level(frame, channel) - Level(frame - 1, channel);
            (int code, int length) = step switch { 0 => (0b00, 2), -1 => (0b01, 2), 1 => (0b100, 3), _ => throw new InvalidOperationException() };
            bits.Put(code, length);
        }
    }

    private static void WriteSines(BitWriter bits, int frame, int channel)
    {
        bool sine = frame % 50 >= 40;
        bits.Put(sine);
        for (int band = 0; sine && band < HighBands; band++) bits.Put(band == 4 + channel);
    }

    // To one side, as far as it goes, and to the other; a step from band to band, and from frame to frame. As far as can be in the sixteenth.
    private static int Pan(int frame, int band)
    {
        int side = Math.Abs(((frame + 13) % 28) - 14) - 7;
        return Math.Clamp(side, -band - 1, band + 1);
    }

    // ISO/IEC 14496-3, 8.4: an extension of whole bytes.
    private static void WriteStereo(BitWriter bits, int frame, bool header, bool alone)
    {
        var pan = new BitWriter();
        pan.Put(2, 2); // EXTENSION_ID_PS
        pan.Put(header);
        if (header)
        {
            pan.Put(0b1_000, 4); // intensity differences in 10 bands
            pan.Put(0b1_000, 4); // coherence in 10 bands
            pan.Put(0, 1);
        }

        pan.Put(0b0_01, 3); // one envelope
        pan.Put(!alone);    // along time
        for (int band = 0; band < PanBands; band++)
        {
            int step = Pan(frame, band) - (!alone ? Pan(frame - 1, band) : band > 0 ? Pan(frame, band - 1) : 0);
            (int code, int length) = (step, alone) switch { (0, _) => (0, 1), (1, true) => (0b100, 3), (-1, true) => (0b101, 3), (1, false) => (0b110, 3), _ => (0b10, 2) };
            pan.Put(code, length);
        }

        pan.Put(!alone);
        for (int band = 0; band < PanBands; band++) pan.Put(alone && band < 2 ? 0b10 : 0, alone && band < 2 ? 2 : 1);
        byte[] bytes = pan.ToArray();
        bits.Put(bytes.Length, 4);
        bits.Put(bytes, bytes.Length * 8);
    }
}
