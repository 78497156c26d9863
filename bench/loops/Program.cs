using System;

namespace Seamline.Bench.Loops;

/// <summary><c>seamline-loops kernels|lanes TIMES</c>: runs each loop so often, between marks, and prints their names in order.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["kernels", var times]: return KernelLoops.Run(int.Parse(times));
            case ["lanes", var times]: return LaneLoops.Run(int.Parse(times));
            default:
                Console.Error.WriteLine("usage: seamline-loops kernels|lanes TIMES");
                return 2;
        }
    }
}
