using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SDL3;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Interop;

/// <summary>The SDL subset against the library on this machine and against the public headers of SDL 3.2.10.</summary>
[Collection("SDL audio")]
public sealed unsafe class SdlBindingTests
{
    [Fact]
    public void Every_import_is_exported_by_the_library()
    {
        nint library = SdlLibrary.Load();
        string[] entries = Imports.EntryPoints(typeof(SDL)).Select(i => i.Entry).Distinct(StringComparer.Ordinal).ToArray();
        Assert.True(entries.Length >= 60, $"only {entries.Length} imports were found");
        string[] missing = entries.Where(e => !NativeLibrary.TryGetExport(library, e, out _)).ToArray();
        Assert.Empty(missing);
    }

    [Fact]
    public void Structs_have_the_sizes_of_the_headers()
    {
        Assert.Equal(
            (128, 12, 16, 32, 40, 48, 40, 48, 24, 48, 16, 40),
            (sizeof(SDL.Event), sizeof(SDL.AudioSpec), sizeof(SDL.CommonEvent), sizeof(SDL.WindowEvent), sizeof(SDL.KeyboardEvent),
             sizeof(SDL.MouseMotionEvent), sizeof(SDL.MouseButtonEvent), sizeof(SDL.MouseWheelEvent), sizeof(SDL.AudioDeviceEvent),
             sizeof(SDL.DropEvent), sizeof(SDL.QuitEvent), sizeof(SDL.UserEvent)));
        Assert.Equal((8, 16, 16), (sizeof(SDL.FPoint), sizeof(SDL.FRect), sizeof(SDL.Rect)));
        Assert.Equal((32, 32, 48, 16), (sizeof(SDL.Vertex), sizeof(SDL.TextInputEvent), sizeof(SDL.Surface), sizeof(SDL.FColor)));
    }

    // offsetof, compiled against the headers of libsdl3-dev 3.2.10.
    [Fact]
    public void Fields_stand_where_the_headers_put_them()
    {
        SDL.Event e = default;
        var at = new Dictionary<string, (nint Actual, int Expected)>(StringComparer.Ordinal)
        {
            ["common.timestamp"] = (Offset(ref e, ref e.Common.Timestamp), 8),
            ["window.windowID"] = (Offset(ref e, ref e.Window.WindowID), 16),
            ["window.data1"] = (Offset(ref e, ref e.Window.Data1), 20),
            ["window.data2"] = (Offset(ref e, ref e.Window.Data2), 24),
            ["key.timestamp"] = (Offset(ref e, ref e.Key.Timestamp), 8),
            ["key.windowID"] = (Offset(ref e, ref e.Key.WindowID), 16),
            ["key.which"] = (Offset(ref e, ref e.Key.Which), 20),
            ["key.scancode"] = (Offset(ref e, ref e.Key.Scancode), 24),
            ["key.key"] = (Offset(ref e, ref e.Key.Key), 28),
            ["key.mod"] = (Offset(ref e, ref e.Key.Mod), 32),
            ["key.raw"] = (Offset(ref e, ref e.Key.Raw), 34),
            ["key.down"] = (Offset(ref e, ref e.Key.Down), 36),
            ["key.repeat"] = (Offset(ref e, ref e.Key.Repeat), 37),
            ["text.windowID"] = (Offset(ref e, ref e.Text.WindowID), 16),
            ["text.text"] = (Offset(ref e, ref e.Text.Text), 24),
            ["motion.state"] = (Offset(ref e, ref e.Motion.State), 24),
            ["motion.x"] = (Offset(ref e, ref e.Motion.X), 28),
            ["motion.yrel"] = (Offset(ref e, ref e.Motion.YRel), 40),
            ["button.button"] = (Offset(ref e, ref e.Button.Button), 24),
            ["button.down"] = (Offset(ref e, ref e.Button.Down), 25),
            ["button.clicks"] = (Offset(ref e, ref e.Button.Clicks), 26),
            ["button.x"] = (Offset(ref e, ref e.Button.X), 28),
            ["button.y"] = (Offset(ref e, ref e.Button.Y), 32),
            ["wheel.x"] = (Offset(ref e, ref e.Wheel.X), 24),
            ["wheel.direction"] = (Offset(ref e, ref e.Wheel.Direction), 32),
            ["wheel.mouse_y"] = (Offset(ref e, ref e.Wheel.MouseY), 40),
            ["adevice.which"] = (Offset(ref e, ref e.ADevice.Which), 16),
            ["adevice.recording"] = (Offset(ref e, ref e.ADevice.Recording), 20),
            ["drop.windowID"] = (Offset(ref e, ref e.Drop.WindowID), 16),
            ["drop.x"] = (Offset(ref e, ref e.Drop.X), 20),
            ["drop.source"] = (Offset(ref e, ref e.Drop.Source), 32),
            ["drop.data"] = (Offset(ref e, ref e.Drop.Data), 40),
            ["user.code"] = (Offset(ref e, ref e.User.Code), 20),
            ["user.data1"] = (Offset(ref e, ref e.User.Data1), 24),
            ["user.data2"] = (Offset(ref e, ref e.User.Data2), 32),
        };
        Assert.All(at, field => Assert.True(field.Value.Actual == field.Value.Expected, $"{field.Key}: {field.Value}"));
        SDL.Surface surface = default;
        Assert.Equal(
            (4, 8, 16, 24, 32),
            ((int)Offset(ref surface, ref surface.Format), (int)Offset(ref surface, ref surface.Width), (int)Offset(ref surface, ref surface.Pitch),
             (int)Offset(ref surface, ref surface.Pixels), (int)Offset(ref surface, ref surface.Refcount)));
        SDL.Vertex vertex = default;
        Assert.Equal((8, 24), ((int)Offset(ref vertex, ref vertex.Color), (int)Offset(ref vertex, ref vertex.TexCoord)));
        SDL.AudioSpec spec = default;
        Assert.Equal((4, 8), ((int)Offset(ref spec, ref spec.Channels), (int)Offset(ref spec, ref spec.Freq)));
    }

    [Fact]
    public void Hints_and_errors_cross_as_utf8()
    {
        SdlLibrary.Load();
        Assert.True(SDL.SetHint("SEAMLINE_TEST_HINT", "Größe ♫"));
        Assert.Equal("Größe ♫", SDL.GetHint("SEAMLINE_TEST_HINT"));
        Assert.Null(SDL.GetHint("SEAMLINE_TEST_HINT_UNSET"));
        SDL.ClearError();
        Assert.Null(SDL.GetAudioDeviceName(12_345));
        Assert.NotEmpty(SDL.GetError());
    }

    private static nint Offset<TWhole, TField>(ref TWhole whole, ref TField field) =>
        Unsafe.ByteOffset(ref Unsafe.As<TWhole, byte>(ref whole), ref Unsafe.As<TField, byte>(ref field));
}

/// <summary>What an assembly imports, by the metadata of its compiled P/Invokes.</summary>
internal static class Imports
{
    public static IEnumerable<(string Library, string Entry)> EntryPoints(Type type) =>
        type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(m => m.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            .Select(m => m.GetCustomAttribute<DllImportAttribute>()!)
            .Select(a => (a.Value, a.EntryPoint!));
}
