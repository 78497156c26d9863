// NativeAOT knows the attribute by this name, wherever it is declared: a call of the method is a call of the C symbol, without a transition.
// Used by CpuTicks only, whose C functions return at once.
namespace System.Runtime;

/// <summary>Stands for a C function of primitives and pointers, as it is.</summary>
/// <param name="library">Where it is; "*" for the same program.</param>
/// <param name="entryPoint">Its C name.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
internal sealed class RuntimeImportAttribute(string library, string entryPoint) : Attribute
{
    /// <summary>Where it is.</summary>
    public string Library { get; } = library;

    /// <summary>Its C name.</summary>
    public string EntryPoint { get; } = entryPoint;
}
