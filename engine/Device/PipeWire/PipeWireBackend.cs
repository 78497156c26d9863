using System;

namespace Seamline.Device;

/// <summary>The playback devices of a PipeWire server.</summary>
internal static class PipeWireBackend
{
    /// <summary>Whether a driver's name, or none, means PipeWire here. SDL's own variable for its driver goes before.</summary>
    public static bool IsMeant(string? driver) => driver == null
        ? string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SDL_AUDIO_DRIVER")) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SDL_AUDIODRIVER"))
        : string.Equals(driver, "pipewire", StringComparison.OrdinalIgnoreCase);

    /// <summary>A server that has devices to play on, if one is meant; the caller owns it.</summary>
    public static PipeWireServer? TryConnect(string? driver)
    {
        if (!IsMeant(driver)) return null;
        PipeWireServer? server = PipeWireServer.TryConnect();
        if (server == null || server.Sinks().Length > 0) return server;
        server.Dispose();
        return null;
    }

    /// <summary>The devices, the default first, with an empty name.</summary>
    public static OutputDevice[] List(PipeWireServer server)
    {
        string[] names = Names(server.Sinks());
        int rate = server.Rate;
        var devices = new OutputDevice[names.Length + 1];
        devices[0] = new OutputDevice(string.Empty, rate, 0);
        for (int i = 0; i < names.Length; i++) devices[i + 1] = new OutputDevice(names[i], rate, 0);
        return devices;
    }

    /// <summary>The sink of a name as <see cref="List"/> gives it, or null.</summary>
    public static PipeWireSink? Find(PipeWireServer server, string name)
    {
        PipeWireSink[] sinks = server.Sinks();
        int at = Array.IndexOf(Names(sinks), name);
        return at < 0 ? null : sinks[at];
    }

    private static string[] Names(PipeWireSink[] sinks) => SdlDevices.Distinct(Array.ConvertAll(sinks, sink => sink.Description));
}
