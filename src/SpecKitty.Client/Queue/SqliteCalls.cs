using System.Runtime.InteropServices;

namespace SpecKitty.Client.Queue;

/// <summary>The few calls of SQLite's library that reading takes, straight to it.</summary>
/// <remarks>
/// Every type in them is one that the machine itself knows, so that they are compiled ahead. Those of the provider are compiled at each start of a process,
/// and its connections load what the framework knows of databases: together that takes longer than a whole short command.
/// </remarks>
internal static unsafe partial class SqliteCalls
{
    public const int Ok = 0;
    public const int Row = 100;
    public const int Done = 101;
    public const int Null = 5;
    public const int ForReadingAndWriting = 2;

    /// <summary>The keeper of a value that SQLite copies.</summary>
    public const nint Copied = -1;

    private const string Library = "e_sqlite3";
    private const DllImportSearchPath Where = DllImportSearchPath.SafeDirectories;

    [LibraryImport(Library, EntryPoint = "sqlite3_open_v2"), DefaultDllImportSearchPaths(Where)]
    public static partial int Open(byte* path, nint* database, int flags, byte* system);

    [LibraryImport(Library, EntryPoint = "sqlite3_close_v2"), DefaultDllImportSearchPaths(Where)]
    public static partial int Close(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_exec"), DefaultDllImportSearchPaths(Where)]
    public static partial int Execute(nint database, byte* text, nint callback, nint argument, nint message);

    [LibraryImport(Library, EntryPoint = "sqlite3_extended_errcode"), DefaultDllImportSearchPaths(Where)]
    public static partial int LastFault(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_errmsg"), DefaultDllImportSearchPaths(Where)]
    public static partial byte* LastMessage(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_prepare_v2"), DefaultDllImportSearchPaths(Where)]
    public static partial int Prepare(nint database, byte* text, int length, nint* statement, nint rest);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64"), DefaultDllImportSearchPaths(Where)]
    public static partial int BindNumber(nint statement, int place, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text"), DefaultDllImportSearchPaths(Where)]
    public static partial int BindText(nint statement, int place, byte* text, int length, nint keeper);

    [LibraryImport(Library, EntryPoint = "sqlite3_step"), DefaultDllImportSearchPaths(Where)]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type"), DefaultDllImportSearchPaths(Where)]
    public static partial int TypeOf(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64"), DefaultDllImportSearchPaths(Where)]
    public static partial long Number(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_text"), DefaultDllImportSearchPaths(Where)]
    public static partial byte* Text(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes"), DefaultDllImportSearchPaths(Where)]
    public static partial int Length(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_finalize"), DefaultDllImportSearchPaths(Where)]
    public static partial int Finish(nint statement);
}
