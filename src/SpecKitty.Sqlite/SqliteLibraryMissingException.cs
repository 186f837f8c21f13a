namespace SpecKitty.Sqlite;

/// <summary>The operating system has no SQLite library. The message says how to install one.</summary>
internal sealed class SqliteLibraryMissingException : Exception
{
    public SqliteLibraryMissingException()
        : this(innerException: null)
    {
    }

    public SqliteLibraryMissingException(string message)
        : base(message)
    {
    }

    public SqliteLibraryMissingException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    public SqliteLibraryMissingException(Exception? innerException)
        : base(
            "The SQLite library of the operating system was not found. Install it and try again: 'apt-get install libsqlite3-0' "
            + "(Debian, Ubuntu), 'dnf install sqlite-libs' (Fedora), 'apk add sqlite-libs' (Alpine); macOS and Windows 10 and later bring it along.",
            innerException)
    {
    }
}
