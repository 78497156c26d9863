using System;

namespace Seamline.Bench;

/// <summary>
/// `suites` runs the BenchmarkDotNet suites; `decode` and `open` pair whole files with FFmpeg; `peaks` times waveforms, `resample` resampling;
/// `stretch` judges other speeds; `peers` judges what bench/peers/run.sh recorded; `compare`, `keep` and `chart` read results. tools/bench.sh calls it.
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
            case ["resample"]:
                return ResampleBench.Run();
            case ["stretch", .. var rest]:
                return Quality.StretchReport.Run(rest);
            case ["suites", .. var rest]:
                return SuiteConfig.Run(rest);
            case ["compare", var old, var now]:
                return Comparison.Run(old, now);
            case ["keep", var results, var file]:
                return Measured.Keep(results, file);
            case ["chart", var results, var file]:
                return Chart.Run(results, file);
            default:
                Console.Error.WriteLine(
                    "suites [...] | decode [CODEC...] | open [CODEC...] | peaks | resample | stretch [FILE...] | peers ... | compare OLD NEW"
                    + " | keep RESULTS FILE.figures.json | chart TARGETS.JSON FILE.SVG");
                return 2;
        }
    }
}
