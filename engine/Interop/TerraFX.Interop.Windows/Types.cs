using System;
using System.Runtime.InteropServices;

namespace TerraFX.Interop.Windows;

/// <summary>A 32-bit truth value: any value but 0 is true.</summary>
public readonly struct BOOL : IEquatable<BOOL>
{
    public readonly int Value;

    public BOOL(int value) => Value = value;

    public static BOOL FALSE => new(0);

    public static BOOL TRUE => new(1);

    public static implicit operator bool(BOOL value) => value.Value != 0;

    public static implicit operator BOOL(bool value) => new(value ? 1 : 0);

    public static bool operator ==(BOOL left, BOOL right) => left.Value == right.Value;

    public static bool operator !=(BOOL left, BOOL right) => left.Value != right.Value;

    public bool Equals(BOOL other) => Value == other.Value;

    public override bool Equals(object? obj) => obj is BOOL other && Equals(other);

    public override int GetHashCode() => Value;
}

/// <summary>A kernel object's handle. <see cref="NULL"/> and <see cref="INVALID_VALUE"/> both mean none, by function.</summary>
public readonly unsafe struct HANDLE : IEquatable<HANDLE>
{
    public readonly void* Value;

    public HANDLE(void* value) => Value = value;

    public static HANDLE INVALID_VALUE => new(unchecked((void*)-1));

    public static HANDLE NULL => new(null);

    public static bool operator ==(HANDLE left, HANDLE right) => left.Value == right.Value;

    public static bool operator !=(HANDLE left, HANDLE right) => left.Value != right.Value;

    public bool Equals(HANDLE other) => Value == other.Value;

    public override bool Equals(object? obj) => obj is HANDLE other && Equals(other);

    public override int GetHashCode() => ((nuint)Value).GetHashCode();
}

/// <summary>A 64-bit integer that C may also read as two halves.</summary>
[StructLayout(LayoutKind.Explicit)]
public struct LARGE_INTEGER
{
    [FieldOffset(0)] public long QuadPart;
}

[StructLayout(LayoutKind.Sequential)]
public unsafe struct SECURITY_ATTRIBUTES
{
    public uint nLength;
    public void* lpSecurityDescriptor;
    public BOOL bInheritHandle;
}

/// <summary>A module's handle: the address that it is mapped at.</summary>
public readonly unsafe struct HMODULE : IEquatable<HMODULE>
{
    public readonly void* Value;

    public HMODULE(void* value) => Value = value;

    public static HMODULE NULL => new(null);

    public static bool operator ==(HMODULE left, HMODULE right) => left.Value == right.Value;

    public static bool operator !=(HMODULE left, HMODULE right) => left.Value != right.Value;

    public bool Equals(HMODULE other) => Value == other.Value;

    public override bool Equals(object? obj) => obj is HMODULE other && Equals(other);

    public override int GetHashCode() => ((nuint)Value).GetHashCode();
}

/// <summary>A slim reader/writer lock: free when zero, and nothing outside its own word.</summary>
public unsafe struct SRWLOCK
{
    public void* Ptr;
}

/// <summary>A condition variable: ready when zero, and nothing outside its own word.</summary>
public unsafe struct CONDITION_VARIABLE
{
    public void* Ptr;
}

public struct FILETIME
{
    public uint dwLowDateTime;
    public uint dwHighDateTime;
}

public struct BY_HANDLE_FILE_INFORMATION
{
    public uint dwFileAttributes;
    public FILETIME ftCreationTime;
    public FILETIME ftLastAccessTime;
    public FILETIME ftLastWriteTime;
    public uint dwVolumeSerialNumber;
    public uint nFileSizeHigh;
    public uint nFileSizeLow;
    public uint nNumberOfLinks;
    public uint nFileIndexHigh;
    public uint nFileIndexLow;
}

/// <summary>Where in a file to read, among what asynchronous calls keep.</summary>
public unsafe struct OVERLAPPED
{
    public nuint Internal;
    public nuint InternalHigh;
    public uint Offset;
    public uint OffsetHigh;
    public HANDLE hEvent;
}

public enum FILE_INFO_BY_HANDLE_CLASS
{
    FileRenameInfoEx = 22,
}

public static class MEM
{
    public const int MEM_COMMIT = 0x1000;
    public const int MEM_RESERVE = 0x2000;
    public const int MEM_DECOMMIT = 0x4000;
    public const int MEM_RELEASE = 0x8000;
    public const int MEM_LARGE_PAGES = 0x20000000;
}

public static class FILE
{
    public const int FILE_SHARE_READ = 0x1;
    public const int FILE_SHARE_WRITE = 0x2;
    public const int FILE_SHARE_DELETE = 0x4;
    public const int FILE_ATTRIBUTE_DIRECTORY = 0x10;
    public const int FILE_ATTRIBUTE_DEVICE = 0x40;
    public const int FILE_FLAG_BACKUP_SEMANTICS = 0x02000000;
    public const int FILE_TYPE_DISK = 0x1;
    public const int FILE_READ_ATTRIBUTES = 0x80;
    public const int FILE_RENAME_FLAG_REPLACE_IF_EXISTS = 0x1;
    public const int FILE_RENAME_FLAG_POSIX_SEMANTICS = 0x2;
}

public static class OPEN
{
    public const int OPEN_EXISTING = 3;
}

public static class GENERIC
{
    public const uint GENERIC_READ = 0x80000000;
}

public static class SECURITY
{
    public const int SECURITY_SQOS_PRESENT = 0x00100000;
}

public static class MOVEFILE
{
    public const int MOVEFILE_REPLACE_EXISTING = 0x1;
    public const int MOVEFILE_WRITE_THROUGH = 0x8;
}

public static class REPLACEFILE
{
    public const int REPLACEFILE_IGNORE_MERGE_ERRORS = 0x2;
    public const int REPLACEFILE_IGNORE_ACL_ERRORS = 0x4;
}

#pragma warning disable CA1716 // the package's names
public static class ERROR
{
    public const int ERROR_FILE_NOT_FOUND = 2;
    public const int ERROR_PATH_NOT_FOUND = 3;
    public const int ERROR_ACCESS_DENIED = 5;
    public const int ERROR_WRITE_PROTECT = 19;
    public const int ERROR_SHARING_VIOLATION = 32;
    public const int ERROR_LOCK_VIOLATION = 33;
    public const int ERROR_HANDLE_EOF = 38;
    public const int ERROR_HANDLE_DISK_FULL = 39;
    public const int ERROR_DISK_FULL = 112;
    public const int ERROR_INVALID_NAME = 123;
    public const int ERROR_FILENAME_EXCED_RANGE = 206;
    public const int ERROR_FILE_TOO_LARGE = 223;
    public const int ERROR_DISK_QUOTA_EXCEEDED = 1295;
}

public static class GET
{
    public const int GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT = 0x2;
    public const int GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS = 0x4;
}
#pragma warning restore CA1716

public static class PAGE
{
    public const int PAGE_NOACCESS = 0x01;
    public const int PAGE_READONLY = 0x02;
    public const int PAGE_READWRITE = 0x04;
}

public static class THREAD
{
    public const int THREAD_PRIORITY_NORMAL = 0;
    public const int THREAD_PRIORITY_ABOVE_NORMAL = 1;
    public const int THREAD_PRIORITY_HIGHEST = 2;
    public const int THREAD_PRIORITY_TIME_CRITICAL = 15;
}
