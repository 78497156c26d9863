using System;
using CsCheck;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

public sealed class OverlapIndexTests
{
    [Fact]
    public void The_largest_overlap_is_that_of_a_plain_search()
    {
        Gen<(int, int)> range = Gen.Select(Gen.Int[0, 40], Gen.Int[0, 15]);
        Gen.Select(range.Array[0, 20], range.Array[1, 10]).Sample((ranges, asked) =>
        {
            var index = new OverlapIndex();
            for (int i = 0; i < ranges.Length; i++)
                index.Add(i, ranges[i].Item1, ranges[i].Item1 + ranges[i].Item2);
            foreach ((int start, int length) in asked)
            {
                int best = -1;
                int bestLength = 0;
                for (int i = 0; i < ranges.Length; i++)
                {
                    int overlap = Math.Min(start + length, ranges[i].Item1 + ranges[i].Item2) - Math.Max(start, ranges[i].Item1);
                    if (overlap > bestLength)
                        (best, bestLength) = (i, overlap);
                }
                Assert.Equal(best, index.Find(start, start + length));
            }
        });
    }
}
