using System;
using System.IO;
using Seamline.Decode;
using Seamline.Isolation;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>Workers for tests: of the published program that SEAMLINE_TEST_DECODER names. Without it such tests are skipped.</summary>
internal static class Workers
{
    public static string Program
    {
        get
        {
            string? said = Environment.GetEnvironmentVariable("SEAMLINE_TEST_DECODER");
            Assert.SkipWhen(string.IsNullOrEmpty(said), "SEAMLINE_TEST_DECODER names no published decoder (tools/publish.sh decoder)");
            Assert.True(File.Exists(said), $"{said} is not there");
            return said;
        }
    }

    public static WorkerPool Pool(int loaders = 2, Func<IsolationSettings, IsolationSettings>? change = null)
    {
        var settings = new IsolationSettings(Program);
        return new WorkerPool(change?.Invoke(settings) ?? settings, loaders);
    }

    public static RemoteSource Open(WorkerPool pool, string path, int rate = 48_000, int channels = 2, RunSink? stop = null)
        => RemoteSource.Open(pool, path, -1, rate, channels, ChannelChoice.Downmix, stop);
}
