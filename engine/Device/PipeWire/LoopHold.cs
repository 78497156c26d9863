namespace Seamline.Device;

/// <summary>Holds a loop of PipeWire's until it is disposed.</summary>
internal readonly unsafe ref struct LoopHold
{
    private readonly PipeWireApi _api;
    private readonly nint _loop;

    /// <summary>Takes it. The loop's thread may take it again.</summary>
    public LoopHold(PipeWireApi api, nint loop)
    {
        _api = api;
        _loop = loop;
        api.ThreadLoopLock(loop);
    }

    /// <summary>Lets go.</summary>
    public void Dispose() => _api.ThreadLoopUnlock(_loop);
}
