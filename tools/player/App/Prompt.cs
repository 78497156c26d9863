using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Ui.Model;

namespace Seamline.Ui.App;

/// <summary>What a line of text is asked for.</summary>
internal enum PromptKind
{
    /// <summary>Something else than a path.</summary>
    Text,

    /// <summary>A file that is there, or several.</summary>
    Open,

    /// <summary>A file to write.</summary>
    Save,
}

/// <summary>A line of text that is asked for; with a path, the entries of its folder stand below it to choose from. Thread: the window's.</summary>
internal sealed class Prompt
{
    private readonly TextField _field = new();
    private readonly FolderList _list = new();
    private readonly SortedSet<int> _marked = [];
    private Action<IReadOnlyList<string>> _then = static _ => { };
    private Func<string, string> _warn = static _ => "";
    private int _anchor;

    public PromptKind Kind { get; private set; }

    public string Title { get; private set; } = "";

    public string Text => _field.Text;

    public int Caret => _field.Caret;

    /// <summary>What taking it would do to what is there already, or why it was refused, in a sentence; empty where nothing.</summary>
    public string Warning { get; private set; } = "";

    /// <summary>The suggestion stands as it was: typing replaces it, Backspace too.</summary>
    public bool IsSuggestion => _field.IsSuggestion;

    /// <summary>Entries of the folder that the text is in.</summary>
    public IReadOnlyList<FolderEntry> Entries => _list.Entries;

    /// <summary>Why there are none; empty where there are.</summary>
    public string ListFault => _list.Fault;

    /// <summary>The entry that the arrows are at; -1 for none.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>The first entry that is shown.</summary>
    public int First { get; private set; }

    /// <summary>Entries that there is room for, as they were drawn.</summary>
    public int Rows { get; set; } = 8;

    /// <summary>Rises with everything that changes what is shown.</summary>
    public long Version { get; private set; }

    /// <summary>The folder that is listed.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>Asks.</summary>
    /// <param name="kind">For what kind of text.</param>
    /// <param name="title">For what.</param>
    /// <param name="suggestion">What stands there at first.</param>
    /// <param name="warn">Says of a text what taking it would do; asked when the text changes.</param>
    /// <param name="then">What is done with the text, or with the files.</param>
    public void Open(PromptKind kind, string title, string suggestion, Func<string, string> warn, Action<IReadOnlyList<string>> then)
    {
        (Kind, Title, _warn, _then, First) = (kind, title, warn, then, 0);
        _field.Set(suggestion, isSuggestion: true);
        _list.Forget();
        Changed();
    }

    /// <summary>Shows why what was typed could not be done; the text stays, to be mended.</summary>
    public void Refuse(string text, string why)
    {
        _field.Set(text, isSuggestion: false);
        Changed();
        Warning = why;
    }

    public void Type(string text)
    {
        _field.Type(text);
        Changed();
    }

    public void Backspace()
    {
        _field.Backspace();
        Changed();
    }

    public void Delete()
    {
        _field.Delete();
        Changed();
    }

    /// <summary>Moves the caret: -1 and 1 by a sign, -2 and 2 to the ends.</summary>
    public void Go(int way)
    {
        if (way == -1) _field.Left();
        else if (way == 1) _field.Right();
        else if (way < 0) _field.Home();
        else _field.End();
        Changed();
    }

    /// <summary>Goes to another entry, or marks those on the way too.</summary>
    public void Step(int by, bool mark)
    {
        if (Entries.Count == 0) return;
        Choose(Index < 0 ? by > 0 ? 0 : Entries.Count - 1 : Math.Clamp(Index + by, 0, Entries.Count - 1), mark, toggle: false);
    }

    /// <summary>Goes to an entry by the mouse.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="mark">Those from where the last one was chosen are marked too.</param>
    /// <param name="toggle">It is marked beside the others, or no more.</param>
    public void Choose(int index, bool mark, bool toggle)
    {
        if (index < 0 || index >= Entries.Count) return;
        if (Kind != PromptKind.Open) mark = toggle = false;
        if (toggle && _marked.Count == 0 && Index >= 0) _marked.Add(Index);
        if (!mark && !toggle) _marked.Clear();
        if (!mark) _anchor = index;
        if (mark)
        {
            _marked.Clear();
            for (int i = Math.Min(_anchor, index); i <= Math.Max(_anchor, index); i++) _marked.Add(i);
        }

        if (toggle && !_marked.Remove(index)) _marked.Add(index);
        Index = index;
        First = Math.Clamp(First, Math.Max(0, index - Rows + 1), index);
        string path = Path.Combine(Folder, Entries[index].Name);
        if (Kind == PromptKind.Open || !Entries[index].IsFolder) _field.Set(path, isSuggestion: false);
        Warning = _warn(Text.Trim());
        Version++;
    }

    /// <summary>Whether an entry is chosen.</summary>
    public bool IsMarked(int index) => _marked.Count > 0 ? _marked.Contains(index) : index == Index;

    /// <summary>Scrolls the entries.</summary>
    public void Scroll(int by)
    {
        First = Math.Clamp(First + by, 0, Math.Max(0, Entries.Count - Rows));
        Version++;
    }

    /// <summary>Goes to the folder above.</summary>
    public void Up()
    {
        if (Path.GetDirectoryName(Folder.TrimEnd(Path.DirectorySeparatorChar)) is not { Length: > 0 } above) return;
        GoInto(above);
    }

    /// <summary>Completes what was typed as far as the entries agree.</summary>
    public void Complete()
    {
        if (Kind == PromptKind.Text || IsSuggestion) return;
        string leaf = Path.GetFileName(Text);
        string[] names = [.. Entries.Where(entry => entry.Name.StartsWith(leaf, StringComparison.Ordinal)).Select(entry => entry.Name + (entry.IsFolder ? "/" : ""))];
        if (names.Length == 0) return;
        string common = names.Aggregate(static (a, b) => a[..CommonLength(a, b)]);
        if (common.Length <= leaf.Length) return;
        _field.Set(Text[..^leaf.Length] + common, isSuggestion: false);
        Changed();
    }

    /// <summary>Takes it; false where a folder was gone into instead, or there is nothing to take.</summary>
    /// <remarks>A line's end that was pasted is not part of a path, and "~/" is the home folder.</remarks>
    public bool Accept(Action close)
    {
        string path = Expand(Text.Trim());
        if (path.Length == 0) return false;
        if (Kind != PromptKind.Text && _marked.Count < 2)
        {
            // An entry that the arrows are at in a dialog for saving is a folder to go into.
            if (Index >= 0 && Entries[Index].IsFolder) path = Path.Combine(Folder, Entries[Index].Name);
            if (Directory.Exists(path) && !FolderList.IsBundle(path))
            {
                GoInto(Path.GetFullPath(path));
                return false;
            }
        }

        string[] all = _marked.Count < 2 ? [path] : [.. _marked.Select(index => Entries[index]).Where(entry => !entry.IsFolder).Select(entry => Path.Combine(Folder, entry.Name))];
        if (all.Length == 0) return false;
        close();
        _then(all);
        return true;
    }

    private void GoInto(string folder)
    {
        // The name that is to be written goes along.
        string name = Kind == PromptKind.Save ? Path.GetFileName(Text) : "";
        _field.Set(name.Length > 0 ? Path.Combine(folder, name) : folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, isSuggestion: Kind == PromptKind.Open);
        First = 0;
        Changed();
    }

    private void Changed()
    {
        Version++;
        Warning = _warn(Text.Trim());
        Index = -1;
        _marked.Clear();
        if (Kind == PromptKind.Text) return;
        string path = Expand(Text.Trim());
        string full = path.Length == 0 ? Environment.CurrentDirectory : Path.GetFullPath(path);
        bool ends = path.Length == 0 || path.EndsWith(Path.DirectorySeparatorChar);
        Folder = ends ? full.Length > 1 ? full.TrimEnd(Path.DirectorySeparatorChar) : full : Path.GetDirectoryName(full) ?? full;
        _list.Show(Folder, ends || Kind == PromptKind.Save ? "" : Path.GetFileName(full));
        First = Math.Clamp(First, 0, Math.Max(0, Entries.Count - Rows));
    }

    private static string Expand(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path.Length > 2 ? path[2..] : "") : path;

    private static int CommonLength(string a, string b)
    {
        int length = 0;
        while (length < Math.Min(a.Length, b.Length) && a[length] == b[length]) length++;
        return length;
    }
}
