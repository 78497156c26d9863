using System;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Memory;

/// <summary>A page taken from a <see cref="PagePool"/>: typed, and cleared in the caller's hand by the return.</summary>
/// <param name="Number">1 + the page's row; 0 is no page.</param>
internal readonly record struct PageId(int Number)
{
    /// <summary>No page.</summary>
    public static PageId None => default;

    /// <summary>Whether there is no page.</summary>
    public bool IsNone => Number == 0;
}

/// <summary>
/// Pages cut from slabs. A slab serves one channel count at a time; an empty one is cut again for another. Slabs are
/// mapped and touched when the first page is taken from them (the first with <see cref="Warm"/>), counted in the budget, and
/// recycled warm.
/// </summary>
/// <remarks>Thread: loaders and control, under its own lock; never the callback. Take and Return are O(1).</remarks>
internal sealed unsafe class PagePool : IDisposable
{
    private readonly NativeMutex _lock = new();
    private readonly MemoryBudget _budget;
    private readonly long _headroomBytes;
    private readonly int _unitsPerSlab;
    private readonly int _maxSlabs;
    private readonly Slab* _slabs;
    private readonly int* _nextFree; // by page row: 1 + the next free row of the same slab, 0 at the end, -1 while taken
    private readonly int[] _partial = new int[Limits.MaxChannels + 1]; // by channels: 1 + a slab with free pages
    private int _slabCount;
    private int _outstanding;
    private byte* _warm; // what is to be the first slab
    private bool _poison;

    private struct Slab
    {
        public byte* Base;
        public int Channels; // 0: not cut
        public int Used;
        public int FirstFree; // 1 + row
        public long Touched; // bytes from the start that have had their first fault
        public int Next; // in the list of slabs with free pages: 1 + slab
        public bool Listed;
    }

    /// <summary>
    /// Makes a pool that leaves <paramref name="headroomBytes"/> of the budget for everything that is not a page, and never has so
    /// many slabs that <paramref name="sharedBytes"/> more could not be had.
    /// </summary>
    public PagePool(MemoryBudget budget, long headroomBytes, long sharedBytes = 0)
    {
        _budget = budget;
        _headroomBytes = headroomBytes;
        SlabBytes = SlabBytesFor(budget.LimitBytes);
        _unitsPerSlab = (int)(SlabBytes / Limits.PageChannelBytes);
        _maxSlabs = (int)((budget.LimitBytes - headroomBytes - sharedBytes) / SlabBytes);
        OverheadBytes = (_maxSlabs * (long)sizeof(Slab)) + (_maxSlabs * (long)_unitsPerSlab * sizeof(int));
        if (!budget.TryReserve(OverheadBytes)) throw new InvalidOperationException("the memory budget cannot hold the page pool's own tables");
        _slabs = (Slab*)NativeMemory.AllocZeroed((nuint)Math.Max(1, _maxSlabs), (nuint)sizeof(Slab));
        _nextFree = (int*)NativeMemory.AllocZeroed((nuint)Math.Max(1, _maxSlabs * _unitsPerSlab), sizeof(int));
    }

    /// <summary>Bytes of the budget that pages leave for everything else.</summary>
    public long HeadroomBytes => _headroomBytes;

    /// <summary>Bytes of one slab: 32 MiB, less where an eighth of the budget is less, at least 2 MiB.</summary>
    public long SlabBytes { get; }

    /// <summary>Bytes of the pool's own tables.</summary>
    public long OverheadBytes { get; }

    /// <summary>Pages taken and not returned.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding); // partner: the lock in Take and Return; a figure for status

    /// <summary>Slabs mapped.</summary>
    public int SlabCount => Volatile.Read(ref _slabCount); // partner: the lock in Take; a figure for status

    /// <summary>Page rows there can be: numbers run from 1 to this.</summary>
    public int MaxPages => _maxSlabs * _unitsPerSlab;

    private long WarmBytes => _warm != null ? OsMemory.TouchBytes : 0;

    /// <summary>Fill returned pages with NaN, so that a reader that breaks the rule is caught. For tests.</summary>
    public bool PoisonReturned
    {
        get => _poison;
        set => _poison = value;
    }

    /// <summary>Slab size for a budget.</summary>
    public static long SlabBytesFor(long budgetBytes) =>
        Math.Clamp(1L << BitOperations.Log2((ulong)Math.Max(1, budgetBytes / 8)), 2L << 20, 32L << 20);

    /// <summary>Takes a page of <paramref name="channels"/> channels; <see cref="PageId.None"/> when the budget is used up. Content is undefined.</summary>
    public PageId Take(int channels)
    {
        Debug.Assert(channels is >= 1 and <= Limits.MaxChannels, "channels out of range");
        PageId page;
        byte* untouched;
        long untouchedBytes;
        using (_lock.Hold())
        {
            int slab = _partial[channels] - 1;
            if (slab < 0) slab = OpenSlab(channels);
            if (slab < 0) return PageId.None;
            ref Slab s = ref _slabs[slab];
            int row = s.FirstFree - 1;
            s.FirstFree = _nextFree[row];
            _nextFree[row] = -1;
            s.Used++;
            if (s.FirstFree == 0) Unlist(slab);
            _outstanding++;
            page = new PageId(row + 1);
            untouched = s.Base + s.Touched;
            untouchedBytes = Untouched(ref s, Data(page) + ((long)channels * Limits.PageFrames));
        }

        // Outside the lock, and a step at a time: touching a whole slab would keep the first page of a source waiting for 2 to
        // 20 ms. Pages are handed out in order at first, so the steps are few.
        if (untouchedBytes > 0)
        {
            OsMemory.Touch(untouched, untouchedBytes);
            _budget.Locking?.Take(untouched, untouchedBytes);
        }

        return page;
    }

    /// <summary>
    /// Has the first slab mapped before a page is asked for, for <see cref="Warm"/>. Only what that touches is counted until there is a
    /// page. Nothing where there is a slab already, or no room.
    /// </summary>
    public void Prepare()
    {
        using (_lock.Hold())
        {
            if (_slabCount > 0 || _maxSlabs == 0 || _warm != null || !_budget.TryReserve(OsMemory.TouchBytes, _headroomBytes)) return;
            _warm = (byte*)OsMemory.Map(SlabBytes);
            if (_warm == null) _budget.Release(OsMemory.TouchBytes);
            else _budget.Locking?.Take(_warm, OsMemory.TouchBytes);
        }
    }

    /// <summary>Touches the beginning of the slab that was prepared: 0.3 ms, which the first page need not wait for.</summary>
    public void Warm()
    {
        byte* block;
        using (_lock.Hold()) block = _warm;
        if (block != null) OsMemory.Touch(block, OsMemory.TouchBytes); // a thread that takes the first page meanwhile has some of the faults
    }

    /// <summary>Returns a page and clears the caller's handle. Returning one twice stops a DEBUG build.</summary>
    public void Return(ref PageId page)
    {
        if (page.IsNone) return;
        int row = page.Number - 1;
        int slab = row / _unitsPerSlab;
        if (_poison) NativeBlock.Poison(Data(page), (long)_slabs[slab].Channels * Limits.PageChannelBytes);
        page = PageId.None;
        using (_lock.Hold())
        {
            ref Slab s = ref _slabs[slab];
            Debug.Assert(_nextFree[row] == -1, "page returned twice");
            if (_nextFree[row] != -1) return;
            _nextFree[row] = s.FirstFree;
            s.FirstFree = row + 1;
            s.Used--;
            _outstanding--;
            if (!s.Listed) List(slab);
        }
    }

    /// <summary>The page's samples.</summary>
    public float* Data(PageId page)
    {
        Debug.Assert(!page.IsNone, "no page");
        int row = page.Number - 1;
        ref Slab s = ref _slabs[row / _unitsPerSlab];
        return (float*)(s.Base + ((long)(row % _unitsPerSlab) * s.Channels * Limits.PageChannelBytes));
    }

    /// <summary>Bytes of a page.</summary>
    public long Bytes(PageId page) => (long)_slabs[(page.Number - 1) / _unitsPerSlab].Channels * Limits.PageChannelBytes;

    /// <summary>Whether a page of <paramref name="channels"/> channels can be had without an eviction.</summary>
    public bool CanTake(int channels)
    {
        using (_lock.Hold())
        {
            return _partial[channels] != 0 || EmptySlab() >= 0
                || (_slabCount < _maxSlabs && _budget.HeldBytes + SlabBytes - WarmBytes <= _budget.LimitBytes - _headroomBytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using (_lock.Hold())
        {
            for (int i = 0; i < _slabCount; i++)
            {
                OsMemory.Unmap(_slabs[i].Base, SlabBytes);
                _budget.Locking?.Forget(_slabs[i].Touched);
                _budget.Release(SlabBytes);
            }

            if (_warm != null) OsMemory.Unmap(_warm, SlabBytes);
            if (_warm != null) _budget.Locking?.Forget(OsMemory.TouchBytes);
            _budget.Release(WarmBytes);
            _warm = null;
            _slabCount = 0;
            Array.Clear(_partial);
        }

        NativeMemory.Free(_slabs);
        NativeMemory.Free(_nextFree);
        _budget.Release(OverheadBytes);
    }

    // Bytes to touch so that everything below `end` is, in whole steps.
    private long Untouched(ref Slab slab, float* end)
    {
        long wanted = (byte*)end - slab.Base;
        if (wanted <= slab.Touched) return 0;
        long touched = Math.Min(SlabBytes, (wanted + OsMemory.TouchBytes - 1) & ~(OsMemory.TouchBytes - 1));
        long bytes = touched - slab.Touched;
        slab.Touched = touched;
        return bytes;
    }

    private int OpenSlab(int channels)
    {
        int slab = EmptySlab();
        if (slab >= 0)
        {
            if (_slabs[slab].Listed) Unlist(slab);
        }
        else
        {
            slab = MapSlab();
            if (slab < 0) return -1;
        }

        Cut(slab, channels);
        List(slab);
        return slab;
    }

    private int MapSlab()
    {
        long warmBytes = WarmBytes;
        if (_slabCount == _maxSlabs || !_budget.TryReserve(SlabBytes - warmBytes, _headroomBytes)) return -1;
        byte* block = _warm != null ? _warm : (byte*)OsMemory.Map(SlabBytes);
        if (block == null)
        {
            _budget.Release(SlabBytes);
            return -1;
        }

        _warm = null;
        _slabs[_slabCount] = new Slab { Base = block, Touched = warmBytes };
        return _slabCount++;
    }

    // An empty slab that is cut for some other channel count. Slabs are few (a budget of 16 GB has 512), so a walk will do.
    private int EmptySlab()
    {
        for (int i = 0; i < _slabCount; i++)
        {
            if (_slabs[i].Used == 0) return i;
        }

        return -1;
    }

    private void Cut(int slab, int channels)
    {
        ref Slab s = ref _slabs[slab];
        int pages = _unitsPerSlab / channels;
        int first = slab * _unitsPerSlab;
        for (int i = 0; i < pages; i++) _nextFree[first + i] = i + 1 < pages ? first + i + 2 : 0;
        s.Channels = channels;
        s.FirstFree = first + 1;
    }

    private void List(int slab)
    {
        ref Slab s = ref _slabs[slab];
        s.Next = _partial[s.Channels];
        s.Listed = true;
        _partial[s.Channels] = slab + 1;
    }

    private void Unlist(int slab)
    {
        ref Slab s = ref _slabs[slab];
        int* link = null;
        fixed (int* head = &_partial[s.Channels])
        {
            link = head;
            while (*link != slab + 1) link = &_slabs[*link - 1].Next;
            *link = s.Next;
        }

        s.Listed = false;
    }
}
