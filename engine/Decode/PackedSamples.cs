using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Threading;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>How samples lie in frames that come frame by frame.</summary>
internal enum SampleForm
{
    /// <summary>32-bit floats.</summary>
    Float32,

    /// <summary>16-bit integers; 32,768 is 1.</summary>
    Int16,

    /// <summary>32-bit integers; 2^31 is 1.</summary>
    Int32,
}

/// <summary>Frames as a decoder of bare or lossless samples gives them: they cross from a worker so, half as large where they have 16 bits.</summary>
/// <remarks>Thread: any.</remarks>
internal static unsafe class PackedSamples
{
    private const float Of16 = 1f / (1 << 15);
    private const float Of32 = 1f / (1u << 31);

    /// <summary>Bytes of a sample.</summary>
    public static int Bytes(SampleForm form) => form == SampleForm.Int16 ? sizeof(short) : sizeof(int);

    /// <summary>The form of a decoder's frames; false: another one.</summary>
    public static bool TryFind(AVFrame* frame, out SampleForm form)
    {
        form = (AVSampleFormat)frame->format switch
        {
            AVSampleFormat.AV_SAMPLE_FMT_S16 => SampleForm.Int16,
            AVSampleFormat.AV_SAMPLE_FMT_S32 => SampleForm.Int32,
            _ => SampleForm.Float32,
        };
        return form != SampleForm.Float32 || frame->format == (int)AVSampleFormat.AV_SAMPLE_FMT_FLT;
    }

    /// <summary>
    /// Samples as finite floats, with the bits that FFmpeg's converter gives. Each is read once: what is checked is what was copied, whoever writes to them meanwhile.
    /// </summary>
    public static void CopyTo(float* to, void* samples, SampleForm form, long count)
    {
        switch (form)
        {
            case SampleForm.Int16:
                CopyTo(to, (short*)samples, count);
                break;
            case SampleForm.Int32:
                CopyTo(to, (int*)samples, count);
                break;
            default:
                Finite.CopyRepaired((float*)samples, to, count);
                break;
        }
    }

    private static void CopyTo(float* to, short* samples, long count)
    {
        const int Step = 4 * 16;
        long i = 0;
        for (; i + Step <= count; i += Step)
        {
            Widen(to + i, samples + i);
            Widen(to + i + 16, samples + i + 16);
            Widen(to + i + 32, samples + i + 32);
            Widen(to + i + 48, samples + i + 48);
        }

        for (; i < count; i++) to[i] = Volatile.Read(ref samples[i]) * Of16; // partner: a worker, which may write at any time; read once
    }

    private static void CopyTo(float* to, int* samples, long count)
    {
        long i = 0;
        for (; i + Vector256<int>.Count <= count; i += Vector256<int>.Count)
            Vector256.Store(Vector256.ConvertToSingle(Vector256.Load(samples + i)) * Of32, to + i);
        for (; i < count; i++) to[i] = Volatile.Read(ref samples[i]) * Of32; // partner: as above
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(float* to, short* samples)
    {
        (Vector256<int> low, Vector256<int> high) = Vector256.Widen(Vector256.Load(samples));
        Vector256.Store(Vector256.ConvertToSingle(low) * Of16, to);
        Vector256.Store(Vector256.ConvertToSingle(high) * Of16, to + 8);
    }
}
