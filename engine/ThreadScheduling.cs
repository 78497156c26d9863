using System.Globalization;

namespace Seamline;

/// <summary>By which rule a system gives a thread the processor.</summary>
public enum ThreadPolicy
{
    /// <summary>Not known: no block yet, or a system that is not asked (only Linux is).</summary>
    Unknown = 0,

    /// <summary>Shares the processor with all others: SCHED_OTHER, SCHED_BATCH, SCHED_IDLE.</summary>
    Shared = 1,

    /// <summary>Real time, until it waits: SCHED_FIFO.</summary>
    Fifo = 2,

    /// <summary>Real time, in turn with others of its priority: SCHED_RR.</summary>
    RoundRobin = 3,

    /// <summary>Real time, by deadline: SCHED_DEADLINE.</summary>
    Deadline = 4,
}

/// <summary>How the system schedules a thread, as it has granted it.</summary>
/// <param name="Policy">By which rule.</param>
/// <param name="Priority">Of Fifo and RoundRobin 1..99, higher goes first; of Shared the nice value, -20..19, lower gets more.</param>
public readonly record struct ThreadScheduling(ThreadPolicy Policy, int Priority)
{
    private const int Priorities = 100;
    private const int Nicest = 20;

    private static readonly string[] Fifo = Texts(0, Priorities, "real-time priority ", " (SCHED_FIFO)");
    private static readonly string[] RoundRobin = Texts(0, Priorities, "real-time priority ", " (SCHED_RR)");
    private static readonly string[] Shared = Texts(-Nicest, 2 * Nicest, "no real-time priority, nice ", "");

    /// <summary>Whether threads that share the processor never keep it waiting.</summary>
    public bool IsRealTime => Policy is ThreadPolicy.Fifo or ThreadPolicy.RoundRobin or ThreadPolicy.Deadline;

    /// <inheritdoc/>
    public override string ToString() => Policy switch
    {
        ThreadPolicy.Fifo when Priority is >= 0 and < Priorities => Fifo[Priority],
        ThreadPolicy.RoundRobin when Priority is >= 0 and < Priorities => RoundRobin[Priority],
        ThreadPolicy.Deadline => "real time by deadline (SCHED_DEADLINE)",
        ThreadPolicy.Shared when Priority is >= -Nicest and < Nicest => Shared[Priority + Nicest],
        _ => "not known",
    };

    /// <summary>Makes the texts, so that news of a thread allocates nothing while the engine plays.</summary>
    internal static void Prepare() => _ = Fifo.Length + RoundRobin.Length + Shared.Length;

    private static string[] Texts(int first, int count, string before, string behind)
    {
        var texts = new string[count];
        for (int i = 0; i < count; i++) texts[i] = string.Create(CultureInfo.InvariantCulture, $"{before}{first + i}{behind}");
        return texts;
    }
}
