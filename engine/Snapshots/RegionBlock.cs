using System.Runtime.InteropServices;

namespace Seamline.Snapshots;

/// <summary>A lane: its rows, and how it enters the bus. Lanes are summed in order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RegionLane
{
    /// <summary>First row in <see cref="RegionBlock.Regions"/>.</summary>
    public int FirstRegion;

    /// <summary>Rows.</summary>
    public int RegionCount;

    /// <summary>Linear gain.</summary>
    public float Gain;

    /// <summary>1 for a lane that is not heard.</summary>
    public int Muted;

    /// <summary>Row in <see cref="RegionBlock.Envelopes"/>, plus 1; 0 for none.</summary>
    public int Envelope;

    /// <summary>The same of what the host has set, without ducking.</summary>
    public int OwnEnvelope;

    /// <summary>Row in <see cref="RegionBlock.Duckings"/>, plus 1; 0 for none.</summary>
    public int Ducking;

    /// <summary>The document's lane; 0 for the main lane, and for room tone.</summary>
    public long Lane;
}

/// <summary>How lanes go down while the main lane is loud; what comes of it is in their envelopes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RegionDucking
{
    /// <summary>The lane, by the engine's number.</summary>
    public long Lane;

    /// <summary>Level from which the main lane is loud, dB of full scale.</summary>
    public double ThresholdDb;

    /// <summary>Frames for which it stays down behind what is loud.</summary>
    public long HoldFrames;

    /// <summary>Frames of its way down.</summary>
    public long FallFrames;

    /// <summary>Frames of its way up.</summary>
    public long RiseFrames;

    /// <summary>Gain while it is down, dB.</summary>
    public float AmountDb;
}

/// <summary>A gain over time: points in <see cref="RegionBlock.EnvelopePoints"/>, and the fades of a whole item where no region has them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EnvelopeRow
{
    /// <summary>First point.</summary>
    public int FirstPoint;

    /// <summary>Points.</summary>
    public int PointCount;

    /// <summary>Timeline frame from which the points count.</summary>
    public long Origin;

    /// <summary>Timeline frame at which the fade-in begins.</summary>
    public long Start;

    /// <summary>Timeline frame at which the fade-out ends.</summary>
    public long End;

    /// <summary>Frames of the fade-in; 0 for none.</summary>
    public int FadeInFrames;

    /// <summary>Frames of the fade-out; 0 for none.</summary>
    public int FadeOutFrames;

    /// <summary>Curve of the fade-in.</summary>
    public FadeCurve InCurve;

    /// <summary>Curve of the fade-out.</summary>
    public FadeCurve OutCurve;
}

/// <summary>A point of an envelope; between points the gain is linear in dB.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EnvelopePoint
{
    /// <summary>Frames from the row's origin; rises from point to point.</summary>
    public long Frame;

    /// <summary>Gain there, dB.</summary>
    public float Decibels;
}

/// <summary>What the lanes beside the main one were compiled from: where it is the same, so are their regions.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LaneOrigin
{
    /// <summary>Changes of the lanes, items, envelopes and clips so far; 0 where no lane was compiled.</summary>
    public long Edition;

    /// <summary>Start of the last region there is; what ends before has fewer.</summary>
    public long LastStart;

    /// <summary>Start of the first piece that lies behind the timeline's end; what ends behind it has more.</summary>
    public long NextStart;
}

/// <summary>What is done to the bus.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MasterSettings
{
    /// <summary>Linear gain.</summary>
    public float Gain;

    /// <summary>The limiter's ceiling, linear true peak; 0 without a limiter.</summary>
    public float Ceiling;

    /// <summary>Groups of <see cref="GroupFrames"/> frames that the limiter looks ahead, and that its attack and its release take: 5 ms.</summary>
    public int AheadGroups;

    /// <summary>Groups for which the limiter's gain stays down behind a peak: 15 ms.</summary>
    public int HoldGroups;

    /// <summary>Frames of the timeline for which the limiter works out one gain.</summary>
    public const int GroupFrames = 16;

    /// <summary>Frames before a group that its peak depends on.</summary>
    public const int PeakFramesBefore = 2 * GroupFrames;

    /// <summary>Frames behind a group that its peak depends on, at least: the group behind it and a frame more.</summary>
    public const int PeakFramesBehind = GroupFrames + 4;

    /// <summary>Frames before a frame that its sound depends on.</summary>
    public readonly int BackFrames => Ceiling == 0 ? 0 : ((AheadGroups + HoldGroups + 1) * GroupFrames) + PeakFramesBefore;

    /// <summary>Frames behind a frame that its sound depends on.</summary>
    public readonly int AheadFrames => Ceiling == 0 ? 0 : ((AheadGroups + 1) * GroupFrames) + PeakFramesBehind;
}

/// <summary>
/// The compiled timeline: lanes of regions, the tracks they play, envelopes, the master, and the index of a content anchor. Native
/// memory, immutable once published, shared by every <see cref="Snapshot"/> that differs only in transport.
/// </summary>
/// <remarks>Thread: written by control before publication; then read by callback, loaders and offline renders.</remarks>
internal unsafe struct RegionBlock
{
    /// <summary>Bytes of the allocation that holds header and rows.</summary>
    public long Bytes;

    /// <summary>Length of the timeline.</summary>
    public long LengthFrames;

    /// <summary>Edit generation this was compiled from.</summary>
    public long Serial;

    /// <summary>References: one a snapshot, one a loader plan or offline render. Guarded by the block store's lock.</summary>
    public int References;

    /// <summary>Channels of the output.</summary>
    public int Channels;

    /// <summary>Rows in <see cref="Lanes"/>. The first is the main lane; its segments and gaps tile [0, <see cref="LengthFrames"/>).</summary>
    public int LaneCount;

    /// <summary>Rows in <see cref="Regions"/>, of all lanes.</summary>
    public int RegionCount;

    /// <summary>Rows in <see cref="Tracks"/>.</summary>
    public int TrackCount;

    /// <summary>
    /// <see cref="RegionCount"/> where the timeline is one lane as it is, so that the body of a region is the sound of the block; else 0.
    /// </summary>
    public int PlainRegions;

    /// <summary>Rows in <see cref="Envelopes"/>.</summary>
    public int EnvelopeCount;

    /// <summary>Rows in <see cref="EnvelopePoints"/>.</summary>
    public int PointCount;

    /// <summary>Envelopes that there is room for.</summary>
    public int EnvelopeRoom;

    /// <summary>Points that there is room for.</summary>
    public int PointRoom;

    /// <summary>Rows in <see cref="Duckings"/>.</summary>
    public int DuckingCount;

    /// <summary>Envelopes without those of ducking.</summary>
    public int FixedEnvelopes;

    /// <summary>Points without those of ducking.</summary>
    public int FixedPoints;

    /// <summary>Frames of the fade where a medium begins or ends inside a segment; 0 for none.</summary>
    public int EdgeFrames;

    /// <summary>The master.</summary>
    public MasterSettings Master;

    /// <summary>Row of the master's envelope, plus 1; 0 for none.</summary>
    public int MasterEnvelope;

    /// <summary>Envelopes that lanes and the document have: those of the document, and the fades of loops as a whole.</summary>
    public int OwnEnvelopes;

    /// <summary>Regions of the main lane and the document's others, without those of room tone.</summary>
    public int OwnRegions;

    /// <summary>What the lanes beside the main one were compiled from.</summary>
    public LaneOrigin LaneOrigin;

    /// <summary>Rows of <see cref="Contents"/> and <see cref="Segments"/> there are; 0 without an index.</summary>
    public int IndexCount;

    /// <summary>Rows of the index that there is room for.</summary>
    public int IndexRoom;

    /// <summary>Lanes, in the order in which they are summed.</summary>
    public RegionLane* Lanes;

    /// <summary>Regions, lane by lane.</summary>
    public Region* Regions;

    /// <summary>Tracks of the clips in use.</summary>
    public SnapshotTrack* Tracks;

    /// <summary>Envelopes.</summary>
    public EnvelopeRow* Envelopes;

    /// <summary>Their points.</summary>
    public EnvelopePoint* EnvelopePoints;

    /// <summary>Ducking of lanes.</summary>
    public RegionDucking* Duckings;

    /// <summary>The main lane by clip, clip frame and timeline frame.</summary>
    public ContentKey* Contents;

    /// <summary>The main lane by segment.</summary>
    public SegmentKey* Segments;

    /// <summary>Makes a block of the main lane alone: its regions are all there are.</summary>
    public static void SetMainLane(RegionBlock* block)
    {
        block->LaneCount = 1;
        block->Master.Gain = 1;
        block->Master.Ceiling = 0;
        block->PlainRegions = block->RegionCount;
        block->Lanes->FirstRegion = 0;
        block->Lanes->RegionCount = block->RegionCount;
        block->Lanes->Gain = 1;
        block->Lanes->Muted = 0;
        block->Lanes->Envelope = 0;
        block->Lanes->OwnEnvelope = 0;
        block->Lanes->Ducking = 0;
        block->Lanes->Lane = 0;
    }
}
