namespace Seamline;

/// <summary>Where media are opened and decoded.</summary>
public enum IsolationMode
{
    /// <summary>In worker processes where the program seamline-decoder lies beside the library and can be locked down; else in this process.</summary>
    Auto = 0,

    /// <summary>In this process.</summary>
    Off = 1,

    /// <summary>In worker processes; where that is not possible no media are opened.</summary>
    Required = 2,
}
