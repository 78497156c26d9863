using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>Everything that the parts of the window show, each to be compared with what was painted.</summary>
internal readonly record struct PartKeys
{
    public HeaderKey Header { get; private init; }

    public StartKey Start { get; private init; }

    public MapKey Map { get; private init; }

    public StageKey Stage { get; private init; }

    public LanesKey Lanes { get; private init; }

    public BarKey Bar { get; private init; }

    public PanelKey Panel { get; private init; }

    public StatusKey Status { get; private init; }

    /// <summary>As things stand now; waveforms are looked at first.</summary>
    public static PartKeys Of(Session session)
    {
        Layout layout = session.Layout;
        var status = new StatusKey(layout, session.Message, session.MessageIsFault, session.DeviceFault, session.DeviceNote, session.Export == null ? -1 : (int)(session.Export.Progress * 1_000), session.PlaceUnderMouse());
        if (session.Document is not { } document)
        {
            return new PartKeys
            {
                Header = new HeaderKey { Layout = layout, Overlay = session.Overlay, Hover = session.HoveredButton() },
                Start = new StartKey(layout, session.EngineFault, session.Opening, session.OpenFault, session.StartFocus, HoverOf(session), session.Recents.All.Count),
                Status = status,
            };
        }

        TimelineView view = session.View;
        session.LaneWave.Update(document, view.First, view.FramesPerPixel, (int)layout.Lane.W, session.PeakChanges);
        session.MapWave.Update(document, 0, MapPainter.FramesPerPixel(layout, document), (int)layout.MiniMap.W, session.PeakChanges);
        session.LaneWaves.Update(document, view, (int)layout.Lane.W, layout.FirstLane, layout.EndLane, session.PeakChanges);
        var look = new ViewKey(view.First, view.FramesPerPixel, view.Width);
        var marks = new MarksKey(document.MarkIn, document.MarkOut, document.IsLooping);
        return new PartKeys
        {
            Header = HeaderOf(session, document),
            Map = new MapKey(layout, document, document.Revision, session.MapWave.Version, look, marks),
            Stage = new StageKey(layout, document, document.Revision, session.LaneWave.Version, look, marks, session.HoverIndex(), document.SelectionVersion, DragOf(session.Mouse), MixDragOf(session.Mouse)),
            Lanes = new LanesKey(layout, document, document.Revision, session.LaneWaves.Version, look, document.SelectedItem, session.LaneFocus, marks, MixDragOf(session.Mouse)),
            Bar = new BarKey(layout, document, document.Revision, session.LaneWave.Version, look, session.StatsSeen),
            Panel = new PanelKey(layout, document, session.StatsSeen, document.UndoDepth, document.RedoDepth, session.PlayingThread),
            Status = status,
        };
    }

    // The entry of the start page under the mouse.
    private static int HoverOf(Session session) =>
        session.Overlay != Overlay.None || !session.Mouse.IsInside ? -1 : StartLayout.Of(session).FindIndex(entry => entry.Box.Contains(session.Mouse.X, session.Mouse.Y));

    private static HeaderKey HeaderOf(Session session, Document document) => new()
    {
        Layout = session.Layout,
        Document = document,
        Title = document.Title,
        Format = session.Format,
        Device = session.DeviceName,
        Buttons = (session.Position.Playing != 0, document.IsDirty, document.SavePath == null, document.UndoDepth > 0, document.RedoDepth > 0, document.HasRange, document.IsLooping),
        Overlay = session.Overlay,
        Hover = session.HoveredButton(),
        Segments = document.Segments.Length,
        LengthFrames = document.LengthFrames,
        Skim = session.Shuttle.Speed,
        PlaySpeed = session.PlaySpeed,
        VolumeDb = session.VolumeDb,
    };

    private static MixDragKey MixDragOf(MouseHand mouse) => mouse.Drag == Drag.Mix ? new MixDragKey(mouse.Mix.Target, mouse.Mix.Seconds, mouse.Mix.Decibels) : default;

    private static DragKey DragOf(MouseHand mouse) =>
        mouse.IsDragging ? new DragKey(mouse.Drag, mouse.DragSegment, mouse.DropIndex, mouse.TrimFrames, mouse.HasMoved, mouse.Snapped) : default;
}

internal readonly record struct ViewKey(double First, double FramesPerPixel, double Width);

internal readonly record struct MarksKey(long? In, long? Out, bool Loop);

internal readonly record struct DragKey(Drag Drag, long Segment, int DropIndex, long TrimFrames, bool HasMoved, Snapped Snapped);

internal readonly record struct HeaderKey
{
    public Layout? Layout { get; init; }

    public Document? Document { get; init; }

    public string Title { get; init; }

    public string Format { get; init; }

    public string Device { get; init; }

    public (bool Playing, bool Edited, bool Unsaved, bool Undo, bool Redo, bool Range, bool Loop) Buttons { get; init; }

    public Overlay Overlay { get; init; }

    public PlayerAction Hover { get; init; }

    public double PlaySpeed { get; init; }

    public double VolumeDb { get; init; }

    public int Segments { get; init; }

    public long LengthFrames { get; init; }

    public int Skim { get; init; }
}

internal readonly record struct StartKey(Layout? Layout, string EngineFault, string? Opening, string OpenFault, int Focus, int Hover, int Recents);

internal readonly record struct MapKey(Layout? Layout, Document? Document, long Revision, long Wave, ViewKey View, MarksKey Marks);

internal readonly record struct StageKey(Layout? Layout, Document? Document, long Revision, long Wave, ViewKey View, MarksKey Marks, int Hover, long Selection, DragKey Drag, MixDragKey MixDrag);

internal readonly record struct LanesKey(Layout? Layout, Document? Document, long Revision, long Waves, ViewKey View, long Item, int Focus, MarksKey Marks, MixDragKey Drag);

internal readonly record struct MixDragKey(MixTarget Target, double Seconds, double Decibels);

internal readonly record struct BarKey(Layout? Layout, Document? Document, long Revision, long Wave, ViewKey View, long Stats);

internal readonly record struct PanelKey(Layout? Layout, Document? Document, long Stats, int Undo, int Redo, string Thread);

internal readonly record struct StatusKey(Layout? Layout, string Message, bool IsFault, string DeviceFault, string DeviceNote, int Export, (int Index, long Frame) Place);
