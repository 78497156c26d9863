using System.Runtime.Versioning;
using System.Threading;
using TerraFX.Interop.Windows;
using static TerraFX.Interop.Windows.Windows;

namespace Seamline.Memory;

/// <summary>
/// A lock of Windows that the same thread may enter again, with a condition to wait for; free when all is zero. It holds nothing outside its own
/// words, so nothing has to be given back: a critical section would make an event at the first contention.
/// </summary>
/// <remarks>Thread: any but the callback's.</remarks>
[SupportedOSPlatform("windows6.1")]
internal unsafe struct SlimLock
{
    private SRWLOCK _lock;
    private CONDITION_VARIABLE _condition;
    private int _owner; // a thread of Windows; 0 for none
    private int _depth;

    /// <summary>Enters.</summary>
    public static void Enter(SlimLock* slim)
    {
        int thread = (int)GetCurrentThreadId();

        // Partner: the writes below, by the thread that holds it. Only this thread ever writes its own number here.
        if (Volatile.Read(ref slim->_owner) != thread)
        {
            AcquireSRWLockExclusive(&slim->_lock);
            Volatile.Write(ref slim->_owner, thread); // partner: the read above, on other threads
        }

        slim->_depth++;
    }

    /// <summary>Leaves as often as it was entered. Only while held.</summary>
    public static void Leave(SlimLock* slim)
    {
        if (--slim->_depth != 0) return;
        Volatile.Write(ref slim->_owner, 0); // partner: the read in Enter
        ReleaseSRWLockExclusive(&slim->_lock);
    }

    /// <summary>Leaves, waits, and enters again; it may come back early. Only while held, and held once.</summary>
    /// <param name="slim">The lock.</param>
    /// <param name="milliseconds">The longest wait; negative: without limit.</param>
    public static void Wait(SlimLock* slim, int milliseconds)
    {
        slim->_depth = 0;
        Volatile.Write(ref slim->_owner, 0); // partner: the read in Enter
        _ = SleepConditionVariableSRW(&slim->_condition, &slim->_lock, milliseconds < 0 ? uint.MaxValue : (uint)milliseconds, 0);
        Volatile.Write(ref slim->_owner, (int)GetCurrentThreadId()); // partner: the read in Enter
        slim->_depth = 1;
    }

    /// <summary>Wakes all waiting threads. Only while held.</summary>
    public static void WakeAll(SlimLock* slim) => WakeAllConditionVariable(&slim->_condition);
}
