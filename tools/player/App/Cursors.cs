using System;
using System.Collections.Generic;
using SDL3;
using Seamline.Ui.Input;

namespace Seamline.Ui.App;

/// <summary>The mouse's shapes.</summary>
internal sealed class Cursors : IDisposable
{
    private readonly Dictionary<SDL.SystemCursor, IntPtr> _made = [];
    private SDL.SystemCursor _shown = SDL.SystemCursor.Default;

    /// <summary>Shows what the mouse would do.</summary>
    public void Show(Drag hover, MixPart mix)
    {
        SDL.SystemCursor wanted = hover switch
        {
            Drag.Mix when mix is MixPart.FadeIn or MixPart.FadeOut or MixPart.ItemIn or MixPart.ItemOut => SDL.SystemCursor.EWResize,
            Drag.Mix => SDL.SystemCursor.Move,
            Drag.TrimIn or Drag.TrimOut => SDL.SystemCursor.EWResize,
            Drag.Reorder or Drag.Pan => SDL.SystemCursor.Move,
            _ => SDL.SystemCursor.Default,
        };
        if (wanted == _shown) return;
        _shown = wanted;
        if (!_made.TryGetValue(wanted, out IntPtr cursor)) _made[wanted] = cursor = SDL.CreateSystemCursor(wanted);
        // Drivers without cursors make none.
        if (cursor != IntPtr.Zero) SDL.SetCursor(cursor);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IntPtr cursor in _made.Values)
        {
            if (cursor != IntPtr.Zero) SDL.DestroyCursor(cursor);
        }
    }
}
