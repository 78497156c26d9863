using System;

namespace Seamline.Isolation;

/// <summary>What SEAMLINE_ISOLATION in the environment says, for engines that leave it open.</summary>
internal static class IsolationChoice
{
    private const string Name = "SEAMLINE_ISOLATION";

    /// <summary>The mode; <see cref="IsolationMode.Auto"/> where it is not set.</summary>
    /// <param name="error">The sentence where it is set to something else; else empty.</param>
    public static IsolationMode OfEnvironment(out string error)
    {
        string? said = Environment.GetEnvironmentVariable(Name);
        IsolationMode? mode = said switch
        {
            null or "" or "auto" => IsolationMode.Auto,
            "off" => IsolationMode.Off,
            "required" => IsolationMode.Required,
            _ => null,
        };
        error = mode is null ? $"{Name} is '{said}': neither auto, off nor required" : string.Empty;
        return mode ?? IsolationMode.Required;
    }
}
