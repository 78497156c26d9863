using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Cli;

/// <summary>
/// Ends long work in order where the user presses Ctrl-C or the system asks the process to end: what is half written goes, and the
/// exit code is 128 and the signal's number, as shells have it. A second signal ends the process at once.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private const int SignalBase = 128;
    private static readonly (PosixSignal Signal, int Number)[] Signals = [(PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15)];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly PosixSignalRegistration[] _registrations;
    private bool _isOver;

    /// <summary>Takes the signals over until it is disposed.</summary>
    public Interrupt() => _registrations = Array.ConvertAll(Signals, one => PosixSignalRegistration.Create(one.Signal, context => Take(context, one.Number)));

    /// <summary>The exit code of a command that a signal has ended; 0 where none has.</summary>
    public static int ExitCode { get; private set; }

    /// <summary>Cancelled by the signal.</summary>
    public CancellationToken Token => _cancel.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate) _isOver = true;
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _cancel.Dispose();
    }

    /// <summary>A signal, on a thread of its own. One that comes when the work is over ends the process, as without this.</summary>
    internal void Take(PosixSignalContext context, int number)
    {
        lock (_gate)
        {
            if (_isOver || ExitCode != 0) return;
            context.Cancel = true;
            ExitCode = SignalBase + number;
            _cancel.Cancel();
        }
    }
}
