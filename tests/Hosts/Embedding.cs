using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>The pieces of code in docs/embedding.md: what a reader is told to write is what the tests run.</summary>
internal static class Embedding
{
    /// <summary>The page.</summary>
    public static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "embedding.md"));

    /// <summary>The code under a line <c>&lt;!-- test: NAME --&gt;</c>.</summary>
    public static string Snippet(string name)
    {
        MatchCollection found = Regex.Matches(Page, $@"<!-- test: {Regex.Escape(name)} -->\n```[a-z+]*\n(?<code>.*?)\n```\n", RegexOptions.Singleline);
        Assert.True(found.Count == 1, $"docs/embedding.md has {found.Count} pieces named '{name}'");
        return found[0].Groups["code"].Value + "\n";
    }

    /// <summary>Writes a piece into a file, with the version of this build for "VERSION".</summary>
    public static void Write(string folder, string name, string file) =>
        File.WriteAllText(Path.Combine(folder, file), Snippet(name).Replace("\"VERSION\"", $"\"{Package.Version}\"", StringComparison.Ordinal));

    /// <summary>Every name that the page marks for a test.</summary>
    public static string[] Names() => [.. Regex.Matches(Page, "<!-- test: (.+) -->").Select(m => m.Groups[1].Value)];
}
