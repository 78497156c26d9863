using System.Runtime.InteropServices;
using SDL3;

namespace Seamline.Device;

/// <summary>
/// Asks SDL about an open stream's device. By SDL's own functions and not the binding's, which makes a string and an array of every answer: this
/// is asked four times a second while the engine plays.
/// </summary>
/// <remarks>
/// SDL reports removed devices and changed ones as events, which a host has to pump, from 3.4 on on its main thread. Nothing here depends on that:
/// the list of devices is SDL's own, kept by its threads. A device that is gone lacks in it, while SDL goes on taking its frames ("zombie").
/// </remarks>
internal sealed unsafe class SdlProbe
{
    private readonly delegate* unmanaged[Cdecl]<nint, uint> _deviceOf;
    private readonly delegate* unmanaged[Cdecl]<uint, byte*> _nameOf;
    private readonly delegate* unmanaged[Cdecl]<uint, SDL.AudioSpec*, int*, byte> _formatOf;
    private readonly delegate* unmanaged[Cdecl]<int*, uint*> _devices;
    private readonly delegate* unmanaged[Cdecl]<void*, void> _free;
    private ulong _name;
    private SDL.AudioSpec _spec;
    private int _period;

    /// <summary>Another number where SDL's devices were others at the last look; 0 before it.</summary>
    public ulong Devices { get; private set; }

    /// <summary>Finds the functions; remembers what the stream's device is now.</summary>
    public SdlProbe(nint stream)
    {
        nint library = SdlLibrary.Load();
        _deviceOf = (delegate* unmanaged[Cdecl]<nint, uint>)NativeLibrary.GetExport(library, "SDL_GetAudioStreamDevice");
        _nameOf = (delegate* unmanaged[Cdecl]<uint, byte*>)NativeLibrary.GetExport(library, "SDL_GetAudioDeviceName");
        _formatOf = (delegate* unmanaged[Cdecl]<uint, SDL.AudioSpec*, int*, byte>)NativeLibrary.GetExport(library, "SDL_GetAudioDeviceFormat");
        _devices = (delegate* unmanaged[Cdecl]<int*, uint*>)NativeLibrary.GetExport(library, "SDL_GetAudioPlaybackDevices");
        _free = (delegate* unmanaged[Cdecl]<void*, void>)NativeLibrary.GetExport(library, "SDL_free");
        _ = Look(stream, out _);
    }

    /// <summary>Whether the stream plays on another device than at the last look, or in another format.</summary>
    /// <param name="stream">SDL's stream.</param>
    /// <param name="gone">Its device is in SDL's list no more.</param>
    public bool Look(nint stream, out bool gone)
    {
        uint device = _deviceOf(stream);
        ulong name = Hash(_nameOf(device));
        SDL.AudioSpec spec;
        int period;
        if (_formatOf(device, &spec, &period) == 0) (spec, period) = (_spec, _period);
        gone = device == 0 || (name != 0 && !IsListed(name));
        bool moved = name != _name || spec.Freq != _spec.Freq || spec.Channels != _spec.Channels || period != _period;
        (_name, _spec, _period) = (name, spec, period);
        return moved;
    }

    private bool IsListed(ulong name)
    {
        int count;
        uint* devices = _devices(&count);
        if (devices == null) return true; // no memory: nothing is known
        bool found = false;
        ulong all = (ulong)count + 1;
        for (int i = 0; i < count; i++)
        {
            ulong hash = Hash(_nameOf(devices[i]));
            found |= hash == name;
            all = unchecked(all + hash); // in any order
        }

        _free(devices);
        Devices = all;
        return found;
    }

    // FNV-1a; 0 for no name.
    private static ulong Hash(byte* text)
    {
        if (text == null) return 0;
        ulong hash = 14_695_981_039_346_656_037;
        for (; *text != 0; text++) hash = unchecked((hash ^ *text) * 1_099_511_628_211);
        return hash;
    }
}
