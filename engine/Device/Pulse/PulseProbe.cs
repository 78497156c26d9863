using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Device;

/// <summary>
/// What is heard of an SDL output on a PulseAudio server, asked a few times a second: a line through the answers, which the callback reads.
/// </summary>
/// <remarks>
/// The server asks for as much as it likes and when it likes, so that the times of the blocks say little of the device's clock; its word is better. The line
/// follows the answers with a loop of second order. One answer that is off by more than <see cref="OutlierNanoseconds"/> moves nothing; two in a row say that
/// the device has stopped for a while, and the line goes there. Thread: the prober's. Nothing is asked where no block has come.
/// </remarks>
internal sealed unsafe class PulseProbe : IDisposable
{
    private const int Tries = 3;
    private const double SettleNanoseconds = 2e6; // a block that was just delivered is on its way to the server
    private const double OutlierNanoseconds = 10e6;
    private const double Gain = 0.3;
    private const double RateGain = 0.02;
    private const double MostDrift = 0.001; // of the nominal rate

    private readonly AudibleClock* _clock;
    private HeardLine* _line;
    private PulseLatency? _server;
    private double _host;
    private double _frame;
    private double _pace;
    private double _latency;
    private int _answers;
    private bool _isOff;
    private bool _isTried;

    /// <summary>Begins with nothing known.</summary>
    public PulseProbe(AudibleClock* clock)
    {
        _clock = clock;
        _line = (HeardLine*)NativeMemory.AlignedAlloc((nuint)sizeof(HeardLine), 128);
        *_line = default;
    }

    /// <summary>For the callback, until this is disposed of.</summary>
    public HeardLine* Line => _line;

    /// <summary>The stream has been moved: what was measured is another device's.</summary>
    public void Forget()
    {
        _answers = 0;
        HeardLine.Forget(_line);
    }

    /// <summary>Asks. A server that cannot be reached is not asked again.</summary>
    public void Look(AudioOutput output)
    {
        if (output.Progress.Blocks == 0) return;
        if (!_isTried) _server = PulseLatency.TryConnect();
        _isTried = true;
        for (int i = 0; i < Tries && _server != null; i++)
        {
            if (AudibleClock.Now(_clock) - output.Progress.Asked < SettleNanoseconds) Thread.Sleep(2);
            DeviceProgress before = output.Progress;
            long asked = AudibleClock.Now(_clock);
            if (!_server.TryAsk(output.Info.DeviceRate, output.Info.DeviceChannels, out double microseconds)) return;
            double at = asked + ((AudibleClock.Now(_clock) - asked) * 0.5);
            if (output.Progress.Blocks != before.Blocks) continue; // a block came meanwhile: whether the server has counted it is not known
            double nominal = 1e9 / output.Info.Rate;
            Take(at, before.FramesDelivered - (microseconds * 1e3 / nominal), before, nominal);
            return;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server?.Dispose();
        NativeMemory.AlignedFree(_line);
        _line = null;
    }

    private void Take(double host, double frame, in DeviceProgress blocks, double nominal)
    {
        if (frame < 0) return;
        double expected = _frame + ((host - _host) / (_answers > 0 ? _pace : nominal));
        double off = frame - expected;
        bool isOff = _answers > 0 && Math.Abs(off) * nominal > OutlierNanoseconds;
        if (isOff && !_isOff)
        {
            _isOff = true;
            return;
        }

        if (_answers == 0 || isOff)
        {
            _pace = nominal;
            _frame = frame;
            _answers = 0;
        }
        else
        {
            // At first the mean of all answers so far.
            _frame = expected + (off * Math.Max(Gain, 1.0 / (_answers + 1)));
            double pace = _pace * (1 - (RateGain * off * nominal / (host - _host)));
            _pace = Math.Clamp(pace, nominal * (1 - MostDrift), nominal * (1 + MostDrift));
        }

        // Of the newest block, when it was asked for; on the average of some.
        double latency = blocks.FramesDelivered - blocks.BlockFrames - (_frame + ((blocks.Asked - host) / _pace));
        _latency = _answers == 0 ? latency : _latency + ((latency - _latency) * Gain);
        _host = host;
        _answers++;
        _isOff = false;
        HeardLine.Write(_line, _host, _frame, _pace, Math.Max(0, _latency));
    }
}
