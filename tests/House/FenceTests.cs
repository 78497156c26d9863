using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Seamline.Tests.House;

/// <summary>The real-time rooms hold only what a callback may run; and the fence that says so has been seen to bite.</summary>
public sealed class FenceTests
{
    private static readonly HashSet<string> Structs = FenceRule.StructsIn(Repository.Sources("engine").Select(s => s.Text));

    [Fact]
    public void Real_time_rooms_hold_only_what_a_callback_may_run()
    {
        string[] found = [.. Repository.Sources("engine")
            .Where(s => Repository.IsRealTime(s.Path))
            .SelectMany(s => FenceRule.Check(s.Path, s.Text, Structs))];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public void The_rooms_are_where_they_are_said_to_be()
    {
        Assert.True(Repository.IsRealTime("engine/Render/Callback.cs"));
        Assert.True(Repository.IsRealTime("engine/Kernels/Copy.cs"));
        Assert.True(Repository.IsRealTime("engine/Kernels/Deeper/Copy.cs"));
        Assert.True(Repository.IsRealTime("engine/Device/TapState.cs"));
        Assert.False(Repository.IsRealTime("engine/Device/OutputTap.cs"));
        Assert.False(Repository.IsRealTime("engine/Timeline/Renderings.cs"));
        Assert.False(Repository.IsRealTime("tests/Kernels/Bits.cs"));
        Assert.True(Repository.Sources("engine").Count(s => Repository.IsRealTime(s.Path)) >= 10);
    }

    public static TheoryData<string> Rules() => new(FenceRule.All.Select(r => r.Name));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_refuses_its_sample_and_accepts_the_other(string name)
    {
        FenceRule rule = FenceRule.All.Single(r => string.Equals(r.Name, name, StringComparison.Ordinal));
        Assert.Contains(Found(rule.Refused), line => line.StartsWith($"x.cs:1: {name}:", StringComparison.Ordinal));
        Assert.Empty(Found(rule.Accepted));
    }

    [Theory]
    [InlineData("Run(x => x + 1);")]
    [InlineData("Run((x, y) => x + y);")]
    [InlineData("class C { int A() { f = () => 1; } }")]
    [InlineData("class C { int A() { return x => 1; } }")]
    [InlineData("class C { F A() => x => 1; }")]
    [InlineData("class C { int A() { f = static x => 1; } }")]
    public void Lambdas_are_refused(string code) => Assert.NotEmpty(Lambdas.In(code));

    [Theory]
    [InlineData("class C { int A() => 1; int B => 2; int D(int x, float* y) => x; }")]
    [InlineData("class C { static nuint A(nuint x) => x switch { 1 => 2, 3 or 4 => 5, _ => 6 }; }")]
    [InlineData("class C { int this[int i] => 1; public static bool operator ==(C a, C b) => true; }")]
    public void Other_arrows_are_not(string code) => Assert.Empty(Lambdas.In(code));

    [Fact]
    public void A_reason_lifts_a_rule_on_its_line_only()
    {
        Assert.Empty(Found("throw null; // fence: control side only"));
        Assert.NotEmpty(Found("throw null; // fence:"));
        Assert.NotEmpty(Found("throw null; // fence: because"));
        Assert.NotEmpty(Found("// fence: control side only\nthrow null;"));
        Assert.NotEmpty(Found("throw \"// fence: not a comment\";"));
        Assert.Equal(["x.cs:2: throw: the callback never throws"], Found("int a; // fence: not this line\nthrow null;"));
    }

    [Theory]
    [InlineData("int a; // lock (x)", "int a; ")]
    [InlineData("/* lock\n */ int a;", "       \n    int a;")]
    [InlineData("A(\"x // y\", 'c');", "A(\"      \", ' ');")]
    [InlineData("A(@\"a\"\"b\");", "A(\"     \");")]
    [InlineData("A($\"a{b(\"c\")}d\");", "A(\"           \");")]
    [InlineData("A(\"\"\"a \" b\"\"\");", "A(\"         \");")]
    [InlineData("A(\"\\\"\"); // x", "A(\"  \"); ")]
    [InlineData("c = '\\''; d = '\"';", "c = '  '; d = ' ';")]
    public void Comments_and_literals_are_told_from_code(string source, string code)
    {
        SourceText text = SourceText.Of(source);
        Assert.Equal(code.TrimEnd(), text.Code.TrimEnd());
        Assert.Equal(text.Code.Length, text.Comments.Length);
        Assert.Equal(text.CodeLines.Length, text.CommentLines.Length);
    }

    private static string[] Found(string code) =>
        [.. FenceRule.Check("x.cs", code, new HashSet<string>(StringComparer.Ordinal) { "Voice" })];
}
