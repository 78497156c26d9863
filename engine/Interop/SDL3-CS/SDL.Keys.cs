using System;

namespace SDL3;

public static unsafe partial class SDL
{
    /// <summary>Keys by meaning: the character, or the scancode with bit 30 set.</summary>
    public enum Keycode : uint
    {
        Unknown = 0x0,
        Backspace = 0x8,
        Tab = 0x9,
        Return = 0xd,
        Escape = 0x1b,
        Space = 0x20,
        Plus = 0x2b,
        Comma = 0x2c,
        Minus = 0x2d,
        Period = 0x2e,
        Slash = 0x2f,
        Alpha0 = 0x30,
        Alpha1 = 0x31,
        Alpha2 = 0x32,
        Alpha3 = 0x33,
        Alpha4 = 0x34,
        Alpha5 = 0x35,
        Alpha6 = 0x36,
        Alpha7 = 0x37,
        Alpha8 = 0x38,
        Alpha9 = 0x39,
        Equals = 0x3d,
        LeftBracket = 0x5b,
        RightBracket = 0x5d,
        A = 0x61,
        B = 0x62,
        C = 0x63,
        D = 0x64,
        E = 0x65,
        F = 0x66,
        G = 0x67,
        H = 0x68,
        I = 0x69,
        J = 0x6a,
        K = 0x6b,
        L = 0x6c,
        M = 0x6d,
        N = 0x6e,
        O = 0x6f,
        P = 0x70,
        Q = 0x71,
        R = 0x72,
        S = 0x73,
        T = 0x74,
        U = 0x75,
        V = 0x76,
        W = 0x77,
        X = 0x78,
        Y = 0x79,
        Z = 0x7a,
        Delete = 0x7f,
        F1 = 0x4000003a,
        Home = 0x4000004a,
        Pageup = 0x4000004b,
        End = 0x4000004d,
        Pagedown = 0x4000004e,
        Right = 0x4000004f,
        Left = 0x40000050,
        Down = 0x40000051,
        Up = 0x40000052,
    }

    /// <summary>Keys by place on the keyboard (USB usage page 7).</summary>
    public enum Scancode
    {
        Unknown = 0,
        A = 4,
        B = 5,
        C = 6,
        D = 7,
        E = 8,
        F = 9,
        G = 10,
        H = 11,
        I = 12,
        J = 13,
        K = 14,
        L = 15,
        M = 16,
        N = 17,
        O = 18,
        P = 19,
        Q = 20,
        R = 21,
        S = 22,
        T = 23,
        U = 24,
        V = 25,
        W = 26,
        X = 27,
        Y = 28,
        Z = 29,
        Return = 40,
        Escape = 41,
        Backspace = 42,
        Tab = 43,
        Space = 44,
        Home = 74,
        Pageup = 75,
        Delete = 76,
        End = 77,
        Pagedown = 78,
        Right = 79,
        Left = 80,
        Down = 81,
        Up = 82,
    }

    [Flags]
    public enum Keymod : ushort
    {
        None = 0,
        LShift = 0x0001,
        RShift = 0x0002,
        LCtrl = 0x0040,
        RCtrl = 0x0080,
        LAlt = 0x0100,
        RAlt = 0x0200,
        LGUI = 0x0400,
        RGUI = 0x0800,
        Num = 0x1000,
        Caps = 0x2000,
        Ctrl = LCtrl | RCtrl,
        Shift = LShift | RShift,
        Alt = LAlt | RAlt,
        GUI = LGUI | RGUI,
    }

    [Flags]
    public enum MouseButtonFlags : uint
    {
        Left = 0x1,
        Middle = 0x2,
        Right = 0x4,
        X1 = 0x8,
        X2 = 0x10,
    }

    public enum MouseWheelDirection
    {
        Normal = 0,
        Flipped = 1,
    }
}
