using Seamline.Snapshots;

namespace Seamline.Tests.Rendering;

/// <summary>Seams between regions that a test lays out itself.</summary>
internal static unsafe class RegionFade
{
    /// <summary>Fades two neighbours over <paramref name="frames"/> frames across their cut.</summary>
    public static void Across(Region* left, Region* right, int frames, FadeCurve curve)
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
