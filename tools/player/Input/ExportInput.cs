using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.View;

namespace Seamline.Ui.Input;

/// <summary>Keys and mouse of the export dialog. Thread: the window's.</summary>
internal static class ExportInput
{
    public static void Key(Session session, Document document, SDL.Keycode key, Held held)
    {
        ExportDialog dialog = session.ExportDialog;
        bool path = dialog.Focus == ExportField.Path;
        switch (key)
        {
            case SDL.Keycode.Escape: session.Overlay = Overlay.None; break;
            case SDL.Keycode.Return: session.BeginExport(document); break;
            case SDL.Keycode.Tab when held == Held.Shift: dialog.Go(-1); break;
            case SDL.Keycode.Up: dialog.Go(-1); break;
            case SDL.Keycode.Tab or SDL.Keycode.Down: dialog.Go(1); break;
            case SDL.Keycode.Left when path: dialog.Edit(field => field.Left()); break;
            case SDL.Keycode.Right when path: dialog.Edit(field => field.Right()); break;
            case SDL.Keycode.Left or SDL.Keycode.Right: dialog.Change(document, dialog.Focus, key == SDL.Keycode.Right ? 1 : -1); break;
            case SDL.Keycode.Home: dialog.Edit(field => field.Home()); break;
            case SDL.Keycode.End: dialog.Edit(field => field.End()); break;
            case SDL.Keycode.Backspace: dialog.Edit(field => field.Backspace()); break;
            case SDL.Keycode.Delete: dialog.Edit(field => field.Delete()); break;
            case SDL.Keycode.V when held == Held.Control: dialog.Edit(field => field.Type(SDL.GetClipboardText().Trim())); break;
        }
    }

    public static void Press(Session session, Document document, float x, float y)
    {
        Layout layout = session.Layout;
        ExportDialog dialog = session.ExportDialog;
        Box box = ExportLayout.Dialog(layout);
        if (DialogLayout.Foot(layout, box, 0).Contains(x, y)) session.BeginExport(document);
        else if (DialogLayout.Foot(layout, box, 1).Contains(x, y)) session.Overlay = Overlay.None;
        for (int i = 0; i < ExportDialog.Count; i++)
        {
            var field = (ExportField)i;
            if (!ExportLayout.Field(layout, field).Contains(x, y)) continue;
            // A value itself goes on, too: what is clicked is not left as it was.
            if (field == ExportField.Path) dialog.GoTo(field);
            else dialog.Change(document, field, ExportLayout.Step(layout, field, next: false).Contains(x, y) ? -1 : 1);
        }
    }
}
