using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Seamline.Ui.App;

/// <summary>
/// SIGTERM, SIGINT and SIGHUP: the window's thread keeps what is not saved and ends, within the tenth of a second that it sleeps at most.
/// A second signal ends the program at once.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly List<PosixSignalRegistration> _all = [];

    public Signals(Session session)
    {
        foreach ((PosixSignal signal, int number) in (ReadOnlySpan<(PosixSignal, int)>)[(PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15)])
        {
            int of = number;
            _all.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = session.Signal == 0;
                session.Signal = of;
            }));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration one in _all) one.Dispose();
    }
}
