using System;

namespace Seamline.Projects.Demo;

/// <summary>Something like a voice: a pulse train with a moving pitch through three formants, in syllables and pauses.</summary>
internal sealed class SpeechSynth(int rate, int seed)
{
    // First three formants of five vowels, Hz (Peterson and Barney 1952, rounded).
    private static readonly double[][] Vowels = [[730, 1_090, 2_440], [530, 1_840, 2_480], [270, 2_290, 3_010], [570, 840, 2_410], [300, 870, 2_240]];

    private readonly Random _random = new(seed);
    private readonly double[] _memory = new double[6];
    private double _phase;
    private double _pitch = 120;
    private double _level;
    private double _target;
    private int _left;
    private int _vowel;

    /// <summary>Fills the next mono samples.</summary>
    public void Fill(Span<float> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            if (_left-- <= 0) NextSyllable();
            _level += (_target - _level) * (150.0 / rate);
            _phase += _pitch / rate;
            double pulse = 0;
            if (_phase >= 1)
            {
                _phase -= 1;
                pulse = 1;
            }

            double source = (pulse * 4) + ((_random.NextDouble() - 0.5) * 0.05);
            samples[i] = (float)(Math.Tanh(Formants(source * _level)) * 0.6);
        }
    }

    private void NextSyllable()
    {
        bool pause = _random.NextDouble() < 0.12;
        _target = pause ? 0 : 0.3 + (0.7 * _random.NextDouble());
        _left = (int)(rate * (pause ? 0.35 : 0.12 + (0.15 * _random.NextDouble())));
        _pitch = 95 + (60 * _random.NextDouble());
        _vowel = _random.Next(Vowels.Length);
    }

    // Two-pole resonators in parallel, 80 Hz wide.
    private double Formants(double input)
    {
        double sum = 0;
        double radius = Math.Exp(-Math.PI * 80 / rate);
        for (int k = 0; k < 3; k++)
        {
            double angle = 2 * Math.PI * Vowels[_vowel][k] / rate;
            double output = (input * (1 - radius)) + (2 * radius * Math.Cos(angle) * _memory[2 * k]) - (radius * radius * _memory[(2 * k) + 1]);
            _memory[(2 * k) + 1] = _memory[2 * k];
            _memory[2 * k] = output;
            sum += output * (k == 0 ? 4 : 2);
        }

        return sum;
    }
}

/// <summary>Something like music: plucked strings (Karplus and Strong 1983) in four chords, spread over two channels.</summary>
internal sealed class MusicSynth
{
    private static readonly int[][] Chords = [[45, 57, 60, 64, 69], [41, 53, 57, 60, 65], [48, 55, 60, 64, 72], [43, 55, 59, 62, 67]];

    private readonly Random _random;
    private readonly int _rate;
    private readonly float[][] _strings = new float[5][];
    private readonly int[] _at = new int[5];
    private long _frame;

    public MusicSynth(int rate, int seed)
    {
        _rate = rate;
        _random = new Random(seed);
        for (int i = 0; i < _strings.Length; i++) _strings[i] = new float[1];
    }

    /// <summary>Fills the next stereo frames.</summary>
    public void Fill(Span<float> interleaved)
    {
        int beat = _rate * 60 / 96 / 2;
        for (int i = 0; i + 1 < interleaved.Length; i += 2, _frame++)
        {
            if (_frame % beat == 0) Pluck((int)(_frame / beat));
            float left = 0;
            float right = 0;
            for (int k = 0; k < _strings.Length; k++)
            {
                float[] line = _strings[k];
                int at = _at[k];
                int next = at + 1 == line.Length ? 0 : at + 1;
                float sample = line[at];
                line[at] = 0.498f * (sample + line[next]);
                _at[k] = next;
                float pan = k / 4f;
                left += sample * (1 - pan);
                right += sample * pan;
            }

            interleaved[i] = left * 0.3f;
            interleaved[i + 1] = right * 0.3f;
        }
    }

    private void Pluck(int beat)
    {
        int k = beat % _strings.Length;
        int note = Chords[beat / 16 % Chords.Length][k];
        int length = (int)(_rate / (440 * Math.Pow(2, (note - 69) / 12.0)));
        float[] line = _strings[k].Length == length ? _strings[k] : new float[length];
        for (int i = 0; i < length; i++) line[i] = (float)(_random.NextDouble() - 0.5);
        _strings[k] = line;
        _at[k] = 0;
    }
}
