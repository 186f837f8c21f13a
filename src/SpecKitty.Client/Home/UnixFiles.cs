using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SpecKitty.Client.Home;

/// <summary>What the base library does not ask of a Unix system: whose a file is and of what kind, locks, and that a folder's names are on the disk.</summary>
internal static partial class UnixFiles
{
    private const int WorkingDirectory = -100;
    private const int DoNotFollowLinks = 0x100;
    private const uint Owner = 0x8;
    private const int MayWrite = 2;

    // Linux keeps the form of this answer the same on every processor: 256 bytes, the owner in bytes 20 to 23.
    private const int AnswerSize = 256;
    private const int OwnerOffset = 20;

    // The mode in bytes 28 and 29; its upper four bits are the kind of file.
    private const uint Kind = 0x1;
    private const int ModeOffset = 28;
    private const int KindMask = 0xF000;
    private const int RegularKind = 0x8000;
    private const int FolderKind = 0x4000;

    private const int LockShared = 1;
    private const int LockAlone = 2;
    private const int LockWithoutWaiting = 4;

    /// <summary>The id of the user that this process acts as.</summary>
    public static uint CurrentUser { get; } = OperatingSystem.IsWindows() ? 0 : EffectiveUser();

    /// <summary>The id of the user who owns a file or folder; of the link itself where it is one.</summary>
    /// <returns>Null where it is missing or the system has no such question: only Linux is asked.</returns>
    public static uint? OwnerOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> answer = stackalloc byte[AnswerSize];
        try
        {
            return Status(WorkingDirectory, path, DoNotFollowLinks, Owner, ref MemoryMarshal.GetReference(answer)) == 0
                ? MemoryMarshal.Read<uint>(answer[OwnerOffset..])
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without this call is older than any that .NET supports, or is none that we know.
            return null;
        }
    }

    /// <summary>Whether this process may make files in a folder: it has the right, and the disk is not mounted read-only. True on Windows, where only trying shows it.</summary>
    public static bool CanWrite(string path) => OperatingSystem.IsWindows() || Access(path, MayWrite) == 0;

    /// <summary>What stands at a path, after symbolic links, without opening it: opening a pipe would wait for its writer.</summary>
    /// <returns>Null where nothing does, or the system has no such question: only Linux is asked.</returns>
    public static FileKind? KindOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> answer = stackalloc byte[AnswerSize];
        try
        {
            return Status(WorkingDirectory, path, 0, Kind, ref MemoryMarshal.GetReference(answer)) != 0
                ? null
                : (MemoryMarshal.Read<ushort>(answer[ModeOffset..]) & KindMask) switch
                {
                    RegularKind => FileKind.Regular,
                    FolderKind => FileKind.Folder,
                    _ => FileKind.Other,
                };
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Locks an open file among all processes, without waiting. The lock ends when the file is closed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isShared">Whether others may share the lock.</param>
    /// <returns>0, or the error of the system.</returns>
    /// <remarks>
    /// The base library takes the same lock when it opens a file, but not where <c>DOTNET_SYSTEM_IO_DISABLEFILELOCKING</c> is set.
    /// Taking it a second time for the same open file changes nothing.
    /// </remarks>
    public static int TryLock(SafeFileHandle file, bool isShared) =>
        Lock(file, (isShared ? LockShared : LockAlone) | LockWithoutWaiting) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Makes sure that the names in a folder survive a power cut. Does nothing on Windows, whose file system sees to it, and where the folder cannot be opened.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows() || Open(path, 0) is not (>= 0 and var folder))
        {
            return;
        }

        _ = Flush(folder);
        _ = Close(folder);
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte answer);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
