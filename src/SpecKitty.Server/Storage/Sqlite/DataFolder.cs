namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>The folder of a database.</summary>
internal static class DataFolder
{
    /// <summary>Makes the folder when it is missing. It holds password hashes and the signing key: nobody else's business.</summary>
    public static void Create(string dataDirectory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(dataDirectory);
        }
        else
        {
            Directory.CreateDirectory(dataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
