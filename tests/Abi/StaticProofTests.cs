using System;
using System.Linq;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// The strongest proof of the real-time promise needs no run: over the published machine code, from the render entry, nothing
/// leads out. It sees what watching cannot: an uncontended lock, an allocation on a path not taken.
/// </summary>
[Collection(nameof(NativeHost))]
public sealed class StaticProofTests
{
    // The C library's clock, through the pointer that MonotonicTime.Resolve found; answered by the vDSO.
    private static readonly string[] MayCallThroughPointers = ["seamline_Seamline_Device_MonotonicTime__Ask"];

    // A block that copies by Buffer.MemoryCopy, as the compiler calls it for lengths that it does not know.
    private const string Planted = "\n0000 <planted_copy>:\n 0:\tcall   5 <x>\t1: R_X86_64_PLT32\tseam_render-0x4\n 5:\tcall   a <y>\t6: R_X86_64_PLT32\tS_P_CoreLib_System_SpanHelpers__Memmove-0x4\n";

    private static readonly Lazy<ObjectCode> Code = new(() => ObjectCode.Load(Planted));

    [Fact]
    public void The_render_entry_reaches_nothing_outside()
    {
        Reach reach = Code.Value.From("seam_render");
        Assert.Empty(reach.External);
        Assert.Empty(reach.SystemCalls);
        string[] indirect = [.. reach.Indirect];
        Assert.Equal(MayCallThroughPointers, indirect);
    }

    [Theory]
    [InlineData("seam_render_at", 30)]
    [InlineData("seam_clock_at", 3)]
    [InlineData("seam_clock_now", 2)]
    public void The_audible_clock_reaches_nothing_outside(string entry, int functions)
    {
        Reach reach = Code.Value.From(entry);
        Assert.Empty(reach.External);
        Assert.Empty(reach.SystemCalls);
        Assert.All(reach.Indirect, i => Assert.Equal(MayCallThroughPointers[0], i));
        Assert.True(reach.Functions.Count >= functions, string.Join(' ', reach.Functions));
    }

    [Fact]
    public void The_proof_looks_at_the_whole_renderer()
    {
        Reach reach = Code.Value.From("seam_render");
        Assert.True(Code.Value.Count > 3_000, $"{Code.Value.Count} functions");
        Assert.InRange(reach.Functions.Count, 30, 160);
        foreach (string part in new[] { "Render_Callback__Render", "Render_Transport__", "Render_Renderer__", "Snapshots_RegionWalk__", "Render_LaneMix__", "Render_TrackMix__", "Kernels_Crossfade__", "Kernels_EqualPower__", "seamline_ticks" })
            Assert.Contains(reach.Functions, f => f.Contains(part, StringComparison.Ordinal));
        Assert.All(reach.Functions, f => Assert.StartsWith("seam", f, StringComparison.Ordinal));
    }

    [Fact]
    public void The_documented_entry_fails_the_proof()
    {
        Reach reach = Code.Value.From("seam_render_documented");
        string[] external = [.. reach.External.Order(StringComparer.Ordinal)];
        Assert.Equal(["RhpReversePInvoke", "RhpReversePInvokeReturn"], external);
    }

    [Theory]
    [InlineData("seam_undo")]
    [InlineData("seam_last_error")]
    [InlineData("seam_get_stats")]
    public void Control_calls_fail_the_proof(string entry)
    {
        Reach reach = Code.Value.From(entry);
        Assert.Contains("RhpNewFast", reach.External);
        Assert.NotEmpty(reach.Indirect);
    }

    // Beyond some hundred bytes the runtime's copy leaves managed code, and its way back waits for a collection.
    [Fact]
    public void A_large_copy_through_the_runtime_fails_the_proof()
    {
        Reach reach = Code.Value.From("planted_copy");
        string[] external = [.. reach.External.Order(StringComparer.Ordinal)];
        Assert.Equal(["RhpPInvoke", "RhpPInvokeReturn", "memmove"], external);
    }

    [Theory]
    [InlineData("0000 <f>:\n 0:\tcall   5 <f+0x5>\t1: R_X86_64_PLT32\tmalloc-0x4", "external malloc")]
    [InlineData("0000 <f>:\n 0:\tjmp    5 <f+0x5>\t1: R_X86_64_PLT32\tmemmove-0x4", "external memmove")]
    [InlineData("0000 <f>:\n 0:\tcall   10 <g>\n0010 <g>:\n 10:\tsyscall", "system call g")]
    [InlineData("0000 <f>:\n 0:\tje     10 <g>\n0010 <g>:\n 10:\tcall   *0x8(%rax)", "indirect g")]
    [InlineData("0000 <f>:\n 0:\tcall   *0x0(%rip)\t2: R_X86_64_PC32\tsomewhere-0x4", "external somewhere")]
    [InlineData("0000 <f>:\n 0:\tjmp    *%rax", "indirect f")]
    [InlineData("0000 <f>:\n 0:\tadd    %rax,%rbx\n 3:\tret", "")]
    public void The_proof_bites(string disassembly, string found)
    {
        Reach reach = ObjectCode.Read(disassembly).From("f");
        string[] all = [.. reach.External.Select(e => "external " + e), .. reach.SystemCalls.Select(s => "system call " + s), .. reach.Indirect.Select(i => "indirect " + i)];
        Assert.Equal(found, string.Join(", ", all));
    }
}
