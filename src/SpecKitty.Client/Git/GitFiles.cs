using System.Text;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Git;

/// <summary>Reads the small files of a git directory. What is missing, unreadable or larger than any such file is null.</summary>
internal static class GitFiles
{
    /// <summary>The most that is read of one file: 4 MiB, far above any HEAD, reference or configuration.</summary>
    private const int LargestText = 4 << 20;

    /// <summary>The most of <c>packed-refs</c> that is read: 1 GiB, some ten million references.</summary>
    private const long LargestPackedReferences = 1L << 30;

    /// <summary>A whole file.</summary>
    public static string? ReadText(string path)
    {
        try
        {
            // What is not UTF-8 is no name of ours: null, not another name.
            return LocalFile.ReadText(path, LargestText);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return null;
        }
    }

    /// <summary>A file of one value, without the line break and the blanks around it.</summary>
    public static string? ReadValue(string path) => ReadText(path)?.Trim();

    /// <summary>The commit of a reference in <c>packed-refs</c>; null when it is not there.</summary>
    public static string? FindPacked(string path, string reference)
    {
        try
        {
            using var stream = Open(path);
            if (stream.Length is 0 or > LargestPackedReferences)
            {
                return null;
            }

            using var reader = new StreamReader(stream, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                if (line.EndsWith(reference, StringComparison.Ordinal) && line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space && space + 1 + reference.Length == line.Length)
                {
                    return line[..space];
                }
            }
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            // As for a missing file.
        }

        return null;
    }

    /// <summary>The target of a symbolic link as it is written in the link; null when there is no link.</summary>
    public static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return null;
        }
    }

    private static FileStream Open(string path) => UnixFiles.KindOf(path) is FileKind.Other
        ? throw new IOException("it is not a regular file")
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static bool IsUnreadable(Exception fault) => fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
