using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Soak;

/// <summary>Counts what was injected and what was asserted, and keeps the first failures.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> _faults = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _assertions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _notes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> _largest = new(StringComparer.Ordinal);
    private readonly List<string> _failures = [];
    private string _last = "the beginning";

    /// <summary>Failures.</summary>
    public long Failures { get; private set; }

    /// <summary>Of the faults, how often the rarest was injected.</summary>
    public long Rarest => _faults.Count == 0 ? 0 : _faults.Values.Min();

    /// <summary>A fault was injected.</summary>
    public void Inject(string fault)
    {
        _last = fault;
        _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
    }

    /// <summary>Names a fault that may not come.</summary>
    public void Expect(string fault) => _faults.TryAdd(fault, 0);

    /// <summary>Counts something that is no assertion: what an allowance was used for.</summary>
    public void Note(string what) => _notes[what] = _notes.GetValueOrDefault(what) + 1;

    /// <summary>Keeps the largest of a measure.</summary>
    public void Largest(string what, double value) => _largest[what] = Math.Max(_largest.GetValueOrDefault(what), value);

    /// <summary>Asserts.</summary>
    public bool Assert(string what, bool holds, string detail = "")
    {
        _assertions[what] = _assertions.GetValueOrDefault(what) + 1;
        if (holds) return true;
        Failures++;
        if (_failures.Count < 20) _failures.Add($"{what}, after '{_last}': {detail}");
        return false;
    }

    /// <summary>The report.</summary>
    public void Print(TimeSpan time)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak: {time.TotalSeconds:f0} s"));
        Console.WriteLine("injected:");
        foreach ((string fault, long count) in _faults) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,8:n0}  {fault}"));
        Console.WriteLine("asserted:");
        foreach ((string what, long count) in _assertions) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,8:n0}  {what}"));
        Console.WriteLine("seen:");
        foreach ((string what, long count) in _notes) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,8:n0}  {what}"));
        foreach ((string what, double value) in _largest) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {value,8:f5}  largest {what}"));
        foreach (string failure in _failures) Console.WriteLine($"FAILED: {failure}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_assertions.Values.Sum()} assertions, {Failures} failures; the rarest fault was injected {Rarest} times"));
    }
}
