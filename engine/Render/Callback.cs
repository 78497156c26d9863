namespace Seamline.Render;

/// <summary>What the callback renders from.</summary>
internal struct RenderState
{
}

/// <summary>The callback's entry.</summary>
internal static unsafe class Callback
{
    /// <summary>Renders <paramref name="frames"/> interleaved frames.</summary>
    public static void Render(RenderState* state, float* output, uint frames)
    {
        uint samples = unchecked(frames * 2);
        for (uint i = 0; i < samples; i++)
        {
            output[i] = 0;
        }
    }
}
