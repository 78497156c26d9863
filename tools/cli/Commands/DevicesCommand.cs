using System;
using System.CommandLine;
using System.Globalization;
using Seamline.Device;

namespace Seamline.Cli.Commands;

/// <summary>`seamline devices`: what `play --device` takes.</summary>
internal static class DevicesCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string?> driver = new("--driver") { Description = "SDL's audio driver; default: the system's." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("devices", "List the output devices.") { driver, json };
        command.SetAction(parsed =>
        {
            OutputDevice[] devices = List(parsed.GetValue(driver));
            if (parsed.GetValue(json)) PrintJson(devices);
            else PrintText(devices);
            return 0;
        });
        return command;
    }

    /// <summary>The device of a number in the list, from 0, the system's default; anything else as it is given.</summary>
    public static string? NameOf(string? given)
    {
        if (given is null or "" || !int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return given;
        OutputDevice[] devices = List(null);
        if (Array.Exists(devices, device => device.Name == given)) return given;
        if (number >= devices.Length) throw new CommandException($"--device {given}: there are {devices.Length} devices; `seamline devices` lists them");
        return number == 0 ? null : devices[number].Name;
    }

    private static OutputDevice[] List(string? driver) =>
        Engine.ListDevices(driver, out OutputDevice[] devices, out string error) == Status.Ok ? devices : throw new CommandException(error);

    private static void PrintText(OutputDevice[] devices)
    {
        var table = new Table("device|", "name", "rate|", "channels|");
        for (int i = 0; i < devices.Length; i++)
        {
            OutputDevice device = devices[i];
            table.Add(Text(i), device.Name.Length == 0 ? "(the system's default)" : device.Name, Known(device.Rate), Known(device.Channels));
        }

        table.Write(Console.Out, "");
    }

    private static void PrintJson(OutputDevice[] devices)
    {
        using var json = new JsonOut();
        json.List("devices", devices.Length, (row, i) =>
        {
            OutputDevice device = devices[i];
            row.Field("device", (long)i).Field("name", device.Name).Field("is_default", device.Name.Length == 0);
            row.Known("rate", (long)device.Rate).Known("channels", (long)device.Channels);
        });
        json.WriteTo(Console.Out);
    }

    private static string Known(int value) => value > 0 ? Text(value) : "";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
