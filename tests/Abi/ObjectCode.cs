using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// The machine code of the object files that the library was linked from: what a function reaches, and by what means. The
/// object files, for their relocations name what is called.
/// </summary>
internal sealed partial class ObjectCode
{
    private readonly Dictionary<string, List<string>> _functions = new(StringComparer.Ordinal);

    private ObjectCode(string disassembly)
    {
        List<string> lines = [];
        foreach (string line in disassembly.Split('\n'))
        {
            Match label = Label().Match(line);
            if (label.Success) _functions[label.Groups[1].Value] = lines = [];
            else if (line.Contains('\t', StringComparison.Ordinal)) lines.Add(line);
        }
    }

    /// <summary>Functions found.</summary>
    public int Count => _functions.Count;

    /// <summary>Reads the object files beside the published library: C#'s, and the C function that a block calls.</summary>
    /// <param name="planted">Disassembly of functions that are not in it, and may call what is.</param>
    public static ObjectCode Load(string planted = "")
    {
        return Read(Disassembly("seamline.o", "-j", ".text", "-j", "__managedcode") + Disassembly("seamline-ticks.o", "-j", ".text") + planted);
    }

    /// <summary>From a disassembly.</summary>
    public static ObjectCode Read(string disassembly) => new(disassembly);

    /// <summary>Everything that can run when <paramref name="entry"/> is called, and what of it leaves the object file.</summary>
    public Reach From(string entry)
    {
        Assert.True(_functions.ContainsKey(entry), $"there is no function {entry}");
        var reach = new Reach([], [], [], []);
        var todo = new Stack<string>([entry]);
        while (todo.TryPop(out string? name))
        {
            if (!_functions.TryGetValue(name, out List<string>? lines))
            {
                reach.External.Add(name);
            }
            else if (reach.Functions.Add(name))
            {
                foreach (string next in Follow(name, lines, reach)) todo.Push(next);
            }
        }

        return reach;
    }

    private static string Disassembly(string name, params string[] sections)
    {
        string file = Path.Combine(NativeHost.LibraryFolder(), name);
        Assert.True(File.Exists(file), $"there is no {file}");
        return NativeHost.Tool("objdump", ["-drw", "--no-show-raw-insn", .. sections, file]).Succeeded().Output;
    }

    private static IEnumerable<string> Follow(string name, List<string> lines, Reach reach)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            Match jump = Jump().Match(lines[i]);
            if (SystemCall().IsMatch(lines[i])) reach.SystemCalls.Add(name);
            if (!jump.Success) continue;
            Match relocation = Relocation().Match(lines[i]);
            if (relocation.Success) yield return relocation.Groups[1].Value;
            else if (jump.Groups["to"].Value.StartsWith('*'))
            {
                if (!IsJumpTable(lines, i)) reach.Indirect.Add(name);
            }
            else
            {
                Match target = Target().Match(jump.Groups["to"].Value);
                Assert.True(target.Success, $"not understood in {name}: {lines[i]}");
                if (!string.Equals(target.Groups[1].Value, name, StringComparison.Ordinal)) yield return target.Groups[1].Value;
            }
        }
    }

    // A switch: an offset out of a constant table is added to a place in the function itself.
    private static bool IsJumpTable(List<string> lines, int at)
    {
        Match jump = SwitchJump().Match(lines[at]);
        if (!jump.Success || at < 3) return false;
        string register = jump.Groups[1].Value;
        string before = string.Join('\n', lines[Math.Max(0, at - 6)..at]);
        return Regex.IsMatch(before, @"lea\s+0x0\(%rip\),%\w+.*R_X86_64_\w+\s+__readonlydata")
            && Regex.IsMatch(before, $@"mov\s+\(%\w+,%\w+,4\),%{DwordOf(register)}\b")
            && Regex.IsMatch(lines[at - 1], $@"add\s+%\w+,%{register}\b");
    }

    private static string DwordOf(string register) =>
        char.IsDigit(register[^1]) ? register + "d" : "e" + register[1..];

    [GeneratedRegex(@"^[0-9a-f]+ <(.+)>:$")]
    private static partial Regex Label();

    [GeneratedRegex(@"\t(?:bnd |notrack )?(?:call|j[a-z]+|loop[a-z]*|jrcxz)\s+(?<to>\S.*)$")]
    private static partial Regex Jump();

    [GeneratedRegex(@"\t(?:syscall|sysenter|int\s)")]
    private static partial Regex SystemCall();

    [GeneratedRegex(@"R_X86_64_\w+\s+(\S+?)(?:[-+]0x[0-9a-f]+)?$")]
    private static partial Regex Relocation();

    [GeneratedRegex(@"<(.+?)(?:\+0x[0-9a-f]+)?>\s*$")] // a generic method has brackets in its name
    private static partial Regex Target();

    [GeneratedRegex(@"\tjmp\s+\*%(\w+)\s*$")]
    private static partial Regex SwitchJump();
}

/// <summary>What a function reaches.</summary>
/// <param name="Functions">Functions of the object file.</param>
/// <param name="External">Functions of other files: the runtime, the C library.</param>
/// <param name="Indirect">Functions that call or jump through a register or memory, jump tables excepted.</param>
/// <param name="SystemCalls">Functions that make a system call.</param>
internal sealed record Reach(HashSet<string> Functions, HashSet<string> External, HashSet<string> Indirect, HashSet<string> SystemCalls);
