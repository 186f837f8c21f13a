using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Lets the SQLite provider run on the operating system's own SQLite library.</summary>
/// <remarks>The system's library gets its security fixes from the system; a bundled one would stay as old as the package.</remarks>
internal static class SystemSqlite
{
    private static readonly Lock Gate = new();
    private static bool _registered;

    /// <summary>Registers the provider; more calls do nothing.</summary>
    /// <exception cref="DllNotFoundException">The system has no SQLite library; the message says how to install it.</exception>
    public static void Register()
    {
        lock (Gate)
        {
            if (_registered)
            {
                return;
            }

            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            _registered = true;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3")
        {
            return 0;
        }

        var library = OperatingSystem.IsWindows() ? "winsqlite3.dll" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0";
        if (NativeLibrary.TryLoad(library, out var handle))
        {
            return handle;
        }

        var remedy = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? "it is part of the operating system, so this system is damaged or too old"
            : "install it (Debian and Ubuntu: apt-get install libsqlite3-0; Fedora: dnf install sqlite-libs; Alpine: apk add sqlite-libs)";
        throw new DllNotFoundException($"SQLite is missing: {library} could not be loaded; {remedy}.");
    }
}
