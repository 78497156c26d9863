// A C# program on the C ABI, for hosts that keep the engine out of their own runtime: a thread edits while another pulls blocks.
//   Host OUT.wav
// Seam.cs beside this has the declarations (tools/bindings.py csharp writes it).
using System.Runtime.InteropServices;
using System.Text;

internal static unsafe class Program
{
    private const int Rate = 48_000;
    private const uint BlockFrames = 480;

    private static int Main(string[] arguments)
    {
        if (arguments.Length != 1)
        {
            Console.Error.WriteLine("usage: Host OUT.wav");
            return 2;
        }

        nint made;
        Check(0, Seam.seam_create(null, &made));
        nint engine = made; // a lambda may take this one
        float[] notes = Notes(8);
        fixed (float* samples = notes) Check(engine, Seam.seam_clip_set_pcm(engine, 1, samples, (ulong)notes.Length / 2, 2, Rate));
        var segment = new SeamSegment { clip = 1, out_seconds = 8, speed = 1 };
        Check(engine, Seam.seam_timeline_set(engine, &segment, 1));
        Check(engine, Seam.seam_wait_ready(engine, Rate, 10_000));
        Check(engine, Seam.seam_play(engine));

        // The audio thread asks for blocks; here it has no device behind it and no pace.
        var cut = new ManualResetEventSlim();
        float loudest = 0;
        var audio = new Thread(() =>
        {
            float[] block = new float[2 * BlockFrames];
            for (int i = 0; i < 100; i++)
            {
                if (i == 50) cut.Wait();
                fixed (float* output = block) Check(engine, Seam.seam_render(engine, output, BlockFrames));
                foreach (float sample in block) loudest = Math.Max(loudest, sample);
            }
        });
        audio.Start();
        Check(engine, Seam.seam_ripple_delete(engine, 2, 4));
        cut.Set();
        audio.Join();
        Console.WriteLine(FormattableString.Invariant($"loudest {loudest:0.000}"));

        fixed (byte* path = Encoding.UTF8.GetBytes(arguments[0] + '\0'))
        {
            long reported = 0;
            var wanted = new SeamFileExport { path = path, progress = &Reported, user = &reported };
            Check(engine, Seam.seam_export_file(engine, &wanted));
            Console.WriteLine($"exported {reported} frames");
        }

        int refused = Seam.seam_ripple_delete(engine, 4, 3);
        Console.WriteLine($"refused with {refused}: {Sentence(engine)}");
        Check(engine, Seam.seam_destroy(engine));
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static int Reported(void* user, long done, long frames)
    {
        *(long*)user = done;
        return 0;
    }

    // A note a second, each a semitone above the last, faded at both ends.
    private static float[] Notes(int seconds)
    {
        float[] samples = new float[seconds * Rate * 2];
        for (int i = 0; i < seconds * Rate; i++)
        {
            int frame = i % Rate;
            double step = 2 * Math.PI * 220 * Math.Pow(2, (i / Rate) / 12.0) / Rate;
            double fade = Math.Min(1, Math.Min(frame / 480.0, (Rate - frame) / 480.0));
            samples[2 * i] = samples[(2 * i) + 1] = (float)(0.5 * fade * Math.Sin(step * frame));
        }

        return samples;
    }

    private static void Check(nint engine, int status)
    {
        if (status != Seam.OK) throw new InvalidOperationException(Sentence(engine));
    }

    private static string Sentence(nint engine)
    {
        byte* text = stackalloc byte[512];
        _ = Seam.seam_last_error(engine, text, 512);
        return Marshal.PtrToStringUTF8((nint)text)!;
    }
}
