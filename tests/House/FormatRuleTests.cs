using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Seamline.Tests.House;

/// <summary>The tests that docs/format-rules.md names are there.</summary>
public sealed class FormatRuleTests
{
    [Fact]
    public void Every_rule_of_a_format_names_tests_that_are_there()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "format-rules.md"));
        string[] rules = [.. lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line is not "| rule | test |")];
        Assert.True(rules.Length > 40, $"{rules.Length} rules");
        HashSet<string> tests = [.. typeof(FormatRuleTests).Assembly.GetTypes().Where(type => type.Name.EndsWith("Tests", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => $"{type.Name}.{method.Name}"))];
        Assert.DoesNotContain(rules, rule => !Regex.IsMatch(rule, @"`\w+Tests\.\w+`"));
        Assert.DoesNotContain(rules.SelectMany(rule => Regex.Matches(rule, @"`(\w+Tests\.\w+)`").Select(match => match.Groups[1].Value)), name => !tests.Contains(name));
    }
}
