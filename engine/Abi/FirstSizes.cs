namespace Seamline.Abi;

/// <summary>
/// Bytes that each struct of seamline.h had in the first version of the header: no host is built with less, so what is shorter is no
/// struct of ours. Never changes; a new struct enters with the size it is born with.
/// </summary>
internal static class FirstSizes
{
    /// <summary>The size of a struct's first version.</summary>
    public static uint Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(SeamConfig) ? 48u
        : typeof(T) == typeof(SeamMix) ? 24
        : typeof(T) == typeof(SeamTrack) ? 40
        : typeof(T) == typeof(SeamSegment) ? 80
        : typeof(T) == typeof(SeamPosition) ? 40
        : typeof(T) == typeof(SeamOutput) ? 48
        : typeof(T) == typeof(SeamSource) ? 992
        : typeof(T) == typeof(SeamRange) ? 24
        : typeof(T) == typeof(SeamEditRange) ? 24
        : typeof(T) == typeof(SeamEdit) ? 48
        : typeof(T) == typeof(SeamDevice) ? 272
        : typeof(T) == typeof(SeamOutputInfo) ? 312
        : typeof(T) == typeof(SeamExport) ? 56
        : typeof(T) == typeof(SeamLevels) ? 32
        : typeof(T) == typeof(SeamOfflineOptions) ? 32
        : typeof(T) == typeof(SeamStats) ? 224
        : typeof(T) == typeof(SeamStream) ? 72
        : typeof(T) == typeof(SeamBlockTimes) ? 56
        : typeof(T) == typeof(SeamSwap) ? 80
        : typeof(T) == typeof(SeamPeaksView) ? 24
        : typeof(T) == typeof(SeamPeak) ? 24
        : typeof(T) == typeof(SeamLoudness) ? 64
        : typeof(T) == typeof(SeamSilenceOptions) ? 32
        : typeof(T) == typeof(SeamLane) ? 40
        : typeof(T) == typeof(SeamItem) ? 104
        : typeof(T) == typeof(SeamTransition) ? 24
        : typeof(T) == typeof(SeamEnvelopePoint) ? 24
        : typeof(T) == typeof(SeamMaster) ? 24
        : typeof(T) == typeof(SeamDucking) ? 56
        : typeof(T) == typeof(SeamRoomTone) ? 40
        : typeof(T) == typeof(SeamMeters) ? 200
        : typeof(T) == typeof(SeamMeasure) ? 24
        : typeof(T) == typeof(SeamTag) ? 24
        : typeof(T) == typeof(SeamChapter) ? 24
        : typeof(T) == typeof(SeamFileExport) ? 136
        : typeof(T) == typeof(SeamClock) ? 72
        : typeof(T) == typeof(SeamEvent) ? 304
        : typeof(T) == typeof(SeamClip) ? 24
        : typeof(T) == typeof(SeamHistory) ? 216
        : Unlisted;

    private const uint Unlisted = uint.MaxValue; // of a struct that is not in the table every size is refused
}
