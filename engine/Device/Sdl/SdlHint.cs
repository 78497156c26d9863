using SDL3;

namespace Seamline.Device;

/// <summary>An SDL hint for the length of a call. Hints are the process's: what stood there before is put back.</summary>
internal readonly ref struct SdlHint
{
    private readonly string _name;
    private readonly string? _before;
    private readonly bool _set;

    /// <summary>Sets it; null leaves it alone.</summary>
    public SdlHint(string name, string? value)
    {
        _name = name;
        _set = value != null;
        _before = _set ? SDL.GetHint(name) : null;
        // An environment variable wins over a plain hint; what the caller asked for by name wins over both.
        if (value != null && !SDL.SetHint(name, value))
        {
            SDL.SetHintWithPriority(name, value, SDL.HintPriority.Override);
        }
    }

    /// <summary>Puts back what stood there.</summary>
    public void Dispose()
    {
        if (!_set)
        {
            return;
        }

        // An empty value is not the same as none: some hints then read as 0.
        SDL.ResetHint(_name);
        if (_before != null)
        {
            SDL.SetHint(_name, _before);
        }
    }
}
