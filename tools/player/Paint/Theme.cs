using System;

namespace Seamline.Ui.Paint;

/// <summary>A colour, 0..255 each, not premultiplied.</summary>
internal readonly record struct Rgba(byte R, byte G, byte B, byte A = 255)
{
    /// <summary>From 0xRRGGBB.</summary>
    public static Rgba Hex(uint rgb) => new((byte)(rgb >> 16 & 255), (byte)(rgb >> 8 & 255), (byte)(rgb & 255));

    public Rgba Faded(float alpha) => this with { A = (byte)Math.Clamp(MathF.Round(alpha * 255), 0, 255) };

    /// <summary>This, mixed with so much of another; opaque.</summary>
    public Rgba Mixed(Rgba other, float share) => new(Mix(R, other.R, share), Mix(G, other.G, share), Mix(B, other.B, share));

    /// <summary>Contrast to another colour, 1 to 21, as WCAG 2.2 defines it.</summary>
    public double Contrast(Rgba other)
    {
        (double a, double b) = (Luminance(), other.Luminance());
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private double Luminance() => (0.2126 * Linear(R)) + (0.7152 * Linear(G)) + (0.0722 * Linear(B));

    private static double Linear(byte value) => value / 255.0 is var x && x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);

    private static byte Mix(byte a, byte b, float share) => (byte)MathF.Round(a + ((b - a) * share));
}

/// <summary>The colours of a theme.</summary>
internal sealed record Palette(string Key, string Name)
{
    public Rgba Ground { get; init; }

    public Rgba Surface { get; init; }

    public Rgba Raised { get; init; }

    public Rgba Line { get; init; }

    public Rgba Text { get; init; }

    public Rgba Dim { get; init; }

    public Rgba Faint { get; init; }

    public Rgba Mark { get; init; }

    public Rgba Good { get; init; }

    public Rgba Working { get; init; }

    public Rgba Warning { get; init; }

    public Rgba Fault { get; init; }

    public Rgba Shade { get; init; }

    public Rgba[] Clips { get; init; } = [];
}

/// <summary>
/// The colours in use. What tells things apart is of the palette that Okabe and Ito made for every kind of colour vision
/// ("Color Universal Design", 2008), darker in the light theme; nothing depends on colour alone. Thread: the window's.
/// </summary>
internal static class Theme
{
    private static readonly Rgba[] Bright =
    [
        Rgba.Hex(0x56B4E9), Rgba.Hex(0xE69F00), Rgba.Hex(0x1FB88C), Rgba.Hex(0xCC79A7), Rgba.Hex(0xF0E442), Rgba.Hex(0xE8703A), Rgba.Hex(0x4C8FD0),
    ];

    private static Palette _now;

    static Theme()
    {
        All =
        [
            new Palette("dark", "dark")
            {
                Ground = Rgba.Hex(0x101318), Surface = Rgba.Hex(0x191D24), Raised = Rgba.Hex(0x252B34), Line = Rgba.Hex(0x333B47), Text = Rgba.Hex(0xECEFF3), Dim = Rgba.Hex(0xA3ADBA),
                Faint = Rgba.Hex(0x7C8797), Mark = Rgba.Hex(0xF0E442), Good = Rgba.Hex(0x009E73), Working = Rgba.Hex(0x56B4E9), Warning = Rgba.Hex(0xE69F00), Fault = Rgba.Hex(0xE8703A),
                Shade = new Rgba(8, 10, 13, 200), Clips = Bright,
            },
            new Palette("light", "light")
            {
                Ground = Rgba.Hex(0xF6F7F9), Surface = Rgba.Hex(0xFFFFFF), Raised = Rgba.Hex(0xE4E8ED), Line = Rgba.Hex(0xC3CAD3), Text = Rgba.Hex(0x14181D), Dim = Rgba.Hex(0x4B5563),
                Faint = Rgba.Hex(0x6B7583), Mark = Rgba.Hex(0x8A4B00), Good = Rgba.Hex(0x007A59), Working = Rgba.Hex(0x0063A6), Warning = Rgba.Hex(0x9A5B00), Fault = Rgba.Hex(0xB23A00),
                Shade = new Rgba(60, 66, 74, 150),
                Clips = [Rgba.Hex(0x0072B2), Rgba.Hex(0xB06A00), Rgba.Hex(0x00805E), Rgba.Hex(0xA8487F), Rgba.Hex(0x7A6F00), Rgba.Hex(0xC04A00), Rgba.Hex(0x3E5FA8)],
            },
            new Palette("contrast", "high contrast")
            {
                Ground = Rgba.Hex(0x000000), Surface = Rgba.Hex(0x000000), Raised = Rgba.Hex(0x1C1C1C), Line = Rgba.Hex(0x9A9A9A), Text = Rgba.Hex(0xFFFFFF), Dim = Rgba.Hex(0xE0E0E0),
                Faint = Rgba.Hex(0xA8A8A8), Mark = Rgba.Hex(0xFFF04D), Good = Rgba.Hex(0x2EE6A8), Working = Rgba.Hex(0x7CCBFF), Warning = Rgba.Hex(0xFFB81C), Fault = Rgba.Hex(0xFF8A5C),
                Shade = new Rgba(0, 0, 0, 225), Clips = [Rgba.Hex(0x7CCBFF), Rgba.Hex(0xFFB81C), Rgba.Hex(0x2EE6A8), Rgba.Hex(0xF0A0CC), Rgba.Hex(0xFFF04D), Rgba.Hex(0xFF8A5C), Rgba.Hex(0x8FB8FF)],
            },
        ];
        _now = All[0];
    }

    /// <summary>All themes; the first is what a new user sees.</summary>
    public static Palette[] All { get; }

    public static string Key => _now.Key;

    public static string Name => _now.Name;

    public static Rgba Ground => _now.Ground;

    public static Rgba Surface => _now.Surface;

    public static Rgba Raised => _now.Raised;

    public static Rgba Line => _now.Line;

    public static Rgba Text => _now.Text;

    public static Rgba Dim => _now.Dim;

    public static Rgba Faint => _now.Faint;

    public static Rgba Playhead => _now.Text;

    public static Rgba Mark => _now.Mark;

    public static Rgba Good => _now.Good;

    public static Rgba Working => _now.Working;

    public static Rgba Warning => _now.Warning;

    public static Rgba Fault => _now.Fault;

    public static Rgba Shade => _now.Shade;

    /// <summary>Colour of a clip; gaps are grey.</summary>
    public static Rgba Clip(uint clip) => clip == 0 ? Faint : _now.Clips[(clip - 1) % (uint)_now.Clips.Length];

    /// <summary>Goes on to the next.</summary>
    public static void Next() => _now = All[(Array.IndexOf(All, _now) + 1) % All.Length];

    /// <summary>Uses a theme by its key; one that is not known changes nothing.</summary>
    public static bool Use(string key)
    {
        Palette? wanted = Array.Find(All, palette => palette.Key == key);
        _now = wanted ?? _now;
        return wanted != null;
    }
}
