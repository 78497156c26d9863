using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Seamline.Tests.House;

/// <summary>
/// A comment that names the partner of a Volatile or Interlocked names something that exists: a member that was renamed, or moved to another
/// type, is found.
/// </summary>
public sealed partial class PartnerTests
{
    private static readonly Dictionary<string, Type[]> Types = typeof(Engine).Assembly.GetTypes()
        .GroupBy(type => Plain(type.Name), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    private static readonly HashSet<string> Members = [.. Types.Values.SelectMany(types => types).SelectMany(All)];

    [Fact]
    public void Every_named_partner_exists()
    {
        (string Path, string Text)[] sources = [.. Repository.Sources("engine")];
        string[] found = [.. sources.SelectMany(s => Missing(s.Path, s.Text))];
        Assert.True(found.Length == 0, string.Join('\n', found));
        Assert.True(sources.Sum(s => Names(s.Text).Count()) > 100, "the comments were not found");
    }

    [Theory]
    [InlineData("a = 1; // partner: Callback.Render", true)]
    [InlineData("a = 1; // partner: Callback.Renders", false)]
    [InlineData("a = 1; // partner: Callbacks.Render", false)]
    [InlineData("// Partner: Publisher.Reclaim. Release: the slot is written.", true)]
    [InlineData("// Partner: Publisher.Reclaimed. Release: the slot is written.", false)]
    [InlineData("a = 1; // partners: Transport.Take, SeekFrame", true)]
    [InlineData("a = 1; // partners: Transport.Take, SeekFrames", false)]
    [InlineData("a = 1; // partner: the exchange below", true)]
    [InlineData("a = 1; // partner: Bury, which those who come too late shall not hold up", true)]
    [InlineData("a = 1; // partner: AGraveThatIsNot, which those who come too late shall not hold up", false)]
    [InlineData("a = \"// partner: Nobody.Ever\";", true)]
    public void A_partner_that_is_gone_is_seen(string source, bool exists) => Assert.Equal(exists, !Missing("x", source).Any());

    private static IEnumerable<string> Missing(string path, string source) =>
        Names(source).Where(n => !Exists(n.Name)).Select(n => $"{path}:{n.Line}: there is no {n.Name}");

    // What follows the word up to the sentence's end, and of it the names at the beginning of each part: "the exchange below" has none.
    private static IEnumerable<(string Name, int Line)> Names(string source)
    {
        string[] comments = SourceText.Of(source).CommentLines;
        for (int i = 0; i < comments.Length; i++)
        {
            foreach (Match match in Partner().Matches(comments[i]))
            {
                foreach (string part in Parts().Split(match.Groups["names"].Value))
                {
                    Match name = Name().Match(part);
                    if (name.Success) yield return (name.Value, i + 1);
                }
            }
        }
    }

    private static bool Exists(string name)
    {
        string[] parts = name.Split('.');
        if (parts.Length == 1) return Types.ContainsKey(name) || Members.Contains(name);
        return Types.TryGetValue(parts[^2], out Type[]? types) && types.Any(type => All(type).Contains(parts[^1], StringComparer.Ordinal));
    }

    private static IEnumerable<string> All(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(member => Plain(member.Name));

    private static string Plain(string name) => name.Split('`')[0];

    [GeneratedRegex(@"\b[Pp]artners?: (?<names>[^;:(]*?)(?=$|[;:(]|\.\s|\.$)")]
    private static partial Regex Partner();

    [GeneratedRegex(@",\s*(?:and\s+)?|\s+and\s+")]
    private static partial Regex Parts();

    [GeneratedRegex(@"^[A-Z]\w*(?:\.[A-Z]\w*)*\b(?!\s+[a-z]+\s+is\b)")]
    private static partial Regex Name();
}
