using Seamline.Clips;
using Seamline.Snapshots;

namespace Seamline.Timeline;

/// <summary>
/// Compiles what a document has beside its segments, behind the compiled main lane: transitions, envelopes, lanes. A document
/// without any of it is not looked at.
/// </summary>
/// <remarks>Thread: control. No GC allocation. Linear in the rows.</remarks>
internal static unsafe class MixCompiler
{
    /// <summary>Rows that a document needs beside those of its segments and clips.</summary>
    public static BlockRoom RoomFor(Document document)
    {
        var room = new BlockRoom { Lanes = 1, Regions = document.Segments.Count };
        if (!document.HasMix) return room;
        room.Envelopes = document.Envelopes.Count;
        room.Points = document.Points.Count;
        RoomToneCompiler.AddRoom(document, ref room);
        if (document.Lanes.Count == 0) return room;
        room.Lanes += document.Lanes.Count * Limits.MaxItemsAtOnce;
        room.Duckings = document.Duckings.Count;
        room.Envelopes += room.Duckings;
        room.Regions++; // silence behind the last segment, where a lane is longer
        BlockRoom items = document.ItemClips.Room(document);
        room.Regions += items.Regions;
        room.Envelopes += items.Envelopes;
        return room;
    }

    /// <summary>Compiles into a block whose main lane is compiled.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="document">The document.</param>
    /// <param name="clips">The clips it names.</param>
    /// <param name="rate">Frames a second.</param>
    /// <param name="before">An earlier block of the same engine, or null: lanes that have not changed are copied.</param>
    public static void Compile(RegionBlock* block, Document document, ClipTable clips, int rate, RegionBlock* before)
    {
        if (document.Transitions.Count != 0) TransitionCompiler.Compile(block, document, rate);
        if (document.Envelopes.Count != 0) EnvelopeCompiler.Compile(block, document, rate);
        if (document.Lanes.Count != 0) LaneCompiler.Compile(block, document, clips, rate, before);
        if (document.RoomTones.Count != 0) RoomToneCompiler.Compile(block, document, clips, rate);
        if (block->LaneCount > 1 || block->EnvelopeCount != 0 || block->Lanes->Muted != 0) block->PlainRegions = 0;
    }
}
