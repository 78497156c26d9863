using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Seamline.Ui.App;

/// <summary>A line of a script: a word and what it takes.</summary>
internal sealed record ScriptLine(int Number, string Word, string[] Arguments)
{
    public const string Help =
        """
        Script: a line an action; # begins a comment. A place is two words: points from the window's top left corner (640 300), a time and
        a part (t5.5 lane, names, ruler, handle, mark, map, row0, row0fade), a lane's name and how far from it in dB (gain0 -3), or a name (button Undo, menu Delete, answer Save, entry voice.wav,
        start Demo, field Format, foot 0).
          wait MS | wait-open | wait-ready | wait-loaded
          key NAME            as in `key space`, `key ctrl+shift+z`, `key delete`
          text WORDS
          move PLACE | click PLACE | double-click PLACE | right-click PLACE | press PLACE | release PLACE | drag PLACE PLACE | middle-drag PLACE PLACE
          wheel X Y STEPS | shift-wheel X Y STEPS | hold shift | hold ctrl | hold alt | hold none
          seek SECONDS | drop FILE... | size W H | scale is the option --scale
          screenshot FILE.png
          work SECONDS        scrolls, zooms and edits in turn at every frame
          forget              forgets the frames measured so far
          rest SECONDS        leaves the window alone, and measures what it does meanwhile
          expect NAME VALUE   ends with an error unless it becomes so in 10 s: segments, seconds, lanes, playing, skim, undo, redo,
                              edited, kept, marked, loop, overlay, misses
          film PREFIX FPS     saves a picture so often from here on, as PREFIX0000.png, until film-end
          crash               ends the process at once, as a crash does
          quit
        """;

    private static readonly Dictionary<string, int> Takes = new(StringComparer.Ordinal)
    {
        ["wait"] = 1,
        ["wait-open"] = 0,
        ["wait-ready"] = 0,
        ["wait-loaded"] = 0,
        ["key"] = 1,
        ["text"] = -1,
        ["move"] = 2,
        ["click"] = 2,
        ["right-click"] = 2,
        ["double-click"] = 2,
        ["press"] = 2,
        ["release"] = 2,
        ["hold"] = 1,
        ["drag"] = 4,
        ["middle-drag"] = 4,
        ["wheel"] = 3,
        ["shift-wheel"] = 3,
        ["seek"] = 1,
        ["drop"] = -1,
        ["size"] = 2,
        ["screenshot"] = 1,
        ["work"] = 1,
        ["forget"] = 0,
        ["rest"] = 1,
        ["expect"] = 2,
        ["film"] = 2,
        ["film-end"] = 0,
        ["crash"] = 0,
        ["quit"] = 0,
    };

    /// <summary>Argument i as a number.</summary>
    public float this[int i] => float.Parse(Arguments[i], CultureInfo.InvariantCulture);

    /// <summary>Reads a script; null and a sentence where a line is not understood.</summary>
    public static List<ScriptLine>? Read(TextReader reader, out string error)
    {
        var lines = new List<ScriptLine>();
        error = "";
        int number = 0;
        while (reader.ReadLine() is { } text)
        {
            number++;
            string[] parts = text.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 0) continue;
            var line = new ScriptLine(number, parts[0], parts[1..]);
            if (!Takes.TryGetValue(line.Word, out int count) || (count >= 0 && line.Arguments.Length != count) || !line.HasNumbers())
            {
                error = $"Line {number} of the script is not understood: {text.Trim()}";
                return null;
            }

            lines.Add(line);
        }

        return lines;
    }

    private bool HasNumbers() =>
        Word is "key" or "text" or "drop" or "screenshot" or "hold"
        || (Word is "move" or "click" or "double-click" or "right-click" or "press" or "release" && ScriptPlace.Is(Arguments[0], Arguments[1]))
        || (Word is "drag" or "middle-drag" && ScriptPlace.Is(Arguments[0], Arguments[1]) && ScriptPlace.Is(Arguments[2], Arguments[3]))
        || Array.TrueForAll(Word is "expect" or "film" ? Arguments[1..] : Arguments, argument => float.TryParse(argument, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value));
}
