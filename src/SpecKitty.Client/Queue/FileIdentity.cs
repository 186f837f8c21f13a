using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>Tells whether an open database is still the file that its path names.</summary>
internal static class FileIdentity
{
    private const int OpHasMoved = 20;
    private const int Ok = 0;

    private static readonly byte[] Main = "main\0"u8.ToArray();

    /// <summary>Whether the file was removed or replaced since it was opened; false where the system cannot tell, such as on Windows, which does not let anybody remove an open file.</summary>
    public static bool HasMoved(SqliteConnection connection)
    {
        var moved = 0;
        return FileControl(connection.Handle!.DangerousGetHandle(), Main, OpHasMoved, ref moved) == Ok && moved != 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(nint database, byte[] name, int operation, ref int argument);
}
