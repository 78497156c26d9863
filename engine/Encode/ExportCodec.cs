namespace Seamline;

/// <summary>What an export is encoded as.</summary>
public enum ExportCodec
{
    /// <summary>By the extension of the file's name: .wav, .flac, .m4a, .opus, .mp3, .ogg.</summary>
    ByExtension = 0,

    /// <summary>WAV, RF64 beyond 4 GiB; whatever the file is called.</summary>
    Wav = 1,

    /// <summary>FLAC, 24 or 16 bits.</summary>
    Flac = 2,

    /// <summary>AAC-LC in an .m4a file.</summary>
    Aac = 3,

    /// <summary>Opus in an Ogg file.</summary>
    Opus = 4,

    /// <summary>MP3 with a LAME header, by which players cut off the encoder's delay.</summary>
    Mp3 = 5,

    /// <summary>Vorbis in an Ogg file.</summary>
    Vorbis = 6,
}
