using System;
using System.Collections.Generic;
using SDL3;

namespace Seamline.Ui.App;

/// <summary>An answer of a question: its words, the key that gives it, what it does.</summary>
internal sealed record Answer(string Label, SDL.Keycode Key, Action Do);

/// <summary>What is asked over the window. Return gives the first answer, Esc the last.</summary>
/// <param name="Title">The question, or what is the matter.</param>
/// <param name="Detail">What it is about.</param>
/// <param name="Answers">The answers, from the left.</param>
internal sealed record Question(string Title, string Detail, IReadOnlyList<Answer> Answers)
{
    /// <summary>Which answer the keyboard is at.</summary>
    public int Focus { get; set; }

    /// <summary>The answer that a key gives, or null.</summary>
    public Answer? Of(SDL.Keycode key)
    {
        if (key == SDL.Keycode.Escape) return Answers[^1];
        if (key == SDL.Keycode.Return) return Answers[Focus];
        foreach (Answer answer in Answers)
        {
            if (answer.Key == key) return answer;
        }

        return null;
    }
}
