using System;
using System.Globalization;
using Seamline.Ui.Native;

namespace Seamline.Ui.App;

/// <summary>What an event of the audio device means, in words for the bottom of the window; empty where there is nothing to say.</summary>
internal static class DeviceWords
{
    /// <summary>Why nothing is heard: until a device plays again.</summary>
    public static string FaultOf(in DeviceEvent what) => what.Kind switch
    {
        DeviceEventKind.Lost or DeviceEventKind.Stalled => $"{Sentence(what.Text)} It plays on without sound until there is a device again.",
        _ => "",
    };

    /// <summary>What has changed, or was not heard.</summary>
    /// <param name="what">The event.</param>
    /// <param name="rate">The engine's, Hz.</param>
    /// <param name="isSubstitute">Another device plays in place of the chosen one.</param>
    public static string NoteOf(in DeviceEvent what, int rate, bool isSubstitute) => what.Kind switch
    {
        DeviceEventKind.Changed => $"Plays on {what.Text} now.",
        DeviceEventKind.Returned => isSubstitute ? $"Sound is back, on {what.Text}, in place of the chosen device." : $"Sound is back, on {what.Text}.",
        DeviceEventKind.Underrun => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0.1, what.Frames * 1_000.0 / Math.Max(1, rate)):0.0} ms were not heard: {Cause(what.Cause)}."),
        DeviceEventKind.LatencyChanged => string.Create(CultureInfo.InvariantCulture, $"Heard {what.Frames * 1_000.0 / Math.Max(1, rate):0} ms after it is played."),
        _ => "",
    };

    private static string Cause(int cause) => cause switch
    {
        1 => "the system was late to ask for sound",
        2 => "this computer was too slow to make it",
        3 => "the media were not loaded in time",
        _ => "why is not known",
    };

    private static string Sentence(string text) => text.Length == 0 ? "The audio device is gone." : $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd('.')}.";
}
