using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>A statement that reads, on an open database of whomever.</summary>
/// <remarks>The database must stay open until the statement is disposed.</remarks>
internal sealed unsafe class QueueStatement : IDisposable
{
    private readonly nint _database;
    private readonly nint _statement;

    /// <summary>Prepares it.</summary>
    /// <param name="database">SQLite's handle of the open database.</param>
    /// <param name="text">One statement; values are bound by their place.</param>
    /// <exception cref="SqliteException">The database refuses the statement.</exception>
    public QueueStatement(nint database, string text)
    {
        _database = database;
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            nint statement = 0;
            Check(SqliteCalls.Prepare(database, start, bytes.Length, &statement, 0));
            _statement = statement;
        }
    }

    /// <summary>Sets a value; the first place is 1.</summary>
    public void Bind(int place, long value) => Check(SqliteCalls.BindNumber(_statement, place, value));

    /// <summary>Sets a value; the first place is 1, and what is not set is NULL.</summary>
    public void Bind(int place, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        fixed (byte* start = bytes)
        {
            Check(SqliteCalls.BindText(_statement, place, start, bytes.Length, SqliteCalls.Copied));
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="SqliteException">The file could not be read.</exception>
    public bool Next()
    {
        var code = SqliteCalls.Step(_statement);
        if (code is SqliteCalls.Row or SqliteCalls.Done)
        {
            return code == SqliteCalls.Row;
        }

        throw Fault(_database);
    }

    /// <summary>A column of the row as a number; 0 when it is none.</summary>
    public long Number(int column) => SqliteCalls.Number(_statement, column);

    /// <summary>A column of the row as a number that fits a smaller type; the nearest one when it does not.</summary>
    public int SmallNumber(int column) => (int)Math.Clamp(Number(column), 0, int.MaxValue);

    /// <summary>A column of the row as a text; null when there is none.</summary>
    public string? Text(int column)
    {
        var start = SqliteCalls.Text(_statement, column);
        return start is null ? null : Encoding.UTF8.GetString(start, SqliteCalls.Length(_statement, column));
    }

    /// <summary>A column of the row as a time in milliseconds of the Unix epoch; null when there is none.</summary>
    public DateTimeOffset? Instant(int column) =>
        SqliteCalls.TypeOf(_statement, column) == SqliteCalls.Null ? null : StoredRow.Instant(Number(column));

    public void Dispose() => _ = SqliteCalls.Finish(_statement);

    // Not inlined: reading loads nothing of the provider until something fails.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static SqliteException Fault(nint database)
    {
        var code = SqliteCalls.LastFault(database);
        var words = Marshal.PtrToStringUTF8((nint)SqliteCalls.LastMessage(database));
        return new SqliteException(string.Create(CultureInfo.InvariantCulture, $"SQLite Error {code & 0xFF}: '{words}'."), code & 0xFF, code);
    }

    private void Check(int code)
    {
        if (code != SqliteCalls.Ok)
        {
            throw Fault(_database);
        }
    }
}
