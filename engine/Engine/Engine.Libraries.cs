using Seamline.Decode;
using Seamline.Device;

namespace Seamline;

// The libraries of the system that are used.
public sealed unsafe partial class Engine
{
    /// <summary>FFmpeg and SDL as they were found: a version each, or the sentence why there is none. Loads both.</summary>
    /// <remarks>Thread: any.</remarks>
    public static (string FFmpeg, string Sdl) FindLibraries() =>
        (FFmpegLibraries.Available ? FFmpegLibraries.Version : FFmpegLibraries.Refusal("not found"), SdlLibrary.Find());
}
