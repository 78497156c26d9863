namespace Seamline.Decode;

/// <summary>What is known of a source once it is open, before anything is decoded.</summary>
/// <param name="SourceRate">Rate of the media, Hz.</param>
/// <param name="SourceChannels">Channels of the media.</param>
/// <param name="Channels">Channels of the decoded pages: the media's, or the engine's where the media has more.</param>
/// <param name="Frames">Length at the engine's rate, frames; an estimate unless <paramref name="FramesExact"/>.</param>
/// <param name="FramesExact">Whether the length is known to the frame.</param>
internal readonly record struct SourceFormat(int SourceRate, int SourceChannels, int Channels, long Frames, bool FramesExact);
