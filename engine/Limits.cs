namespace Seamline;

/// <summary>Every limit of the engine in one place. A request beyond one is refused with a sentence that names it.</summary>
public static class Limits
{
    /// <summary>Segments on the timeline.</summary>
    public const int MaxSegments = 65_536;

    /// <summary>Lanes beside the main one: 1.5 KiB.</summary>
    public const int MaxLanes = 64;

    /// <summary>Items on all lanes: 5 MiB.</summary>
    public const int MaxItems = 65_536;

    /// <summary>Items of one lane that are heard at one instant.</summary>
    public const int MaxItemsAtOnce = 8;

    /// <summary>Lanes of regions in a snapshot: the main lane, every other as often as its items can overlap, and two of room tone. What a voice remembers of misses: 258 KiB.</summary>
    public const int MaxRegionLanes = 1 + (MaxLanes * MaxItemsAtOnce) + 2;

    /// <summary>Times that loops of all items go round: 4 MiB of regions.</summary>
    public const int MaxLoopRepeats = 65_536;

    /// <summary>Shortest transition, seconds; between segments of less than twice that there is none.</summary>
    public const double MinTransitionSeconds = 0.05;

    /// <summary>Envelopes: of every segment, item and lane, and the master's: 2 MiB.</summary>
    public const int MaxEnvelopes = MaxSegments + MaxItems + MaxLanes + 1;

    /// <summary>Points of all envelopes: 15 MiB.</summary>
    public const int MaxEnvelopePoints = 1_000_000;

    /// <summary>Loud places of a source, and of a timeline, that ducking tells apart: 16 MiB.</summary>
    public const int MaxLoudRuns = 1_048_576;

    /// <summary>Shortest range of a clip that gaps play, seconds.</summary>
    public const double MinRoomToneSeconds = 0.25;

    /// <summary>Shortest crossfade of it, and shortest fall and rise of ducking, seconds: as a declick.</summary>
    public const double MinSlopeSeconds = 0.005;

    /// <summary>Tags of an exported file.</summary>
    public const int MaxExportTags = 256;

    /// <summary>Chapters of an exported file.</summary>
    public const int MaxExportChapters = 10_000;

    /// <summary>Characters of a tag's value and of a chapter's title.</summary>
    public const int MaxExportTextLength = 65_536;

    /// <summary>Clips an engine knows at one time.</summary>
    public const int MaxClips = 4_096;

    /// <summary>Tracks in one clip.</summary>
    public const int MaxTracksPerClip = 16;

    /// <summary>Sources (one audio stream of one file, or one host PCM buffer) an engine knows at one time.</summary>
    public const int MaxSources = 8_192;

    /// <summary>Channels of the engine's output and of a source's pages.</summary>
    public const int MaxChannels = 8;

    /// <summary>Frames in one page: 341 ms at 48 kHz; 64 KiB a channel.</summary>
    public const int PageFrames = 16_384;

    /// <summary>Bytes of one channel of one page.</summary>
    public const int PageChannelBytes = PageFrames * sizeof(float);

    /// <summary>Pages in one run, the unit of decoding: 10.9 s at 48 kHz.</summary>
    public const int RunPages = 32;

    /// <summary>Frames in one run.</summary>
    public const int RunFrames = PageFrames * RunPages;

    /// <summary>Longest source: 1,024 directory entries of 1,024 pages, 99 hours at 48 kHz.</summary>
    public const long MaxSourceFrames = 1_024L * 1_024 * PageFrames;

    /// <summary>Lowest engine and source rate, Hz.</summary>
    public const int MinRate = 8_000;

    /// <summary>Highest engine and source rate, Hz.</summary>
    public const int MaxRate = 384_000;

    /// <summary>Frames the callback renders in one pass; longer requests are rendered in several passes.</summary>
    public const int MaxBlockFrames = 4_096;

    /// <summary>Slowest and fastest segment speed.</summary>
    public const double MinSpeed = 0.25;

    /// <inheritdoc cref="MinSpeed"/>
    public const double MaxSpeed = 8.0;

    /// <summary>Largest time that is accepted, seconds (over three years): beyond it f64 seconds no longer resolve a frame well.</summary>
    public const double MaxSeconds = 1e8;

    /// <summary>Most frames between a host's pull and the ear: 20 s at 48 kHz, more than any wireless speaker.</summary>
    public const long MaxLatencyFrames = 960_000;

    /// <summary>Largest gain, dB.</summary>
    public const double MaxGainDb = 60;

    /// <summary>Lowest ceiling of the limiter, dB true peak.</summary>
    public const double MinCeilingDb = -24;

    /// <summary>Farthest frame and longest column that peaks may be asked for: beyond it f64 frames no longer resolve a frame well.</summary>
    public const double MaxPeakFrames = 1e15;

    /// <summary>Shortest loop, seconds.</summary>
    public const double MinLoopSeconds = 0.05;

    /// <summary>Longest preroll and postroll around a cut, seconds.</summary>
    public const double MaxRollSeconds = 60;

    /// <summary>Fastest playback that keeps its pitch.</summary>
    public const double MaxPlaySpeed = 2;

    /// <summary>Fastest shuttle, forwards and backwards.</summary>
    public const double MaxShuttleSpeed = 8;

    /// <summary>What a scrub sounds: long enough to hear a syllable, short enough to follow a hand.</summary>
    public const double ScrubMilliseconds = 80;

    /// <summary>Offline renders under way at a time.</summary>
    public const int MaxOfflineRenders = 7;

    /// <summary>Longest crossfade from one snapshot to the next, ms.</summary>
    public const double MaxSwapFadeMilliseconds = 100;

    /// <summary>Longest declick at a seam, ms.</summary>
    public const double MaxDeclickMilliseconds = 100;

    /// <summary>Loader threads of one engine.</summary>
    public const int MaxLoaderThreads = 64;

    /// <summary>Longest fade at the ends of an offline render or an export, ms.</summary>
    public const double MaxEdgeFadeMilliseconds = 1_000;

    /// <summary>Smallest memory budget, bytes.</summary>
    public const long MinBudgetBytes = 32L << 20;

    /// <summary>Default memory budget, bytes.</summary>
    public const long DefaultBudgetBytes = 500L << 20;

    /// <summary>Engines and offline renders a host holds through the C border at one time: 96 KiB of rows.</summary>
    public const int MaxHandles = 256;

    /// <summary>Idle demuxers of an engine that stay open, each with a file descriptor.</summary>
    public const int MaxIdleMedia = 64;

    /// <summary>
    /// Bytes for each loader thread of an engine, two at least, that the indexes of open demuxers may take before idle ones are
    /// closed: three hours of m4a, 16 MB by the estimate. Idle ones may take twice as much, whatever the number of loaders.
    /// </summary>
    public const long IndexBytesPerLoader = 20L << 20;

    /// <summary>Idle resampling filters that are kept, of all engines together: 0.1 MB each as a rule.</summary>
    public const int MaxIdleFilters = 16;

    /// <summary>Steps of undo.</summary>
    public const int MaxUndoSteps = 1_024;

    /// <summary>Splices of all steps of undo together, several in an edit group: 3 MiB.</summary>
    public const int MaxUndoSplices = 131_072;

    /// <summary>Bytes of the rows that all steps of undo keep: both sides of a whole timeline exchanged at once, 8 MiB, fit twice.</summary>
    public const int MaxUndoBytes = 16 << 20;

    /// <summary>Ranges in one call that removes or keeps them: 1 MiB.</summary>
    public const int MaxRanges = 65_536;

    /// <summary>Operations of one call to <see cref="Engine.ApplyEdits"/>.</summary>
    public const int MaxEdits = 65_536;
}
