using System;
using System.Globalization;
using System.IO;

namespace Seamline.Tests.Decode;

/// <summary>Bytes that the calling thread has read so far, by the kernel's own count: unlike time it does not depend on the machine's load.</summary>
internal static class ThreadReads
{
    private const string Counter = "rchar: ";

    /// <summary>Bytes passed through read and its relatives; 0 where the kernel keeps no such count.</summary>
    public static long Bytes
    {
        get
        {
            const string Accounts = "/proc/thread-self/io";
            if (!File.Exists(Accounts)) return 0;
            foreach (string line in File.ReadLines(Accounts))
            {
                if (line.StartsWith(Counter, StringComparison.Ordinal)) return long.Parse(line.AsSpan(Counter.Length), CultureInfo.InvariantCulture);
            }

            return 0;
        }
    }
}
