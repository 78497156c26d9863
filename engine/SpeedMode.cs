namespace Seamline;

/// <summary>What a segment with a speed other than 1 sounds like. At speed 1 all modes are the recording itself, to the bit.</summary>
public enum SpeedMode
{
    /// <summary>Silence of its length.</summary>
    Silence = 0,

    /// <summary>Faster is higher, as on tape.</summary>
    Varispeed = 1,

    /// <summary>Faster at the same pitch.</summary>
    KeepPitch = 2,
}
