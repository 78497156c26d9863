using BenchmarkDotNet.Running;

namespace Seamline.Bench;

/// <summary>All suites by name: <c>--filter '*Edit*'</c>, <c>--job short</c>.</summary>
internal static class Program
{
    private static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
