using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace SpecKitty.Sqlite;

/// <summary>Makes SQLite run on the library that the operating system maintains, instead of one carried in the package.</summary>
/// <remarks>
/// The system's library receives security fixes with the system; a bundled one would keep its known holes until our next release.
/// Call <see cref="Register"/> before the first connection is opened. It may be called any number of times, from any thread,
/// and by several assemblies: client and server both compile this file.
/// </remarks>
internal static class SystemSqlite
{
    private const string ProviderLibrary = "e_sqlite3";

    private static readonly Lock Gate = new();
    private static bool _registered;
    private static bool _resolved;
    private static nint _library;

    /// <summary>Registers the provider. Does nothing after the first success.</summary>
    /// <exception cref="SqliteLibraryMissingException">No SQLite library is installed; the message says how to install it.</exception>
    public static void Register()
    {
        lock (Gate)
        {
            if (_registered)
            {
                return;
            }

            Resolve();
            ResolveFor(typeof(SQLite3Provider_e_sqlite3).Assembly);

            try
            {
                raw.SetProvider(new SQLite3Provider_e_sqlite3());
                _ = raw.sqlite3_libversion_number();
            }
            catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
            {
                throw new SqliteLibraryMissingException(missing);
            }

            _registered = true;
        }
    }

    /// <summary>Lets the calls find the library that the assembly which carries this file makes itself. Loads nothing, and does nothing after the first time.</summary>
    public static void Resolve()
    {
        lock (Gate)
        {
            if (!_resolved)
            {
                ResolveFor(typeof(SystemSqlite).Assembly);
                _resolved = true;
            }
        }
    }

    private static void ResolveFor(Assembly assembly)
    {
        try
        {
            NativeLibrary.SetDllImportResolver(assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // Another assembly of this process that carries this file has set the same resolver: one is all it takes.
        }
    }

    private static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (libraryName != ProviderLibrary)
        {
            return 0;
        }

        // Asked again for each call that is made for the first time.
        if (_library == 0)
        {
            foreach (var candidate in Candidates())
            {
                if (NativeLibrary.TryLoad(candidate, assembly, searchPath, out var handle))
                {
                    _library = handle;
                    break;
                }
            }
        }

        return _library;
    }

    private static string[] Candidates()
    {
        if (OperatingSystem.IsWindows())
        {
            return ["winsqlite3.dll"];
        }

        return OperatingSystem.IsMacOS()
            ? ["libsqlite3.dylib", "/usr/lib/libsqlite3.dylib"]
            : ["libsqlite3.so.0", "libsqlite3.so"];
    }
}
