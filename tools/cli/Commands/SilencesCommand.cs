using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;

namespace Seamline.Cli.Commands;

/// <summary>`seamline silences PROJECT`: where a timeline is silent.</summary>
internal static class SilencesCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> project = CommonOptions.Project();
        Option<bool> json = CommonOptions.Json();
        Option<int> budget = CommonOptions.Budget();
        var command = new Command("silences", "Show where a timeline is silent; `edit --strip-silence` takes these ranges out.") { project, json, budget };
        SilenceChoice choice = SilenceChoice.AddTo(command);
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var config = new EngineConfig { BudgetBytes = (long)parsed.GetValue(budget) << 20 };
            using OpenProject open = OpenProject.Open(parsed.GetRequiredValue(project), config, null, opening.Of(parsed));
            EditRange[] ranges = SilenceChoice.Find(open, choice.Of(parsed));
            MediaWarnings.Print(open.Engine);
            if (parsed.GetValue(json)) PrintJson(open.Engine, ranges);
            else PrintText(ranges);
            return 0;
        });
        return command;
    }

    private static void PrintJson(Engine engine, EditRange[] ranges)
    {
        using var json = new JsonOut();
        json.Field("seconds", (double)engine.LengthFrames / engine.Config.Rate).Field("silent_seconds", ranges.Sum(range => range.Out - range.In));
        json.List("silences", ranges.Length, (row, i) => row.Field("start", ranges[i].In).Field("end", ranges[i].Out));
        json.WriteTo(Console.Out);
    }

    private static void PrintText(EditRange[] ranges)
    {
        foreach (EditRange range in ranges)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{TimeText.Format(range.In)}..{TimeText.Format(range.Out)}  {range.Out - range.In:0.000} s"));
        }
    }
}
