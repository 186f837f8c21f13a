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

    /// <summary>Makes an empty file for its owner only. One that exists is not touched: to open and close it here would drop the locks that SQLite holds on it.</summary>
    /// <param name="file">The file.</param>
    /// <returns>False when the file exists.</returns>
    public static bool TryCreateFile(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var created = new FileStream(file, options);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            return false;
        }
    }
}
