namespace Seamline.Device;

/// <summary>The one parameter that a stream is connected with: its format, as the server's plain old data (a tree of 32-bit words, each value padded to 8 bytes).</summary>
internal static unsafe class SpaFormat
{
    /// <summary>Room that <see cref="Write"/> needs.</summary>
    public const int MostBytes = 256;

    private const int Id = 3;
    private const int Int = 4;
    private const int Array = 13;
    private const int Object = 15;
    private const int FormatObject = 0x40003;
    private const int EnumFormat = 3;
    private const int Float32LittleEndian = 0x11B;

    // FL FR FC LFE, then the sides before the rears, as SDL has them: by number of channels.
    private static readonly int[][] Positions =
    [
        [2], [3, 4], [3, 4, 6], [3, 4, 12, 13], [3, 4, 6, 12, 13], [3, 4, 5, 6, 12, 13], [3, 4, 5, 6, 11, 7, 8], [3, 4, 5, 6, 12, 13, 7, 8],
    ];

    /// <summary>Writes SPA_PARAM_EnumFormat of interleaved f32.</summary>
    public static void Write(byte* to, int rate, int channels)
    {
        int* start = (int*)to;
        int* at = start + 2;
        *at++ = FormatObject;
        *at++ = EnumFormat;
        at = Property(at, 1, Id, 1); // media type: audio
        at = Property(at, 2, Id, 1); // subtype: raw
        at = Property(at, 0x10001, Id, Float32LittleEndian);
        at = Property(at, 0x10003, Int, rate);
        at = Property(at, 0x10004, Int, channels);
        at = Position(at, Positions[channels - 1]);
        start[0] = (int)((byte*)at - to) - 8;
        start[1] = Object;
    }

    private static int* Property(int* at, int key, int type, int value)
    {
        *at++ = key;
        *at++ = 0; // flags
        *at++ = sizeof(int);
        *at++ = type;
        *at++ = value;
        *at++ = 0;
        return at;
    }

    private static int* Position(int* at, int[] positions)
    {
        *at++ = 0x10005;
        *at++ = 0;
        *at++ = 8 + (positions.Length * sizeof(int));
        *at++ = Array;
        *at++ = sizeof(int);
        *at++ = Id;
        foreach (int position in positions) *at++ = position;
        if (positions.Length % 2 != 0) *at++ = 0;
        return at;
    }
}
