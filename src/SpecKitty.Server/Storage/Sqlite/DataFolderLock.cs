namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Keeps a data folder for one server at a time. Commands that only add to the database do not need it.</summary>
/// <remarks>The system lets go of the lock when the process ends, however it ends: a lock file that is left behind stops nobody.</remarks>
internal sealed class DataFolderLock : IDisposable
{
    private const string FileName = "speckitty.lock";

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a folder, which must exist.</summary>
    /// <param name="dataDirectory">The folder.</param>
    /// <exception cref="IOException">Another process has it, or the folder cannot be written to; the message says which and what to do.</exception>
    public static DataFolderLock Take(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new DataFolderLock(new FileStream(path, options));
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            throw new IOException($"A server runs on the data folder {dataDirectory} already: stop it first, or name another folder with --data.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException and not FileNotFoundException and not DirectoryNotFoundException)
        {
            throw new IOException($"The data folder {dataDirectory} cannot be written to ({exception.Message}): make it writable for the server's user, or name another folder with --data.", exception);
        }
    }

    // The runtime passes on what the system calls a lock that another process holds: EWOULDBLOCK, or a sharing violation on Windows.
    private static bool IsHeld(IOException exception)
        => exception.HResult == (OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? 35 : 11);

    public void Dispose() => _file.Dispose();
}
