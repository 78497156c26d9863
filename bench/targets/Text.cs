namespace Seamline.Bench.Targets;

/// <summary>Figures as text.</summary>
internal static class Text
{
    /// <summary>A time in the unit that suits it.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 1e-6 => $"{seconds * 1e9:0} ns",
        < 1e-5 => $"{seconds * 1e6:0.00} us",
        < 1e-4 => $"{seconds * 1e6:0.0} us",
        < 1e-3 => $"{seconds * 1e6:0} us",
        < 1e-2 => $"{seconds * 1e3:0.00} ms",
        < 1 => $"{seconds * 1e3:0.0} ms",
        _ => $"{seconds:0.00} s",
    };

    /// <summary>A ratio.</summary>
    public static string Ratio(double ratio) => $"{ratio:0.00} x";

    /// <summary>Bytes.</summary>
    public static string Bytes(double bytes) => bytes < 100_000 ? $"{bytes:0} B" : $"{bytes / (1 << 20):0.0} MiB";
}
