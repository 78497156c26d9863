using System.Runtime.InteropServices;
using Seamline.Render;

namespace Seamline.Device;

/// <summary>Everything the device callback reaches, in one native block. Three parts by writer, on separate pairs of cache lines.</summary>
[StructLayout(LayoutKind.Explicit, Size = 512)]
internal unsafe struct DeviceState
{
    /// <summary>Written before the first callback, then only read.</summary>
    [FieldOffset(0)] public DeviceSetup Setup;

    /// <summary>Written by the control thread: not 0 once the output is closing; blocks that begin later are not rendered.</summary>
    [FieldOffset(128)] public int Closing;

    /// <summary>Written by the control thread: frames from a block's being asked for to its being heard; below 0 for what each block measures.</summary>
    [FieldOffset(136)] public long LatencyFrames;

    /// <summary>Written by the callback.</summary>
    [FieldOffset(256)] public DeviceProgress Progress;

    /// <summary>Written by the callback: 1 while it is inside. With <see cref="Closing"/> it lets control know that no more will be rendered.</summary>
    [FieldOffset(384)] public int Inside;

    /// <summary>Written by the callback of a driver that says when it asks: the block's time, ns of <see cref="AudibleClock.Now"/>; 0 for now.</summary>
    [FieldOffset(448)] public long CycleNanoseconds;

    /// <summary>Likewise: frames from then to the block's being heard. Holds where <see cref="LatencyFrames"/> is below 0.</summary>
    [FieldOffset(456)] public double CycleLatencyFrames;

    /// <summary>Prepared before the first callback, and then the callback's own: on which thread it runs.</summary>
    [FieldOffset(464)] public CallbackThread Thread;

    /// <summary>Written before the first callback: what a sound server says is heard; null where none is asked. Holds where <see cref="LatencyFrames"/> is below 0.</summary>
    [FieldOffset(504)] public HeardLine* Heard;
}

/// <summary>What a callback is set up with.</summary>
internal unsafe struct DeviceSetup
{
    /// <summary>Renders interleaved frames in place of <see cref="Callback.Render"/>: a test's own raw code. Null in the engine.</summary>
    public delegate*<RenderState*, float*, uint, void> Render;

    /// <summary>What it renders from.</summary>
    public RenderState* RenderState;

    /// <summary>
    /// SDL_PutAudioStreamData itself, or a method that calls it (<see cref="RawCode"/>): stream, bytes, their number, and
    /// <see cref="PutFunction"/>; not 0 when SDL took them. Null where frames go nowhere.
    /// </summary>
    public delegate*<nint, void*, int, nint, byte> Put;

    /// <summary>The address of SDL_PutAudioStreamData.</summary>
    public nint PutFunction;

    /// <summary>One pass's frames, <see cref="Limits.MaxBlockFrames"/> of them.</summary>
    public float* Buffer;

    /// <summary>Measures the blocks.</summary>
    public BlockClock* Clock;

    /// <summary>Captures what is delivered, or null.</summary>
    public TapState* Tap;

    /// <summary>What is heard when; null where nobody asks.</summary>
    public AudibleClock* Audible;

    /// <summary>Follows a host's clock; null where nobody can ask for it.</summary>
    public SlewState* Slew;

    /// <summary>How loud it plays; null for as it is rendered.</summary>
    public VolumeState* Volume;

    /// <summary>Bytes of a frame.</summary>
    public int FrameBytes;

    /// <summary>Tells this output from the ones before it, for <see cref="Audible"/>.</summary>
    public int Number;

    /// <summary>Frames of the fade after the device ran dry; 0 for none.</summary>
    public int RampFrames;

    /// <summary>Channels of a frame.</summary>
    public int Channels;

    /// <summary>1 where the first block fades in: another output has played before.</summary>
    public int FadesIn;

    /// <summary>Playing time of a frame, ns; 0 for an output without a pace.</summary>
    public double NanosecondsPerFrame;

    /// <summary>Playing time of the device's period, ns: what plays on while the next block is rendered.</summary>
    public double ReserveNanoseconds;
}

/// <summary>How far the callback is. One writer; the control thread reads with <see cref="DeviceClock.Read"/>.</summary>
internal struct DeviceProgress
{
    /// <summary>Odd while the fields below are being changed.</summary>
    public long Version;

    /// <summary>Frames delivered since the output was opened.</summary>
    public long FramesDelivered;

    /// <summary>Frames of the newest block.</summary>
    public long BlockFrames;

    /// <summary>When the newest block had been delivered, ns of the block clock; 0 before the first.</summary>
    public long DeliveredNanoseconds;

    /// <summary>Blocks delivered.</summary>
    public long Blocks;

    /// <summary>Blocks that came after the device had run dry (<see cref="UnderrunRule"/>).</summary>
    public long Underruns;

    /// <summary>Of <see cref="Underruns"/>, those before which the callback came too late; in the others rendering took too long.</summary>
    public long LateUnderruns;

    /// <summary>Frames that the device could have played while it was dry.</summary>
    public long DryFrames;

    /// <summary>When the first block was asked for, ns of <see cref="AudibleClock.Now"/>.</summary>
    public long FirstAsked;

    /// <summary>When the newest block was asked for, likewise.</summary>
    public long Asked;

    /// <summary>The longest time the device was dry, ns.</summary>
    public long LongestDryNanoseconds;

    /// <summary>Blocks, or parts of one, that SDL did not take (out of memory).</summary>
    public long Refused;

    /// <summary>Playing time that the device is reckoned to hold just after the newest block, ns.</summary>
    public double HeldNanoseconds;
}
