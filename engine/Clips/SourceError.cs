using Seamline.Decode;

namespace Seamline.Clips;

/// <summary>What an error code of a decoder means for its source.</summary>
internal static class SourceError
{
    private const int NotImplemented = -38; // AVERROR(ENOSYS): a profile that the decoder lacks, such as xHE-AAC

    /// <summary>The cause, as the end of an error message.</summary>
    /// <param name="code">FFmpeg's, or one of <see cref="Codes"/>.</param>
    /// <param name="codec">The stream's codec, where it has one.</param>
    public static string Cause(int code, string? codec) => code switch
    {
        Codes.NothingDecoded => $"nothing in its {codec} stream can be decoded",
        Codes.NoSpace => "there is no room in the folder of temporary files for its decoded sound: the stream can be decoded in one go only",
        NotImplemented => $"the FFmpeg installed cannot decode its {codec} stream",
        _ => $"cannot be read (error {code})",
    };
}
