namespace Seamline;

/// <summary>A clip as it stands.</summary>
/// <param name="Clip">Its number.</param>
/// <param name="Tracks">Its tracks.</param>
/// <param name="Frames">Its length, frames.</param>
/// <param name="FramesExact">Whether the length is known to the frame.</param>
public readonly record struct ClipInfo(ClipId Clip, int Tracks, long Frames, bool FramesExact);
