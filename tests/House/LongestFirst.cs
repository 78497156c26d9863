using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Tests.House;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Xunit.TestCollectionOrderer(typeof(LongestFirst))]

namespace Seamline.Tests.House;

/// <summary>
/// Collections that take longest begin first, so that no single one is left at the end while the other threads have nothing to do. A name that
/// is missing here costs time and nothing else.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        nameof(AbiTests.NativeHost), nameof(Hosts), "SDL audio", nameof(AbiTests.MemoryTests), nameof(Decode.LinearEqualityTests),
        nameof(AbiTests.SanitizerTests), nameof(Stretch.StretchQualityTests), nameof(Timelines.EditModelTests), nameof(Decode.FuzzTests),
        nameof(Decode.ChangingStreamTests), nameof(EngineTests.LoadingTests), nameof(Clips.EvictionTests), nameof(EngineTests.MixModelTests),
        nameof(AbiTests.BlockBoundTests), nameof(Decode.HeAacTests), nameof(AbiTests.EditCountTests),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    // Of a class without a collection the name is "Test collection for NAMESPACE.CLASS (id: ...)".
    private static int Place(string name)
    {
        int place = Array.FindIndex(Longest, longest => string.Equals(name, longest, StringComparison.Ordinal)
            || name.Contains($".{longest} ", StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
