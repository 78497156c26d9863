using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

[assembly: DisableRuntimeMarshalling]
[assembly: SupportedOSPlatform("windows6.1")]

namespace TerraFX.Interop.Windows;

/// <summary>
/// The part of the Windows API that Seamline uses, under the names and signatures of the package TerraFX.Interop.Windows.
/// Guard calls with <see cref="System.OperatingSystem.IsWindowsVersionAtLeast"/>(6, 1).
/// </summary>
public static unsafe partial class Windows
{
    [DllImport("kernel32", ExactSpelling = true)]
    public static extern void* VirtualAlloc(void* lpAddress, nuint dwSize, uint flAllocationType, uint flProtect);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL VirtualFree(void* lpAddress, nuint dwSize, uint dwFreeType);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL VirtualLock(void* lpAddress, nuint dwSize);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL VirtualUnlock(void* lpAddress, nuint dwSize);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL SetProcessWorkingSetSize(HANDLE hProcess, nuint dwMinimumWorkingSetSize, nuint dwMaximumWorkingSetSize);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern HANDLE GetCurrentThread();

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL SetThreadPriority(HANDLE hThread, int nPriority);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern uint SetThreadExecutionState(uint esFlags);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern uint GetLastError();

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL CloseHandle(HANDLE hObject);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern HANDLE CreateEventW(
        SECURITY_ATTRIBUTES* lpEventAttributes, BOOL bManualReset, BOOL bInitialState, char* lpName);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL SetEvent(HANDLE hEvent);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern uint WaitForSingleObject(HANDLE hHandle, uint dwMilliseconds);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL QueryPerformanceCounter(LARGE_INTEGER* lpPerformanceCount);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL QueryPerformanceFrequency(LARGE_INTEGER* lpFrequency);

    [DllImport("winmm", ExactSpelling = true)]
    public static extern uint timeBeginPeriod(uint uPeriod);

    [DllImport("winmm", ExactSpelling = true)]
    public static extern uint timeEndPeriod(uint uPeriod);
}
