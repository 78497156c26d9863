using System.Runtime.InteropServices;

namespace FFmpeg.AutoGen;

// Only what the engine reads or writes. Structs whose layout is the same in 5.1, 6 and 7 have plain fields;
// in the others the fields that move are properties (no ref, no address: the package has fields there).

public struct AVRational
{
    public int num;
    public int den;
}

[StructLayout(LayoutKind.Explicit, Size = 8)]
public unsafe struct AVChannelLayout_u
{
    [FieldOffset(0)]
    public ulong mask;

    [FieldOffset(0)]
    public void* map;
}

public unsafe struct AVChannelLayout
{
    public AVChannelOrder order;
    public int nb_channels;
    public AVChannelLayout_u u;
    public void* opaque;
}

public unsafe struct AVPacket
{
    public void* buf;
    public long pts;
    public long dts;
    public byte* data;
    public int size;
    public int stream_index;
    public int flags;
    public void* side_data;
    public int side_data_elems;
    public long duration;
    public long pos;
    public void* opaque;
    public void* opaque_ref;
    public AVRational time_base;
}

public unsafe struct AVInputFormat
{
    public byte* name;
    public byte* long_name;
    public int flags;
}

public unsafe struct AVCodec
{
    public byte* name;
    public byte* long_name;
    public AVMediaType type;
    public AVCodecID id;
}

public struct AVDictionary;

public struct SwrContext;

public struct AVOutputFormat;

public unsafe struct AVIOContext
{
    public void* av_class;
    public byte* buffer;
}

#pragma warning disable CA1720 // the package's names
public struct avio_alloc_context_read_packet_func
{
    public System.IntPtr Pointer;
}

public struct avio_alloc_context_write_packet_func
{
    public System.IntPtr Pointer;
}

public struct avio_alloc_context_seek_func
{
    public System.IntPtr Pointer;
}
#pragma warning restore CA1720

public struct AVIOInterruptCB_callback_func
{
#pragma warning disable CA1720 // the package's name
    public System.IntPtr Pointer;
#pragma warning restore CA1720
}

public unsafe struct AVIOInterruptCB
{
    public AVIOInterruptCB_callback_func callback;
    public void* opaque;
}

[StructLayout(LayoutKind.Explicit)]
public unsafe struct AVFormatContext
{
    [FieldOffset(0)]
    private byte _first;

    [FieldOffset(8)]
    public AVInputFormat* iformat;

    [FieldOffset(32)]
    public AVIOContext* pb;

    [FieldOffset(44)]
    public uint nb_streams;

    [FieldOffset(48)]
    public AVStream** streams;

    public long start_time => *(long*)Layout.At(in _first, Layout.FormatStartTime);

    public long duration => *(long*)Layout.At(in _first, Layout.FormatDuration);

    public long bit_rate => *(long*)Layout.At(in _first, Layout.FormatBitRate);

    public int flags
    {
        get => *(int*)Layout.At(in _first, Layout.FormatFlags);
        set => *(int*)Layout.At(in _first, Layout.FormatFlags) = value;
    }

    public uint nb_chapters
    {
        get => *(uint*)Layout.At(in _first, Layout.FormatNbChapters);
        set => *(uint*)Layout.At(in _first, Layout.FormatNbChapters) = value;
    }

    public AVChapter** chapters
    {
        get => *(AVChapter***)Layout.At(in _first, Layout.FormatChapters);
        set => *(AVChapter***)Layout.At(in _first, Layout.FormatChapters) = value;
    }

    public AVDictionary* metadata
    {
        get => *(AVDictionary**)Layout.At(in _first, Layout.FormatMetadata);
        set => *(AVDictionary**)Layout.At(in _first, Layout.FormatMetadata) = value;
    }

    public AVIOInterruptCB interrupt_callback
    {
        get => *(AVIOInterruptCB*)Layout.At(in _first, Layout.FormatInterruptCallback);
        set => *(AVIOInterruptCB*)Layout.At(in _first, Layout.FormatInterruptCallback) = value;
    }
}

public unsafe struct AVChapter
{
    public long id;
    public AVRational time_base;
    public long start;
    public long end;
    public AVDictionary* metadata;
}

public unsafe struct AVStream
{
    private byte _first;

    public int index => *(int*)Layout.At(in _first, Layout.StreamIndex);

    public int id => *(int*)Layout.At(in _first, Layout.StreamIndex + sizeof(int)); // right behind it in every version

    public AVCodecParameters* codecpar => *(AVCodecParameters**)Layout.At(in _first, Layout.StreamCodecpar);

    public AVRational time_base => *(AVRational*)Layout.At(in _first, Layout.StreamTimeBase);

    public long start_time => *(long*)Layout.At(in _first, Layout.StreamStartTime);

    public long duration => *(long*)Layout.At(in _first, Layout.StreamDuration);

    public long nb_frames => *(long*)Layout.At(in _first, Layout.StreamNbFrames);

    public int disposition => *(int*)Layout.At(in _first, Layout.StreamDisposition);

    public AVDiscard discard
    {
        get => *(AVDiscard*)Layout.At(in _first, Layout.StreamDiscard);
        set => *(AVDiscard*)Layout.At(in _first, Layout.StreamDiscard) = value;
    }
}

[StructLayout(LayoutKind.Explicit)]
public unsafe struct AVCodecParameters
{
    [FieldOffset(0)]
    public AVMediaType codec_type;

    [FieldOffset(0)]
    private byte _first;

    [FieldOffset(4)]
    public AVCodecID codec_id;

    [FieldOffset(8)]
    public uint codec_tag;

    [FieldOffset(16)]
    public byte* extradata;

    [FieldOffset(24)]
    public int extradata_size;

    public int format
    {
        get => *(int*)Layout.At(in _first, Layout.ParFormat);
        set => *(int*)Layout.At(in _first, Layout.ParFormat) = value;
    }

    public long bit_rate
    {
        get => *(long*)Layout.At(in _first, Layout.ParBitRate);
        set => *(long*)Layout.At(in _first, Layout.ParBitRate) = value;
    }

    public int bits_per_coded_sample => *(int*)Layout.At(in _first, Layout.ParBitsPerCodedSample);

    public AVChannelLayout ch_layout
    {
        get => *(AVChannelLayout*)Layout.At(in _first, Layout.ParChLayout);
        set => *(AVChannelLayout*)Layout.At(in _first, Layout.ParChLayout) = value;
    }

    public int sample_rate
    {
        get => *(int*)Layout.At(in _first, Layout.ParSampleRate);
        set => *(int*)Layout.At(in _first, Layout.ParSampleRate) = value;
    }

    public int block_align => *(int*)Layout.At(in _first, Layout.ParBlockAlign);

    public int frame_size => *(int*)Layout.At(in _first, Layout.ParFrameSize);

    public int initial_padding => *(int*)Layout.At(in _first, Layout.ParInitialPadding);

    public int seek_preroll => *(int*)Layout.At(in _first, Layout.ParSeekPreroll);
}

public unsafe struct AVCodecContext
{
    private byte _first;

    public AVRational pkt_timebase
    {
        get => *(AVRational*)Layout.At(in _first, Layout.CodecPktTimebase);
        set => *(AVRational*)Layout.At(in _first, Layout.CodecPktTimebase) = value;
    }

    public int sample_rate => *(int*)Layout.At(in _first, Layout.CodecSampleRate);

    public AVSampleFormat sample_fmt => *(AVSampleFormat*)Layout.At(in _first, Layout.CodecSampleFmt);

    public AVChannelLayout ch_layout => *(AVChannelLayout*)Layout.At(in _first, Layout.CodecChLayout);

    public int flags2
    {
        get => *(int*)Layout.At(in _first, Layout.CodecFlags2);
        set => *(int*)Layout.At(in _first, Layout.CodecFlags2) = value;
    }

    public int thread_count
    {
        get => *(int*)Layout.At(in _first, Layout.CodecThreadCount);
        set => *(int*)Layout.At(in _first, Layout.CodecThreadCount) = value;
    }
}

[StructLayout(LayoutKind.Explicit)]
public unsafe struct AVFrame
{
    [FieldOffset(0)]
    private byte _first;

    [FieldOffset(96)]
    public byte** extended_data;

    [FieldOffset(112)]
    public int nb_samples;

    [FieldOffset(116)]
    public int format;

    [FieldOffset(136)]
    public long pts;

    public int sample_rate
    {
        get => *(int*)Layout.At(in _first, Layout.FrameSampleRate);
        set => *(int*)Layout.At(in _first, Layout.FrameSampleRate) = value;
    }

    public int flags => *(int*)Layout.At(in _first, Layout.FrameFlags);

    public long best_effort_timestamp => *(long*)Layout.At(in _first, Layout.FrameBestEffortTimestamp);

    public AVChannelLayout ch_layout
    {
        get => *(AVChannelLayout*)Layout.At(in _first, Layout.FrameChLayout);
        set => *(AVChannelLayout*)Layout.At(in _first, Layout.FrameChLayout) = value;
    }
}
