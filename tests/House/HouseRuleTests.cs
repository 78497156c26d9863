using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Seamline.Tests.House;

/// <summary>Rules of the house that sources can be asked about (STYLE).</summary>
public sealed class HouseRuleTests
{
    private const int MaxLines = 350;
    private const int LinesAbove = 6;

    private static readonly string[] Written = ["*.cs", "*.h", "*.hpp", "*.c", "*.cpp", "*.sh", "*.csproj", "*.targets"];

    private static readonly string[] UnsafePlaces =
    [
        "engine/Memory/", "engine/Kernels/", "engine/Snapshots/", "engine/Render/", "engine/Device/", "engine/Abi/", "engine/Interop/",
        "engine/Decode/", "engine/Isolation/", "tools/soak/", "engine/Clips/", "engine/Loudness/", "engine/Engine/", "engine/Offline/", "engine/Encode/", "engine/Stretch/", "tools/player/", "tests/", "bench/",
        "engine/Files/WindowsFile.cs", "engine/Files/WindowsInput.cs", "tools/hosts/csharp/",
        // Of the control side only what keeps native rows or hands them over.
        "engine/Timeline/Publisher.cs", "engine/Timeline/RenderHost.cs", "engine/Timeline/SegmentList.cs",
        "engine/Timeline/SnapshotCompiler.cs", "engine/Timeline/MixCompiler.cs", "engine/Timeline/TransitionCompiler.cs",
        "engine/Timeline/EnvelopeCompiler.cs", "engine/Timeline/LaneCompiler.cs", "engine/Timeline/LaneCopy.cs", "engine/Timeline/ItemClips.cs", "engine/Timeline/LaneRun.cs", "engine/Timeline/Seams.cs",
        "engine/Timeline/SegmentList.Overlaps.cs", "engine/Timeline/MasterCompiler.cs", "engine/Timeline/DuckingCompiler.cs", "engine/Timeline/RoomToneCompiler.cs", "engine/Timeline/IndexCompiler.cs", "engine/Timeline/UndoLog.cs",
    ];

    [Fact]
    public void Every_volatile_and_interlocked_names_its_partner() =>
        Refuse(Repository.Sources("engine").SelectMany(s => WithoutPartner(s.Path, s.Text)));

    // The language's lock may allocate at the first contention, and taken on a NativeMutex it excludes nobody who holds it.
    [Fact]
    public void Mutexes_are_held_not_locked() => Refuse(Repository.Sources("engine").SelectMany(s => Locked(s.Path, s.Text)));

    [Fact]
    public void Unsafe_stays_where_native_memory_is() =>
        Refuse(Repository.Sources("engine", "tools", "tests", "bench").SelectMany(s => UnsafeElsewhere(s.Path, s.Text)));

    [Fact]
    public void Files_stay_short() =>
        Refuse(Repository.Sources("engine", "tools").Concat(Repository.Files("*.sh", "tools")).SelectMany(s => TooLong(s.Path, s.Text)));

    [Fact]
    public void Nothing_is_left_for_later() =>
        Refuse(Written.SelectMany(pattern => Repository.Files(pattern, "engine", "tools", "tests", "bench"))
            .Where(s => !s.Path.EndsWith("House/HouseRuleTests.cs", StringComparison.Ordinal))
            .SelectMany(s => LeftForLater(s.Path, s.Text)));

    [Fact]
    public void The_sources_were_found()
    {
        Assert.Contains(Repository.Sources("engine"), s => string.Equals(s.Path, "engine/Limits.cs", StringComparison.Ordinal));
        Assert.Contains(Repository.Files("*.sh", "tools"), s => string.Equals(s.Path, "tools/setup.sh", StringComparison.Ordinal));
        Assert.DoesNotContain(Repository.Sources("engine", "tests"), s => s.Path.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_rule_bites()
    {
        Assert.NotEmpty(WithoutPartner("x", "// reads\nVolatile.Read(ref a);"));
        Assert.NotEmpty(WithoutPartner("x", "// Partner: b.\n\n\n\n\n\n\nInterlocked.Increment(ref a);"));
        Assert.NotEmpty(WithoutPartner("x", "Volatile.Read(ref partner);"));
        Assert.Empty(WithoutPartner("x", "// Partner: Publish.\nint b;\nVolatile.Read(ref a);"));
        Assert.Empty(WithoutPartner("x", "Volatile.Read(ref a); // partner: Publish"));
        Assert.Empty(WithoutPartner("x", "Volatile.Read(ref a); // pairs with the write in Add"));
        Assert.Empty(WithoutPartner("x", "// Partner: b.\n// Why.\n// More.\n\n\n\n\n\nInterlocked.Increment(ref a);"));
        Assert.NotEmpty(WithoutPartner("x", "// Partner: b.\n// Why.\n// More.\n\n\n\n\n\n\nInterlocked.Increment(ref a);"));
        Assert.Empty(WithoutPartner("x", "/// <see cref=\"Volatile.Read\"/>"));
        Assert.Empty(WithoutPartner("x", "/// The reader's acquire in PageAt is its partner.\nstruct A\n{\n\n\n\n\n\n\nint b = Volatile.Read(ref a);"));
        Assert.NotEmpty(Locked("x", "        lock (_lock)"));
        Assert.Empty(Locked("x", "// what a lock (of the language) does\nblock (a);"));
        Assert.NotEmpty(UnsafeElsewhere("engine/Timeline/Segment.cs", "unsafe struct A { }"));
        Assert.NotEmpty(UnsafeElsewhere("tools/cli/Program.cs", "static unsafe class A { }"));
        Assert.Empty(UnsafeElsewhere("engine/Timeline/Segment.cs", "struct A { } // unsafe"));
        Assert.Empty(UnsafeElsewhere("engine/Render/A.cs", "unsafe struct A { }"));
        Assert.NotEmpty(TooLong("x", new string('\n', MaxLines + 1)));
        Assert.Empty(TooLong("x", new string('\n', MaxLines)));
        Assert.NotEmpty(LeftForLater("x", "// TODO: later"));
        Assert.NotEmpty(LeftForLater("x", "throw new NotImplementedException();"));
        Assert.Empty(LeftForLater("x", "int todo = Mastodon;"));
    }

    private static void Refuse(IEnumerable<string> found)
    {
        string[] all = [.. found];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }

    /// <summary>
    /// The partner ("partner" or "pairs with") is named on the line, in a comment that ends within six lines above it, or in
    /// the documentation of the file's first type.
    /// </summary>
    private static IEnumerable<string> WithoutPartner(string path, string source)
    {
        SourceText text = SourceText.Of(source);
        bool[] names = [.. text.CommentLines.Select(l => Regex.IsMatch(l, @"\b(partners?|pairs with)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture))];
        // A comment of several lines names it from its last line on.
        for (int i = 1; i < names.Length; i++)
            names[i] |= names[i - 1] && IsCommentAlone(text, i - 1) && IsCommentAlone(text, i);
        int type = Array.FindIndex(text.CodeLines, l => Regex.IsMatch(l, @"\b(class|struct|record|interface)\b"));
        if (names.AsSpan(0, type + 1).Contains(true))
            yield break;
        foreach (Match use in Regex.Matches(text.Code, @"\b(Volatile|Interlocked)\s*\.\s*\w+"))
        {
            int line = text.LineOf(use.Index);
            if (!names.AsSpan(0, line + 1)[Math.Max(0, line - LinesAbove)..].Contains(true))
                yield return $"{path}:{line + 1}: {use.Value} names no partner";
        }
    }

    private static bool IsCommentAlone(SourceText text, int line) =>
        string.IsNullOrWhiteSpace(text.CodeLines[line]) && !string.IsNullOrWhiteSpace(text.CommentLines[line]);

    private static IEnumerable<string> UnsafeElsewhere(string path, string source) =>
        !Array.Exists(UnsafePlaces, place => path.StartsWith(place, StringComparison.Ordinal))
        && Regex.IsMatch(SourceText.Of(source).Code, @"\bunsafe\b")
            ? [$"{path}: unsafe code has no place here"] : [];

    private static IEnumerable<string> Locked(string path, string source) =>
        Regex.Matches(SourceText.Of(source).Code, @"\block\s*\(\w+\)").Select(m => $"{path}: {m.Value}");

    private static IEnumerable<string> TooLong(string path, string source) =>
        source.Count(c => c == '\n') is var lines && lines > MaxLines ? [$"{path}: {lines} lines, more than {MaxLines}"] : [];

    private static IEnumerable<string> LeftForLater(string path, string source) =>
        Regex.Matches(source, @"\b(TODO|FIXME|XXX|HACK|NotImplementedException)\b").Select(m => $"{path}: {m.Value}");
}
