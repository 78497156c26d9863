namespace Seamline.Encode;

/// <summary>What a caller may choose of an encoder.</summary>
/// <param name="BitRate">Bits a second; 0: the codec's own choice.</param>
/// <param name="Quality">On the encoder's own scale (LAME: 0 best to 9; Vorbis: -1 to 10 best); -1: by bit rate, or the codec's own choice.</param>
/// <param name="Bits">Bits of a sample, for FLAC: 24 or 16.</param>
/// <param name="Dithers">Adds TPDF dither before rounding.</param>
internal readonly record struct EncodeOptions(long BitRate, double Quality, int Bits, bool Dithers);
