using System.Runtime.InteropServices;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Which file or folder a path leads to: two paths of one file have the same identity, whatever links and mounts they go through.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Number">The file's number there.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Number)
{
    private const int CurrentFolder = -100;
    private const uint NumberWanted = 0x100;
    private const int BufferLength = 256;

    /// <summary>Whether two paths lead to the same file or folder. Neither is opened: to close a database's file would drop the locks that SQLite holds on it.</summary>
    /// <returns>False when one of them does not exist.</returns>
    public static bool AreSame(string one, string other)
        => Path.Exists(one) && Path.Exists(other) && (Of(one) is { } identity ? identity == Of(other) : Resolve(one) == Resolve(other));

    // Null where the system has no statx, as only Linux does.
    private static FileIdentity? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            var buffer = new byte[BufferLength];
            return StatX(CurrentFolder, path, 0, NumberWanted, buffer) == 0
                ? new FileIdentity(((ulong)BitConverter.ToUInt32(buffer, 136) << 32) | BitConverter.ToUInt32(buffer, 140), BitConverter.ToUInt64(buffer, 32))
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    // Elsewhere: what symbolic links lead to.
    private static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is not { } folder)
        {
            return full;
        }

        var there = Path.Combine(Resolve(folder), Path.GetFileName(full));
        FileSystemInfo info = Directory.Exists(there) ? new DirectoryInfo(there) : new FileInfo(there);
        return info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? there;
    }

    // The layout of struct statx is the same on every architecture: stx_ino at 32, stx_dev_major at 136, stx_dev_minor at 140.
    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] buffer);
}
