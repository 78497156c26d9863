using System;
using System.Runtime.CompilerServices;
using Seamline.Memory;

namespace Seamline.Timeline;

/// <summary>
/// Names that a host has given to steps of undo. Steps are known by a number that counts from the beginning; the newest
/// <see cref="Limits.MaxUndoSteps"/> numbers have room, as many as there are steps. Takes no memory until something is named.
/// </summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal sealed class EditNames(MemoryBudget budget) : IDisposable
{
    /// <summary>Bytes of a name, with the final 0.</summary>
    public const int NameBytes = 96;

    /// <summary>The number of the step that is open, or was closed last: which one it will have is not certain before the next.</summary>
    public const long Open = -1;

    private const long None = -2;

    private readonly NativeList<Row> _rows = new(budget, Limits.MaxUndoSteps);
    private Row _open;

    /// <summary>Something has been named.</summary>
    public bool IsUsed => _rows.Count != 0;

    /// <summary>Names a step; false where the budget has no room.</summary>
    public bool TrySet(long number, ReadOnlySpan<byte> utf8)
    {
        if (!IsUsed)
        {
            if (!_rows.TryResize(Limits.MaxUndoSteps)) return false;
            foreach (ref Row each in _rows.Span) each.Number = None;
            _open.Number = None;
        }

        ref Row row = ref RowOf(number);
        row.Number = number;
        ErrorText.Copy(utf8, row.Text);
        return true;
    }

    /// <summary>Copies a step's name as a C string; false where it has none.</summary>
    public bool TryCopy(long number, Span<byte> to)
    {
        if (!IsUsed || RowOf(number).Number != number) return false;
        Span<byte> text = RowOf(number).Text;
        ErrorText.Copy(text[..text.IndexOf((byte)0)], to);
        return true;
    }

    /// <summary>A step of this number is a new one, which has no name yet.</summary>
    public void Forget(long number)
    {
        if (IsUsed) RowOf(number).Number = None;
    }

    /// <summary>The step that was open has its number, and with it its name, if any.</summary>
    public void Settle(long number)
    {
        if (!IsUsed) return;
        bool named = _open.Number == Open;
        RowOf(number) = _open;
        RowOf(number).Number = named ? number : None;
        _open.Number = None;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private ref Row RowOf(long number)
    {
        if (number == Open) return ref _open;
        return ref _rows[(int)(number % Limits.MaxUndoSteps)];
    }

    private struct Row
    {
        public long Number;
        private Bytes _text;

        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        public Span<byte> Text => _text;
    }

    [InlineArray(NameBytes)]
    private struct Bytes
    {
        private byte _first;
    }
}
