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

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern uint GetCurrentThreadId();

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL SetThreadPriorityBoost(HANDLE hThread, BOOL bDisablePriorityBoost);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern void AcquireSRWLockExclusive(SRWLOCK* SRWLock);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern void ReleaseSRWLockExclusive(SRWLOCK* SRWLock);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL SleepConditionVariableSRW(
        CONDITION_VARIABLE* ConditionVariable, SRWLOCK* SRWLock, uint dwMilliseconds, uint Flags);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern void WakeAllConditionVariable(CONDITION_VARIABLE* ConditionVariable);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern HANDLE CreateFileW(
        char* lpFileName,
        uint dwDesiredAccess,
        uint dwShareMode,
        SECURITY_ATTRIBUTES* lpSecurityAttributes,
        uint dwCreationDisposition,
        uint dwFlagsAndAttributes,
        HANDLE hTemplateFile);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL ReadFile(
        HANDLE hFile, void* lpBuffer, uint nNumberOfBytesToRead, uint* lpNumberOfBytesRead, OVERLAPPED* lpOverlapped);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL GetFileSizeEx(HANDLE hFile, LARGE_INTEGER* lpFileSize);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern uint GetFileType(HANDLE hFile);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL GetFileInformationByHandle(HANDLE hFile, BY_HANDLE_FILE_INFORMATION* lpFileInformation);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL MoveFileExW(char* lpExistingFileName, char* lpNewFileName, uint dwFlags);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL ReplaceFileW(
        char* lpReplacedFileName, char* lpReplacementFileName, char* lpBackupFileName, uint dwReplaceFlags, void* lpExclude, void* lpReserved);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL SetFileInformationByHandle(
        HANDLE hFile, FILE_INFO_BY_HANDLE_CLASS FileInformationClass, void* lpFileInformation, uint dwBufferSize);

    [DllImport("advapi32", ExactSpelling = true)]
    public static extern BOOL GetFileSecurityW(
        char* lpFileName, uint RequestedInformation, void* pSecurityDescriptor, uint nLength, uint* lpnLengthNeeded);

    [DllImport("advapi32", ExactSpelling = true)]
    public static extern BOOL SetFileSecurityW(char* lpFileName, uint SecurityInformation, void* pSecurityDescriptor);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern BOOL GetModuleHandleExW(uint dwFlags, char* lpModuleName, HMODULE* phModule);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern uint GetModuleFileNameW(HMODULE hModule, char* lpFilename, uint nSize);

    [DllImport("avrt", ExactSpelling = true)]
    public static extern HANDLE AvSetMmThreadCharacteristicsW(char* TaskName, uint* TaskIndex);

    [DllImport("avrt", ExactSpelling = true)]
    public static extern BOOL AvRevertMmThreadCharacteristics(HANDLE AvrtHandle);

    [DllImport("winmm", ExactSpelling = true)]
    public static extern uint timeBeginPeriod(uint uPeriod);

    [DllImport("winmm", ExactSpelling = true)]
    public static extern uint timeEndPeriod(uint uPeriod);
}
