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

    private static byte Mix(byte a, byte b, float share) => (byte)MathF.Round(a + ((b - a) * share));
}

/// <summary>
/// A dark theme. What tells things apart is of the palette that Okabe and Ito made for every kind of colour vision
/// ("Color Universal Design", 2008); nothing depends on colour alone.
/// </summary>
internal static class Theme
{
    public static readonly Rgba Ground = Rgba.Hex(0x101318);
    public static readonly Rgba Surface = Rgba.Hex(0x191D24);
    public static readonly Rgba Raised = Rgba.Hex(0x252B34);
    public static readonly Rgba Line = Rgba.Hex(0x333B47);
    public static readonly Rgba Text = Rgba.Hex(0xECEFF3);
    public static readonly Rgba Dim = Rgba.Hex(0xA3ADBA);
    public static readonly Rgba Faint = Rgba.Hex(0x717C8B);
    public static readonly Rgba Playhead = Rgba.Hex(0xFFFFFF);
    public static readonly Rgba Mark = Rgba.Hex(0xF0E442);
    public static readonly Rgba Good = Rgba.Hex(0x009E73);
    public static readonly Rgba Working = Rgba.Hex(0x56B4E9);
    public static readonly Rgba Warning = Rgba.Hex(0xE69F00);
    public static readonly Rgba Fault = Rgba.Hex(0xE8703A);
    public static readonly Rgba Shade = new(8, 10, 13, 200);

    private static readonly Rgba[] Clips =
    [
        Rgba.Hex(0x56B4E9), Rgba.Hex(0xE69F00), Rgba.Hex(0x1FB88C), Rgba.Hex(0xCC79A7), Rgba.Hex(0xF0E442), Rgba.Hex(0xE8703A), Rgba.Hex(0x4C8FD0),
    ];

    /// <summary>Colour of a clip; gaps are grey.</summary>
    public static Rgba Clip(uint clip) => clip == 0 ? Faint : Clips[(clip - 1) % (uint)Clips.Length];
}
