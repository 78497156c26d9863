using System;
using System.Collections.Immutable;
using System.Linq;
using Seamline.Timeline;
using Xunit;

namespace Seamline.Tests.Timelines;

// The whole document: lanes, items, transitions, envelopes and the master between edits of the main lane, under one history.
public sealed partial class EditModelTests
{
    [Fact]
    public void Any_sequence_of_edits_of_the_document_is_what_collections_would_do()
    {
        for (int seed = 0; seed < Documents; seed++)
        {
            var random = new Random(seed);
            using var rig = new EditorRig(features: DocumentFeatures.All);
            var model = new TimelineModel();
            SegmentSpec[] specs = [.. Enumerable.Range(0, 4).Select(i => new SegmentSpec(new ClipId((uint)i % 3), i, i + 2 + random.NextDouble()))];
            rig.Set(specs);
            model.Set(specs);
            for (int i = 0; i < 90; i++)
            {
                bool expected;
                Status status;
                string what;
                if (random.Next(2) == 0)
                {
                    var edit = new Edit(random.Next(Redoes + 1), random.Next(1_000), Micro(random.NextDouble()), Micro(3 * random.NextDouble()));
                    status = Apply(rig.Editor, edit, model, out expected);
                    what = edit.ToString();
                }
                else
                {
                    int kind = random.Next(9);
                    status = ApplyToDocument(rig.Editor, kind, random, model, out expected);
                    what = $"document edit {kind}";
                }

                Assert.True(expected == (status == Status.Ok), $"seed {seed}, {i}: {what}: {status}, {rig.Error}");
                Same(model, rig, exact: false);
                model.Prune();
                SameDocument(model, rig.Editor.Document, $"seed {seed}, {i}: {what}");
            }

            while (rig.Editor.InGroup || rig.Editor.History.Undo > 0)
            {
                if (rig.Editor.InGroup) Assert.Equal((Status.Ok, true), (rig.Editor.EndGroup(), model.End()));
                else Assert.Equal((Status.Ok, true), (rig.Editor.Undo(), model.Undo()));
                Same(model, rig, exact: false);
                SameDocument(model, rig.Editor.Document);
            }

            while (rig.Editor.History.Redo > 0) Assert.Equal((Status.Ok, true), (rig.Editor.Redo(), model.Redo()));
            Same(model, rig, exact: false);
            SameDocument(model, rig.Editor.Document);
        }
    }

    private static Status ApplyToDocument(TimelineEditor editor, int kind, Random random, TimelineModel model, out bool expected)
    {
        ModelDocument document = model.Document;
        int pick = random.Next(1_000);
        double value = Micro(random.NextDouble());
        int segment = model.Segments.Count == 0 ? 0 : pick % model.Segments.Count;
        var lane = new LaneRow { Id = document.Lanes.Count == 0 ? 0 : document.Lanes[pick % document.Lanes.Count].Id, GainDb = -value, Flags = pick % 16 };
        ItemRow item = document.Items.Count == 0 ? default : document.Items[pick % document.Items.Count];
        var id = new SegmentId(model.Segments.Count == 0 ? 0 : model.Segments[segment].Id);
        switch (kind)
        {
            case 0:
                expected = true;
                Status status = editor.AddLane(pick % (document.Lanes.Count + 1), lane, out LaneId added);
                model.LastId = added.Value;
                model.Change(d => d with { Lanes = d.Lanes.Insert(pick % (d.Lanes.Count + 1), lane with { Id = added.Value }) });
                return status;
            case 1:
                expected = lane.Id != 0;
                if (expected) model.Change(d => d with { Lanes = d.Lanes.SetItem(pick % d.Lanes.Count, lane) });
                return editor.SetLane(lane);
            case 2 when random.Next(4) == 0:
                expected = lane.Id != 0;
                if (expected) model.Change(d => WithoutLane(d, lane.Id));
                return editor.RemoveLane(new LaneId(lane.Id));
            case 2 or 3:
                expected = lane.Id != 0;
                var fresh = new ItemRow { Lane = lane.Id, Clip = 1, Start = Math.Round(9 * value), In = 0, Out = 1 + value, FadeIn = value };
                status = editor.AddItem(fresh, out ItemId put);
                if (!expected) return status;
                model.LastId = put.Value;
                model.Change(d => d with { Items = Sorted(d.Items.Add(fresh with { Id = put.Value })) });
                return status;
            case 4:
                expected = item.Id != 0;
                ItemRow moved = item with { Start = Math.Round(9 * value), Lane = lane.Id };
                if (expected) model.Change(d => d with { Items = Sorted(d.Items.Replace(item, moved)) });
                return editor.SetItem(moved);
            case 5 when random.Next(3) == 0:
                expected = item.Id != 0;
                if (expected) model.Change(d => d with { Items = d.Items.Remove(item), Envelopes = d.Envelopes.Remove((EnvelopeOwner.Item, item.Id)) });
                return editor.RemoveItem(new ItemId(item.Id));
            case 5 or 6:
                return ApplyTransition(editor, (segment, id), random, model, out expected);
            case 7:
                return ApplyEnvelope(editor, (segment, id), random, model, (item.Id, lane.Id), out expected);
            default:
                expected = true;
                var master = new MasterRow(-value, -1, pick % 2);
                model.Change(d => d with { Master = master });
                return editor.SetMaster(master);
        }
    }

    private static Status ApplyTransition(TimelineEditor editor, (int Index, SegmentId Id) at, Random random, TimelineModel model, out bool expected)
    {
        expected = at.Index > 0;
        (long, long) seam = expected ? (model.Segments[at.Index - 1].EndEdge, model.Segments[at.Index].StartEdge) : default;
        if (random.Next(4) == 0)
        {
            expected &= model.Document.Transitions.ContainsKey(seam);
            if (expected) model.Change(d => d with { Transitions = d.Transitions.Remove(seam) });
            return editor.RemoveTransition(at.Id);
        }

        var kind = (TransitionKind)random.Next(3);
        double seconds = Micro(0.1 + random.NextDouble());
        if (expected) model.Change(d => d with { Transitions = d.Transitions.SetItem(seam, (kind, seconds)) });
        return editor.SetTransition(at.Id, kind, seconds);
    }

    private static Status ApplyEnvelope(
        TimelineEditor editor, (int Index, SegmentId Id) at, Random random, TimelineModel model, (long Item, long Lane) owners, out bool expected)
    {
        // Times that no cut meets.
        PointRow[] points = [.. Enumerable.Range(0, random.Next(6)).Select(i => new PointRow((1.37 * i) + 0.0123457, -i))];
        var owner = (EnvelopeOwner)random.Next(4);
        long id = owner switch { EnvelopeOwner.Segment => at.Id.Value, EnvelopeOwner.Item => owners.Item, EnvelopeOwner.Lane => owners.Lane, _ => 0 };
        expected = id != 0 || owner == EnvelopeOwner.Master;
        bool none = points.Length == 0 && (owner == EnvelopeOwner.Segment ? !expected || model.Segments[at.Index].Points.Length == 0 : !model.Document.Envelopes.ContainsKey((owner, id)));
        if (expected && !none)
        {
            if (owner == EnvelopeOwner.Segment) model.SetPoints(at.Index, points);
            else if (points.Length == 0) model.Change(d => d with { Envelopes = d.Envelopes.Remove((owner, id)) });
            else model.Change(d => d with { Envelopes = d.Envelopes.SetItem((owner, id), points) });
        }

        return editor.SetEnvelope(owner, id, points);
    }

    private static ModelDocument WithoutLane(ModelDocument document, long lane) => document with
    {
        Lanes = document.Lanes.RemoveAll(l => l.Id == lane),
        Items = document.Items.RemoveAll(i => i.Lane == lane),
        Envelopes = document.Envelopes.RemoveRange(document.Items.Where(i => i.Lane == lane).Select(i => (EnvelopeOwner.Item, i.Id)).Append((EnvelopeOwner.Lane, lane))),
    };

    private static ImmutableList<ItemRow> Sorted(ImmutableList<ItemRow> items) => [.. items.OrderBy(i => i.Lane).ThenBy(i => i.Start).ThenBy(i => i.Id)];

    private static void SameDocument(TimelineModel model, Document document, string what = "")
    {
        Assert.Equal(model.Document.Lanes, document.Lanes.Span.ToArray());
        ItemRow[] items = document.Items.Span.ToArray();
        Assert.Equal(model.Document.Items.Select(i => i with { Start = 0 }), items.Select(i => i with { Start = 0 }));
        for (int i = 0; i < items.Length; i++) Assert.True(Math.Abs(model.Document.Items[i].Start - items[i].Start) <= 1e-9, $"{what}: item {i} at {items[i].Start}, expected {model.Document.Items[i].Start}");
        model.Adopt(items);
        Assert.Equal(model.Document.Master, document.Master);
        TransitionRow[] transitions = [.. model.TransitionRows()];
        Assert.Equal(transitions, document.Transitions.Span.ToArray());
        (EnvelopeOwner Kind, long Owner, PointRow[] Points)[] envelopes = [.. model.EnvelopeRows()];
        Assert.Equal(envelopes.Select(e => ((int)e.Kind, e.Owner, e.Points.Length)), document.Envelopes.Span.ToArray().Select(e => (e.OwnerKind, e.Owner, e.Points)));
        Assert.Equal(envelopes.SelectMany(e => e.Points), document.Points.Span.ToArray());
        foreach (SegmentRow row in document.Segments.Rows)
        {
            Assert.Equal(transitions.Any(t => t.Segment == row.Id), (row.Flags & SegmentRow.HasTransition) != 0);
            Assert.Equal(envelopes.Any(e => e.Kind == EnvelopeOwner.Segment && e.Owner == row.Id), (row.Flags & SegmentRow.HasEnvelope) != 0);
        }
    }
}
