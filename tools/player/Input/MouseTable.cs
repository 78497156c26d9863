using System.Collections.Generic;

namespace Seamline.Ui.Input;

/// <summary>What the mouse can do.</summary>
internal enum MouseGesture
{
    Seek,
    Range,
    Extend,
    Choose,
    Scrub,
    Clock,
    Menu,
    Trim,
    Reorder,
    Fade,
    Envelope,
    Item,
    ItemTrim,
    LaneSign,
    LaneGain,
    Cut,
    Zoom,
    Lanes,
    Scroll,
    Pan,
    MiniMap,
    LoadBar,
    Button,
    Drop,
}

/// <summary>The mouse's rows of the help overlay; the tests go by it too.</summary>
internal static class MouseTable
{
    public static IReadOnlyList<(MouseGesture Gesture, string Name, string What)> Rows { get; } =
    [
        (MouseGesture.Seek, "Click", "seek, and choose the segment"),
        (MouseGesture.Range, "Drag", "mark a range, on lanes and ruler"),
        (MouseGesture.Extend, "Shift click, drag", "make it longer or shorter"),
        (MouseGesture.Choose, "Ctrl click", "choose segments beside others"),
        (MouseGesture.Scrub, "Alt drag", "scrub; or drag the playhead's handle"),
        (MouseGesture.Clock, "Click the time", "type another"),
        (MouseGesture.Menu, "Right click", "menu of what is there"),
        (MouseGesture.Trim, "Drag an edge", "trim"),
        (MouseGesture.Cut, "Double-click a cut", "transition there, or none"),
        (MouseGesture.Reorder, "Drag a name", "reorder"),
        (MouseGesture.Fade, "Drag a corner", "fade of an item"),
        (MouseGesture.Envelope, "Drag a point", "gain of an envelope"),
        (MouseGesture.Item, "Drag an item", "move it on its lane"),
        (MouseGesture.ItemTrim, "Drag its edge", "trim an item"),
        (MouseGesture.LaneSign, "M, S of a lane", "mute, solo"),
        (MouseGesture.LaneGain, "Drag its name", "gain of the lane, up and down"),
        (MouseGesture.Zoom, "Wheel", "zoom there"),
        (MouseGesture.Lanes, "Wheel on names", "scroll the lanes"),
        (MouseGesture.Scroll, "Shift wheel", "scroll"),
        (MouseGesture.Pan, "Middle drag", "pan"),
        (MouseGesture.MiniMap, "Map", "go there"),
        (MouseGesture.LoadBar, "Rest on the bar", "what is loaded, loading, evicted"),
        (MouseGesture.Button, "Buttons", "as their keys"),
        (MouseGesture.Drop, "Drop files", "open them"),
    ];
}
