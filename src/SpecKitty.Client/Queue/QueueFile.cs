using SpecKitty.Client.Home;

namespace SpecKitty.Client.Queue;

/// <summary>Makes the file of a queue before SQLite does.</summary>
internal static class QueueFile
{
    private static readonly Lock Making = new();

    /// <summary>Makes the file, for its owner alone, unless it is there.</summary>
    /// <remarks>SQLite would make it readable by others; what it makes beside an existing file has that file's mode.</remarks>
    /// <exception cref="ClientException">It is there, and a symbolic link or open to others.</exception>
    public static void MakePrivate(string path)
    {
        // Closing any handle of a file takes back this process's locks on it, those of SQLite too: nobody here
        // may open the queue between its making and the closing of the handle that made it, and one that is there is not touched.
        lock (Making)
        {
            PrivateFile.Check(new FileInfo(path), PrivateFile.OwnerOnly, "600");
            if (!File.Exists(path))
            {
                Make(path);
            }
        }
    }

    /// <summary>Whether there is a file.</summary>
    /// <exception cref="ClientException">There is, and it is a symbolic link or open to others.</exception>
    public static bool Exists(string path)
    {
        // As above: whoever opens what another thread is making would lose the locks of it.
        lock (Making)
        {
            PrivateFile.Check(new FileInfo(path), PrivateFile.OwnerOnly, "600");
            return Path.Exists(path);
        }
    }

    private static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile.OwnerOnly;
        }

        try
        {
            using var made = new FileStream(path, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process has made it meanwhile.
        }
    }
}
