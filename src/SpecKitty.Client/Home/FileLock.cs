namespace SpecKitty.Client.Home;

/// <summary>A lock among all processes and threads of this machine; the system takes it back when its holder dies.</summary>
/// <remarks>The file itself stays: what is locked is the open file, so nothing is left behind that could block anyone.</remarks>
internal sealed class FileLock : IDisposable
{
    private const int HeldOnLinux = 11;
    private const int HeldOnMacOS = 35;
    private const int HeldOnWindows = unchecked((int)0x80070020);

    // Milliseconds.
    private const int ShortestPause = 4;
    private const int LongestPause = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FileStream _held;

    private FileLock(FileStream held) => _held = held;

    /// <summary>Waits until nobody else holds the lock.</summary>
    /// <param name="path">The lock file; made with mode 600 when missing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClientException">Somebody held it for 30 s, or the file cannot be opened.</exception>
    public static FileLock Take(string path, CancellationToken cancellationToken = default) =>
        Wait(path, FileAccess.ReadWrite, FileShare.None, static () => false, cancellationToken)!;

    /// <summary>Waits until nobody else holds the lock, or until what it was wanted for has been done by somebody else.</summary>
    /// <param name="path">The lock file; made with mode 600 when missing.</param>
    /// <param name="isDone">Asked again and again while somebody else holds the lock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lock; null when it is no longer needed.</returns>
    /// <exception cref="ClientException">Somebody held it for 30 s, or the file cannot be opened.</exception>
    public static FileLock? TakeUnless(string path, Func<bool> isDone, CancellationToken cancellationToken) =>
        Wait(path, FileAccess.ReadWrite, FileShare.None, isDone, cancellationToken);

    /// <summary>Waits until nobody holds the lock alone; any number may share it.</summary>
    /// <inheritdoc cref="Take"/>
    public static FileLock Share(string path, CancellationToken cancellationToken = default) =>
        Wait(path, FileAccess.Read, FileShare.Read, static () => false, cancellationToken)!;

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _held.Dispose();

    private static FileLock? Wait(string path, FileAccess access, FileShare share, Func<bool> isDone, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (var longest = ShortestPause; ; longest = Math.Min(2 * longest, LongestPause))
        {
            var refusal = TryOpen(path, access, share, out var stream);
            if (stream is not null)
            {
                return new FileLock(stream);
            }

            if (isDone())
            {
                return null;
            }

            if (TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                throw new ClientException(
                    ClientFailure.LocalFile,
                    $"Another process has held the lock {path} for {Patience.TotalSeconds:0} s.",
                    "Find it with 'fuser' or the task manager, let it finish or end it, and try again.",
                    refusal);
            }

            // Random pauses keep many waiters from asking in step, and growing ones from taking the holder's processor time.
            cancellationToken.WaitHandle.WaitOne(Random.Shared.Next(1, longest));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static IOException? TryOpen(string path, FileAccess access, FileShare share, out FileStream? stream)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile.OwnerOnly;
        }

        try
        {
            stream = new FileStream(path, options);
            return null;
        }
        catch (IOException busy) when (busy.HResult is HeldOnLinux or HeldOnMacOS or HeldOnWindows)
        {
            stream = null;
            return busy;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new ClientException(
                ClientFailure.LocalFile,
                $"The lock {path} cannot be opened: {refused.Message}",
                "Check that you own the file and its folder, and that the disk has room.",
                refused);
        }
    }
}
