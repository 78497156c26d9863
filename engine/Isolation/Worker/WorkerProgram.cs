using System;
using System.Globalization;
using System.IO;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using Seamline.Decode;

namespace Seamline.Isolation.Worker;

/// <summary>
/// The program seamline-decoder: opens media that an engine hands over and decodes them into shared memory. Started by the engine only. Loads
/// FFmpeg, makes its threads, gives up everything else (<see cref="Lockdown"/>), and serves its lanes until the engine goes.
/// </summary>
internal static unsafe class WorkerProgram
{
    private const int CloseRange = 436;
    private const int Shared = 1; // MAP_SHARED

    // Address space that the runtime takes, and what is shared: a worker of a template may read no file to look.
    private const ulong RuntimeBytes = 384UL << 20;

    /// <summary>Runs; does not return where it was started rightly.</summary>
    /// <param name="arguments">Version of the protocol, lanes, bytes of the file for decoded samples; from a template also the address space that it had.</param>
    /// <returns>2 for wrong arguments.</returns>
    public static int Run(string[] arguments)
    {
        ulong templateBytes = 0;
        if (arguments.Length is not (3 or 4) || (arguments.Length == 4 && !ulong.TryParse(arguments[3], NumberStyles.None, CultureInfo.InvariantCulture, out templateBytes))
            || !int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            || !int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out int lanes) || lanes is < 1 or > WorkerLayout.MaxLanes
            || !long.TryParse(arguments[2], NumberStyles.None, CultureInfo.InvariantCulture, out long spillBytes)) return 2;

        // Whatever the host had open without the mark that closes it stays outside. A template has closed it before it opened what its libraries need.
        if (templateBytes == 0) _ = Linux.syscall(CloseRange, WorkerLayout.FirstLaneDescriptor + lanes, int.MaxValue, 0, 0, 0);
        if (version != WorkerLayout.Version) return Refuse(Refusal.OtherVersion);
        byte* pages = Map(WorkerLayout.PagesDescriptor, WorkerLayout.PagesBytes(lanes), Linux.ReadWrite);
        byte* flags = Map(WorkerLayout.FlagsDescriptor, WorkerLayout.FlagBytes, Linux.ReadOnly);
        if (pages == null || flags == null) return Refuse(Refusal.NotStarted);
        if (!FFmpegLibraries.Available) return Refuse(Refusal.NoFFmpeg);
        FreedMemory.Prepare();
        var spill = new SpillFile(new SafeFileHandle(WorkerLayout.SpillDescriptor, ownsHandle: true), Math.Max(1, spillBytes));
        var sources = new WorkerSources(new MediaResources(new IdleMedia(lanes), spill));
        Lockdown.Limit(templateBytes == 0 ? AddressBytes() : templateBytes + RuntimeBytes, (ulong)Math.Max(1, spillBytes));
        int landlock = Lockdown.Landlock();
        var started = new CountdownEvent(lanes - 1);
        var begin = new ManualResetEventSlim(false, 0);
        for (int i = 1; i < lanes; i++)
        {
            WorkerLane lane = LaneOf(i, pages, flags, sources);
            new Thread(() => Serve(lane, started, begin)) { IsBackground = true }.Start();
        }

        started.Wait();
        WorkerLane first = LaneOf(0, pages, flags, sources);
        if (!SystemCallFilter.TryInstall()) return Refuse(Refusal.NoFilter);
        begin.Set();
        _ = LaneSocket.Send(WorkerLayout.FirstLaneDescriptor, new TellMessage { Tell = WorkerTell.Ready, Count = landlock, ErrorCode = (int)FFmpegLibraries.Number });
        first.Serve();
        return 0;
    }

    private static WorkerLane LaneOf(int lane, byte* pages, byte* flags, WorkerSources sources) => new(
        WorkerLayout.FirstLaneDescriptor + lane, pages + WorkerLayout.SlotAt(lane), (int*)(pages + (lane * WorkerLayout.RowBytes)),
        (LaneFlags*)(flags + (lane * WorkerLayout.RowBytes)), sources);

    // A thread's first waits allocate and look things up: before the filter.
    private static void Serve(WorkerLane lane, CountdownEvent started, ManualResetEventSlim begin)
    {
        Thread.Sleep(1);
        started.Signal();
        begin.Wait();
        lane.Serve();
    }

    private static int Refuse(Refusal reason)
    {
        _ = LaneSocket.Send(WorkerLayout.FirstLaneDescriptor, new TellMessage { Tell = WorkerTell.Unable, ErrorCode = (int)reason });
        return 1;
    }

    private static byte* Map(int descriptor, long bytes, int protection)
    {
        void* at = Linux.mmap(null, (nuint)bytes, protection, Shared, descriptor, 0);
        return at == (void*)-1 ? null : (byte*)at;
    }

    private static ulong AddressBytes()
    {
        string[] pages = File.ReadAllText("/proc/self/statm").Split(' ');
        return ulong.Parse(pages[0], CultureInfo.InvariantCulture) * (ulong)Environment.SystemPageSize;
    }
}
