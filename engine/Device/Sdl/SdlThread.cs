using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Seamline.Device;

/// <summary>Asks SDL on a thread of its own. What SDL keeps for a thread that it has not made (each name that it was given, the last error) stays when the thread ends.</summary>
internal static class SdlThread
{
    /// <summary>Runs it and gives back what SDL has kept for it.</summary>
    public static T Run<T>(Func<T> work)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (DeviceException e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }

            SdlLibrary.LeaveThread();
        })
        { IsBackground = true, Name = "seamline device list" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
