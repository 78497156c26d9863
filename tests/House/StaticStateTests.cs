using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Seamline.Tests.House;

/// <summary>
/// State of the process is what the system or a library has once: everything else belongs to an engine, so that engines and tests do not
/// meet in it. A static field that can be written is in this list, or it is a fault.
/// </summary>
public sealed class StaticStateTests
{
    private static readonly string[] Allowed =
    [
        "Abi.HandleTable.Rows",           // the handles of the C interface
        "Decode.FreedMemory.Returned",    // how often the C library was asked to return memory
        "Decode.IdleFilters.Count",       // resamplers at rest: making one takes 0.2 ms, and they hold nothing of an engine
        "Decode.IdleFilters.Kept",
        "Device.SdlAudio._users",         // SDL's audio subsystem is the process's
        "Device.SdlLibrary._handle",
        "Device.SdlLibrary._resolving",
    ];

    [Fact]
    public void Nothing_else_is_written_for_the_whole_process()
        => Assert.Equal(Allowed, Mutable(typeof(Engine).Assembly));

    [Fact]
    public void A_static_that_can_be_written_is_found()
        => Assert.Equal(["Tests.House.StaticStateTests+Planted.Counted", "Tests.House.StaticStateTests+Planted.Plain"], Mutable(typeof(Planted)));

    private static string[] Mutable(Assembly assembly) => [.. assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("Seamline", StringComparison.Ordinal) == true && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
        .SelectMany(Mutable).Order(StringComparer.Ordinal)];

    private static string[] Mutable(Type type) => [.. type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(field => !field.IsLiteral && !field.IsInitOnly)
        .Select(field => $"{type.FullName!["Seamline.".Length..]}.{field.Name.TrimStart('<').Replace(">k__BackingField", "", StringComparison.Ordinal)}")
        .Order(StringComparer.Ordinal)];

    private static class Planted
    {
        public static int Plain = 1;

        public static int Counted { get; set; }

        public static int Read { get; } = 1;
    }
}
