using System;
using System.Collections.Generic;

namespace Seamline.Tests.House;

/// <summary>Tells lambdas from the other uses of `=>`: expression-bodied members and switch arms.</summary>
internal static class Lambdas
{
    /// <summary>The places of lambda arrows in code without comments and literals.</summary>
    public static IEnumerable<int> In(string code)
    {
        var open = new Stack<char>();
        for (int i = 0; i < code.Length; i++)
        {
            char c = code[i];
            if (c is '(' or '[' or '{')
                open.Push(c);
            else if (c is ')' or ']' or '}')
                open.TryPop(out _);
            else if (c == '=' && i + 1 < code.Length && code[i + 1] == '>' && IsLambda(code, i, open.Count > 0 ? open.Peek() : '{'))
                yield return i;
        }
    }

    // Inside parentheses only a lambda has an arrow. Inside braces it depends on what stands before its parameters: a member
    // has its name or type there, an arm a comma or the brace, a lambda an operator or `return`.
    private static bool IsLambda(string code, int arrow, char inside)
    {
        if (inside != '{')
            return true;
        int at = SkipSpace(code, arrow - 1);
        if (at >= 0 && code[at] == ')')
        {
            int depth = 0;
            do
            {
                depth += code[at] == ')' ? 1 : code[at] == '(' ? -1 : 0;
                at--;
            }
            while (at >= 0 && depth > 0);
        }
        else
        {
            while (at >= 0 && (char.IsLetterOrDigit(code[at]) || code[at] == '_'))
                at--;
        }

        at = SkipSpace(code, at);
        if (at < 0)
            return false;
        int end = at + 1;
        if (code[at] is '=' or '>' && IsOperatorName(code, at))
            return false;
        while (at >= 0 && char.IsLetter(code[at]))
            at--;
        string word = code[(at + 1)..end];
        return word is "return" or "static" or "async" || (word.Length == 0 && code[end - 1] is '=' or '?' or ':' or '(')
            || (word.Length == 0 && code[end - 1] == '>' && end >= 2 && code[end - 2] == '=');
    }

    // `operator ==` and its like end as an assignment does.
    private static bool IsOperatorName(string code, int at)
    {
        while (at >= 0 && (char.IsWhiteSpace(code[at]) || code[at] is '=' or '!' or '<' or '>'))
            at--;
        return at >= 7 && code.AsSpan(at - 7, 8) is "operator";
    }

    private static int SkipSpace(string code, int at)
    {
        while (at >= 0 && char.IsWhiteSpace(code[at]))
            at--;
        return at;
    }
}
