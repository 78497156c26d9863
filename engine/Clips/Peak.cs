using System;
using System.Runtime.InteropServices;

namespace Seamline;

/// <summary>What has to be said of a column of a waveform.</summary>
[Flags]
public enum PeakFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>No frame of it lies inside the material (or the timeline): silence, and known to be.</summary>
    Outside = 1,

    /// <summary>
    /// Its values are those of a longer stretch around (some of) it: what would be finer is not in memory, or is no longer kept
    /// because the memory set apart for peaks is used up.
    /// </summary>
    Coarse = 2,
}

/// <summary>A column of a waveform: what lies between two instants, of one channel or of all.</summary>
/// <param name="Min">Smallest sample, full scale = 1; never above the true one. Not a number where nothing is known.</param>
/// <param name="Max">Largest sample; never below the true one. Not a number where nothing is known.</param>
/// <param name="Rms">Root of the mean of the squares. Not a number where nothing is known.</param>
/// <param name="Known">Share of the column that has been loaded once, 0..1: 0 is unknown, less than 1 will still change.</param>
/// <param name="Flags">What else is to be said.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Peak(float Min, float Max, float Rms, float Known, PeakFlags Flags)
{
    /// <summary>Whether anything is known of it.</summary>
    public bool IsKnown => Known > 0;
}

/// <summary>What of a waveform is wanted: columns of equal lengths, one after the other.</summary>
/// <param name="FirstFrame">
/// Where the first column begins, frames; may lie outside the material, and between frames: column <c>i</c> holds the frames
/// [floor(FirstFrame + i x FramesPerColumn), floor(FirstFrame + (i + 1) x FramesPerColumn)).
/// </param>
/// <param name="FramesPerColumn">Length of a column, frames, from 1 up; need not be whole.</param>
/// <param name="Channel">The channel, from 0; -1 for all of them together.</param>
public readonly record struct PeakView(double FirstFrame, double FramesPerColumn, int Channel = -1)
{
    /// <summary>Where a column begins, and the one before it ends.</summary>
    internal long EdgeOf(long column)
    {
        const double most = 1e17;
        return (long)Math.Clamp(Math.Floor(FirstFrame + (column * FramesPerColumn)), -most, most);
    }

    /// <summary>The column that a frame lies in; the frame is not before the first.</summary>
    internal long ColumnOf(long frame)
    {
        // The quotient may be rounded over an edge: the edges are what counts.
        long column = Math.Max(0, (long)((frame - FirstFrame) / FramesPerColumn));
        while (column > 0 && EdgeOf(column) > frame) column--;
        while (EdgeOf(column + 1) <= frame) column++;
        return column;
    }
}
