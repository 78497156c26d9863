using Seamline.Snapshots;

namespace Seamline.Timeline;

/// <summary>Fades between two regions that touch.</summary>
internal static unsafe class Seams
{
    /// <summary>Fades two neighbours over <paramref name="frames"/> frames across their cut, for which both reach beyond it.</summary>
    public static void Fade(Region* left, Region* right, int frames, FadeCurve curve)
    {
        int head = frames / 2;
        left->End += frames - head;
        left->Tail = (ushort)(frames - head);
        left->FadeOutFrames = frames;
        left->Curves = (byte)((left->Curves & 15) | ((int)curve << 4));
        right->Start -= head;
        right->ClipFrame -= head;
        right->Head = (ushort)head;
        right->FadeInFrames = frames;
        right->Curves = (byte)((right->Curves & 0xF0) | (int)curve);
    }
}
