// NativeAOT knows the attribute by this name, wherever it is declared: the method becomes a C symbol without a transition.
// Used for seam_render only, and only where tests prove it (PublishNativeLibrary on linux-x64).
namespace System.Runtime;

/// <summary>Exports a static method of primitives and pointers under a C name, as it is.</summary>
/// <param name="entryPoint">The C name.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
internal sealed class RuntimeExportAttribute(string entryPoint) : Attribute
{
    /// <summary>The C name.</summary>
    public string EntryPoint { get; } = entryPoint;
}
