namespace SpecKitty.Client.Home;

/// <summary>What the system says of a file without opening it: with another stamp than before, the file is another one.</summary>
/// <param name="MadeAt">When it was made, UTC.</param>
/// <param name="WrittenAt">When it was last written, UTC.</param>
/// <param name="Bytes">How large it is.</param>
internal readonly record struct FileStamp(DateTime MadeAt, DateTime WrittenAt, long Bytes)
{
    /// <summary>The stamp of a file; that of none when there is no file.</summary>
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.CreationTimeUtc, file.LastWriteTimeUtc, file.Length) : default;
    }
}
