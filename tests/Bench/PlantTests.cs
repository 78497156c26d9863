using System;
using System.IO;
using Seamline.Tests.AbiTests;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Bench;

/// <summary>The planted regressions of bench/plant.sh fit the sources; whether the gates catch them takes minutes and is asked by hand.</summary>
public sealed class PlantTests
{
    [Fact]
    public void Every_plant_finds_its_one_place()
    {
        Outcome outcome = NativeHost.Run("bash", Path.Combine(Repository.Root, "bench", "plant.sh"), "--check").Succeeded();
        Assert.Contains("every plant finds its place", outcome.Output, StringComparison.Ordinal);
    }
}
