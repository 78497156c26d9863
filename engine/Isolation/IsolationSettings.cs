namespace Seamline.Isolation;

/// <summary>How an engine treats its workers. Tests set their own.</summary>
/// <param name="Program">The program seamline-decoder; null: it is looked for.</param>
internal sealed record IsolationSettings(string? Program = null)
{
    /// <summary>A worker from which nothing comes for so long hangs, s. More than a drive takes to wake up.</summary>
    public double HangSeconds { get; init; } = 12;

    /// <summary>So long a worker may take to give a request up, s; then it is ended without blame: its drive may be asleep.</summary>
    public double StopSeconds { get; init; } = 2;

    /// <summary>So long it may work for one request without a frame, s. What cannot be entered in its middle is decoded up to there first.</summary>
    public double WorkSeconds { get; init; } = 600;

    /// <summary>How long it may take to start, s.</summary>
    public double StartSeconds { get; init; } = 15;

    /// <summary>Whether a template forks the workers; otherwise each is started by itself.</summary>
    public bool Forks { get; init; } = true;

    /// <summary>Variables of its environment, beside those that the loader of libraries reads.</summary>
    public string[] Environment { get; init; } = [];

    /// <summary>After so many failures a file is not opened again.</summary>
    public const int MostStrikes = 3;
}
