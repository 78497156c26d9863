namespace Seamline.Encode;

/// <summary>
/// TPDF dither: the difference of two uniform random numbers, of one step of the target each way, added before rounding. The error's
/// mean and power then do not depend on the signal (Lipshitz, Wannamaker and Vanderkooy, "Quantization and Dither", 1992). Always the same
/// sequence, so that an export is a function of what is exported.
/// </summary>
internal struct Dither
{
    private ulong _state;

    /// <summary>Begins the sequence.</summary>
    public static Dither Begin() => new() { _state = 0x9E37_79B9_7F4A_7C15 };

    /// <summary>The next value, -1 to 1, in steps of the target.</summary>
    public float Next()
    {
        // xorshift64* (Vigna, 2016); two independent halves of one number.
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        ulong random = unchecked(_state * 0x2545_F491_4F6C_DD1D);
        return ((long)(random >> 40) - (long)((random >> 8) & 0xFF_FFFF)) * (1f / (1 << 24));
    }
}
