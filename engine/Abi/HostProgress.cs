namespace Seamline.Abi;

/// <summary>A host's seam_progress as the engine calls it.</summary>
/// <remarks>Thread: that of the call that has progress.</remarks>
internal sealed unsafe class HostProgress(delegate* unmanaged[Cdecl]<void*, long, long, int> progress, void* user)
{
    private readonly delegate* unmanaged[Cdecl]<void*, long, long, int> _progress = progress;
    private readonly void* _user = user;

    public bool Tell(long framesDone, long frames) => _progress(_user, framesDone, frames) == 0;
}
