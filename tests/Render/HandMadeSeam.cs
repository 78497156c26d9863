using Seamline.Snapshots;

namespace Seamline.Tests.Rendering;

/// <summary>The seam of two regions that a test has made by hand: what the compiler makes of two segments.</summary>
internal static unsafe class HandMadeSeam
{
    /// <summary>Fades two neighbours over <paramref name="frames"/> frames across their cut.</summary>
    public static void Fade(Region* left, Region* right, int frames, FadeCurve curve)
    {
        int head = frames / 2;
        left->End += frames - head;
        left->Tail = (ushort)(frames - head);
        left->FadeOutFrames = frames;
        right->Start -= head;
        right->ClipFrame -= head;
        right->Head = (ushort)head;
        right->FadeInFrames = frames;
        left->Curves |= (byte)((int)curve << 4);
        right->Curves |= (byte)curve;
    }
}
