using System.Globalization;
using System.Text;

namespace SpecKitty.Client.Home;

/// <summary>Reads and writes files that only their owner may see, and that are never half written.</summary>
internal static class PrivateFile
{
    /// <summary>Mode 600.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Mode 700.</summary>
    public const UnixFileMode OwnerEntersOnly = OwnerOnly | UnixFileMode.UserExecute;

    private const UnixFileMode AnyoneElse =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads a file that must be private.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">The largest size that is read.</param>
    /// <returns>Its text, or null when there is none.</returns>
    /// <exception cref="ClientException">It is a symbolic link, open to others, unreadable, no regular file, or larger.</exception>
    /// <exception cref="InvalidTextException">It is not UTF-8.</exception>
    public static string? Read(string path, int mostBytes = LocalFile.MostBytesOfSettings) =>
        ReadBytes(path, mostBytes) is { } bytes ? LocalFile.Text(bytes) : null;

    /// <summary>Reads a file that must be private, whatever its text.</summary>
    /// <inheritdoc cref="Read"/>
    public static byte[]? ReadBytes(string path, int mostBytes = LocalFile.MostBytesOfSettings)
    {
        var file = new FileInfo(path);
        Check(file, OwnerOnly, "600");
        if (!file.Exists)
        {
            return null;
        }

        try
        {
            return LocalFile.ReadBytes(path, mostBytes);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, "read", refused);
        }
    }

    /// <summary>Puts a text in the place of a file in one step: a reader sees the old text or the new one, also after a crash.</summary>
    /// <remarks>One writer at a time: the caller holds the file's lock.</remarks>
    /// <exception cref="ClientException">What stands there is a symbolic link or open to others, or it cannot be written.</exception>
    public static void Replace(string path, string text)
    {
        Check(new FileInfo(path), OwnerOnly, "600");

        // What a killed writer has left behind is written over.
        var fresh = path + ".new";
        try
        {
            // Not alone: a process that another thread starts right now has the file open for a moment longer, and would lock out the next reader.
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            Check(new FileInfo(fresh), OwnerOnly, "600");
            using (var stream = new FileStream(fresh, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: true);

            // The new name is on the disk only when its folder is: without this a power cut could bring back tokens that are spent.
            UnixFiles.FlushFolder(Path.GetDirectoryName(path)!);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            TryDelete(fresh);
            throw Unusable(path, "written", refused);
        }
    }

    /// <summary>Removes a file.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Delete(string path)
    {
        try
        {
            var existed = new FileInfo(path).Exists;
            File.Delete(path);
            return existed;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, "removed", refused);
        }
    }

    /// <summary>Refuses what could show a secret to others: a symbolic link, another owner, or a mode that lets in anyone but the owner.</summary>
    /// <param name="entry">The file or folder; a missing one passes.</param>
    /// <param name="tight">The mode that it should have.</param>
    /// <param name="octal">The same as digits, for the remedy.</param>
    /// <exception cref="ClientException">It is refused; the remedy says which command puts it right.</exception>
    public static void Check(FileSystemInfo entry, UnixFileMode tight, string octal)
    {
        if (entry.LinkTarget is { } target)
        {
            throw new ClientException(
                ClientFailure.LocalFile,
                $"{entry.FullName} is a symbolic link to {target}; what it holds is private, so it must stand there itself.",
                $"Remove the link, and move what it points to in its place: rm {ShellWord.Quote(entry.FullName)} && mv {ShellWord.Quote(Path.GetFullPath(target, Path.GetDirectoryName(entry.FullName)!))} {ShellWord.Quote(entry.FullName)}.");
        }

        if (OperatingSystem.IsWindows() || !entry.Exists)
        {
            return;
        }

        if (UnixFiles.OwnerOf(entry.FullName) is { } owner && owner != UnixFiles.CurrentUser)
        {
            throw new ClientException(
                ClientFailure.LocalFile,
                string.Create(CultureInfo.InvariantCulture, $"{entry.FullName} belongs to the user with id {owner}, and this program runs as the one with id {UnixFiles.CurrentUser}: its owner could get at what it holds."),
                string.Create(CultureInfo.InvariantCulture, $"Run the command as its owner, or make it yours: chown {UnixFiles.CurrentUser} {ShellWord.Quote(entry.FullName)}."));
        }

        if ((entry.UnixFileMode & AnyoneElse) == UnixFileMode.None)
        {
            return;
        }

        throw new ClientException(
            ClientFailure.LocalFile,
            $"{entry.FullName} has mode {Octal(entry.UnixFileMode)}: others on this machine can get at it. It must be {Octal(tight)}.",
            $"Run: chmod {octal} {ShellWord.Quote(entry.FullName)}. If others could have read a sign-in there, also sign in again.");
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, toBase: 8);

    private static ClientException Unusable(string path, string verb, Exception cause) => new(
        ClientFailure.LocalFile,
        $"{path} could not be {verb}: {cause.Message}",
        "Check that you own the file and its folder, and that the disk has room.",
        cause);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception ignored) when (ignored is IOException or UnauthorizedAccessException)
        {
            // The failure that brought us here is the one to tell; a left-over file harms nobody.
        }
    }
}
