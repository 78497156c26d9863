using System;
using Seamline.Bench;

return args switch
{
    ["decode", .. var rest] => DecodeBench.Run(rest),
    ["open", .. var rest] => DecodeOpenBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: decode [codec ...]   whole-file decoding beside the ffmpeg command");
    Console.Error.WriteLine("       open [codec ...]     open to the first 250 ms beside FFmpeg's own");
    return 2;
}
