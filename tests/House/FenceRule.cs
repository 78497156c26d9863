using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Seamline.Tests.House;

/// <summary>One thing that real-time code does not contain, with a sample that is refused and one that is not.</summary>
internal sealed partial record FenceRule(string Name, string Reason, Regex Pattern, string Refused, string Accepted)
{
    private const string Lift = "// fence: ";

    public static IReadOnlyList<FenceRule> All { get; } =
    [
        new("lock", "the callback never waits", Words("lock"), "lock (gate) { }", "int clock = unlock(block);"),
        new("new", "no allocation: `new` of a struct by name only", NewPattern(), "var a = new Voice[4];", "var v = new Voice { Frame = 1 };"),
        new("throw", "the callback never throws", Words("throw"), "throw null;", "int throws = 1;"),
        new("try", "nothing throws, so nothing catches", Words("try|catch|finally"), "try { A(); } finally { }", "TryTake();"),
        new("stackalloc", "adds a stack check that calls out, and clears", Words("stackalloc"), "int* p = stackalloc int[4];", "int* p = &local;"),
        new("string", "a managed object", StringPattern(), "Log(\"late\");", "char c = '\"'; // \"quoted\""),
        new("foreach", "an enumerator", Words("foreach"), "foreach (int x in list) { }", "for (int i = 0; i < 3; i++) { }"),
        new("delegate", "an indirect call", Words(@"delegate(?!\s*\*)|event|Action|Func|Predicate|Comparison"), "Action a = Run;", "delegate* unmanaged[Cdecl]<int> f = &Run;"),
        new("virtual", "an indirect call", Words("interface|virtual|abstract|override|dynamic"), "abstract void Run();", "void Virtually();"),
        new("interface type", "an indirect call or a box", InterfaceTypePattern(), "IEnumerable e = x;", "int IndexOf = In(II, IO);"),
        new("class", "objects live on the heap: static classes and structs only", ClassPattern(), "sealed class Mixer { }", "static unsafe class Mixer { }"),
        new("record class", "objects live on the heap", RecordPattern(), "record Row(int A);", "readonly record struct Row(int A);"),
        new("async", "a state machine on the heap", Words("async|await|yield"), "yield return 1;", "int yielded = 2;"),
        new("static state", "a static may bring a class constructor and its check, which locks", StaticStatePattern(), "private static readonly int Count = 4;",
            "private const int Count = 4; private static int Smaller(int a, int b) => a; public static int Four => 4; static int B(int x) { int y = x; return y; }"),
        new("static property", "a static may bring a class constructor and its check, which locks", StaticPropertyPattern(),
            "public static int Count { get; set; }", "public static int Count { get { return 4; } }"),
        new("static constructor", "its check locks", StaticConstructorPattern(), "static Mixer() { }", "static void Mixer() { }"),
        new("span", "bounds checks throw, and copies leave raw code", SpanPattern(), "s.CopyTo(t);", "FrameSpan span = fade;"),
        new("array", "a managed object", ArrayPattern(), "int[] table;", "fixed long Table[16]; int x = p[0];"),
        new("managed type", "a managed object or a box", Words("string|object|decimal"), "object o = 1;", "int subject = 1;"),
        new("P/Invoke", "a transition waits for a collection", Words("DllImport|LibraryImport|extern"),
            "[DllImport] static extern int getpid();", "[UnmanagedCallersOnly] static void Fill() { }"),
        new("fused", "other bits on other machines", FusedPattern(), "x = MathF.FusedMultiplyAdd(a, b, c);", "x = a + (b * c);"),
    ];

    /// <summary>What the rules say of a source: one line each, with path and line number.</summary>
    public static IEnumerable<string> Check(string path, string source, IReadOnlySet<string> structs)
    {
        SourceText text = SourceText.Of(source);
        foreach (FenceRule rule in All)
        {
            foreach (Match match in rule.Pattern.Matches(text.Code))
            {
                if (match.Groups["type"].Success && structs.Contains(match.Groups["type"].Value))
                    continue;
                if (!Lifted(text, text.LineOf(match.Index)))
                    yield return $"{path}:{text.LineOf(match.Index) + 1}: {rule.Name}: {rule.Reason}";
            }
        }

        foreach (int place in Lambdas.In(text.Code))
        {
            if (!Lifted(text, text.LineOf(place)))
                yield return $"{path}:{text.LineOf(place) + 1}: lambda: an indirect call through a managed object";
        }
    }

    /// <summary>The structs that sources declare: the only types that `new` may name in a real-time room.</summary>
    public static HashSet<string> StructsIn(IEnumerable<string> sources) =>
        [.. sources.SelectMany(s => StructPattern().Matches(SourceText.Of(s).Code)).Select(m => m.Groups[1].Value)];

    // A comment on the line that gives a reason of at least two words.
    private static bool Lifted(SourceText text, int line)
    {
        string comment = text.CommentLines[line];
        int at = comment.IndexOf(Lift, StringComparison.Ordinal);
        return at >= 0 && comment[(at + Lift.Length)..].Trim().Contains(' ', StringComparison.Ordinal);
    }

    private static Regex Words(string words) => new($@"(?<![\w@])(?:{words})(?!\w)");

    [GeneratedRegex(@"\bnew\b(?!\s*\w)|\bnew\s+(?:\w+\.)*\w+(?:<[^>]*>)?\s*\*?\s*\[|\bnew\s+(?:\w+\.)*(?<type>\w+)")]
    private static partial Regex NewPattern();

    [GeneratedRegex("\"")]
    private static partial Regex StringPattern();

    [GeneratedRegex(@"(?<![\w.])I[A-Z][a-z]\w*\b")]
    private static partial Regex InterfaceTypePattern();

    [GeneratedRegex(@"(?<!\bstatic\s(?:(?:unsafe|partial)\s)*)(?<!\w)class\s+\w")]
    private static partial Regex ClassPattern();

    [GeneratedRegex(@"\brecord\s+(?!struct\b)")]
    private static partial Regex RecordPattern();

    // A static declaration that comes to `=` or `;` before it comes to a parenthesis, a brace or an arrow.
    [GeneratedRegex(@"\bstatic\s+(?!class\b|unsafe\s+class\b)[^(){};=]*(?:;|=(?!>))")]
    private static partial Regex StaticStatePattern();

    [GeneratedRegex(@"\bstatic\s[^(){};=]*\{\s*get\s*;")]
    private static partial Regex StaticPropertyPattern();

    [GeneratedRegex(@"\bstatic\s+(?:unsafe\s+)?\w+\s*\(\s*\)")]
    private static partial Regex StaticConstructorPattern();

    [GeneratedRegex(@"\b(?:ReadOnly)?Span\s*<|\.(?:AsSpan|CopyTo|TryCopyTo|Fill|Clear|Slice)\s*\(")]
    private static partial Regex SpanPattern();

    [GeneratedRegex(@"\w[>?]?\s*\[\s*,*\s*\]")]
    private static partial Regex ArrayPattern();

    [GeneratedRegex(@"\b(?:FusedMultiply\w*|MultiplyAddEstimate|\w*Estimate)\b")]
    private static partial Regex FusedPattern();

    [GeneratedRegex(@"\bstruct\s+(\w+)")]
    private static partial Regex StructPattern();
}
