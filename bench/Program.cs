using BenchmarkDotNet.Running;

namespace Seamline.Bench;

/// <summary>
/// `decode` and `open` pair whole files with FFmpeg; `peaks` times waveforms; `peers` judges what bench/peers/run.sh recorded; everything else goes to BenchmarkDotNet: <c>--filter '*Edit*'</c>,
/// <c>--job short</c>.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["decode", .. var rest]:
                return DecodeBench.Run(rest);
            case ["open", .. var rest]:
                return DecodeOpenBench.Run(rest);
            case ["peaks"]:
                return PeaksBench.Run();
            case ["peers", .. var rest]:
                return Peers.PeerReport.Run(rest);
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
                return 0;
        }
    }
}
