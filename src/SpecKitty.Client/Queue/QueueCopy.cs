using SpecKitty.Client.Home;

namespace SpecKitty.Client.Queue;

/// <summary>A copy of a queue's file, with the log that belongs to it, in a folder of its own that only this user may enter.</summary>
internal sealed class QueueCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spec-kitty-queue-");

    private QueueCopy() => Path = System.IO.Path.Join(_folder.FullName, "queue.db");

    /// <summary>The copy; there is none when the file is missing.</summary>
    public string Path { get; }

    /// <summary>Copies a file.</summary>
    /// <exception cref="ClientException">It cannot be read, or there is no room for the copy.</exception>
    public static QueueCopy Of(string path)
    {
        var copy = new QueueCopy();
        try
        {
            // The log holds what was written last. The file comes first: what is moved from the log in between is then in both, never in neither.
            foreach (var part in new[] { "", "-wal" }.Where(part => File.Exists(path + part)))
            {
                Add(path + part, copy.Path + part);
            }

            return copy;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            copy.Dispose();
            throw new ClientException(
                ClientFailure.LocalFile,
                $"{path} could not be copied: {refused.Message}",
                "Check that you may read it, and that the folder for temporary files has room; the environment variable TMPDIR moves it.",
                refused);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception ignored) when (ignored is IOException or UnauthorizedAccessException)
        {
            // A left-over copy is private, and the system clears its folder for temporary files.
        }
    }

    private static void Add(string from, string to)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile.OwnerOnly;
        }

        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = new FileStream(to, options);
        source.CopyTo(target);
    }
}
