using System.Runtime.InteropServices;

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
    public static FileLock Take(string path, CancellationToken cancellationToken = default) => Wait(path, FileAccess.ReadWrite, FileShare.None, cancellationToken);

    /// <summary>Waits until nobody else holds the lock, or until what it was wanted for has been done by somebody else. No thread waits meanwhile.</summary>
    /// <param name="path">The lock file; made with mode 600 when missing.</param>
    /// <param name="isDone">Asked again and again while somebody else holds the lock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lock; null when it is no longer needed.</returns>
    /// <exception cref="ClientException">Somebody held it for 30 s, or the file cannot be opened.</exception>
    public static async Task<FileLock?> TakeUnlessAsync(string path, Func<bool> isDone, CancellationToken cancellationToken)
    {
        var attempts = new Attempts(path, FileAccess.ReadWrite, FileShare.None);
        while (true)
        {
            if (attempts.Next() is { } granted)
            {
                return granted;
            }

            if (isDone())
            {
                return null;
            }

            await Task.Delay(attempts.Pause(), cancellationToken);
        }
    }

    /// <summary>Waits until nobody holds the lock alone; any number may share it.</summary>
    /// <inheritdoc cref="Take"/>
    public static FileLock Share(string path, CancellationToken cancellationToken = default) => Wait(path, FileAccess.Read, FileShare.Read, cancellationToken);

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _held.Dispose();

    private static FileLock Wait(string path, FileAccess access, FileShare share, CancellationToken cancellationToken)
    {
        var attempts = new Attempts(path, access, share);
        while (true)
        {
            if (attempts.Next() is { } granted)
            {
                return granted;
            }

            cancellationToken.WaitHandle.WaitOne(attempts.Pause());
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
            if (UnixFiles.KindOf(path) is FileKind.Other)
            {
                throw new IOException("It is not a regular file, but a pipe, socket or device.");
            }

            stream = new FileStream(path, options);
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

        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        // The base library locks only where nothing in the environment tells it not to, so that is not left to it.
        var error = UnixFiles.TryLock(stream.SafeFileHandle, isShared: share != FileShare.None);
        if (error == 0)
        {
            return null;
        }

        stream.Dispose();
        stream = null;
        return error is HeldOnLinux or HeldOnMacOS
            ? new IOException("Another process holds the lock.")
            : throw new ClientException(
                ClientFailure.LocalFile,
                $"The lock {path} cannot be taken: {Marshal.GetPInvokeErrorMessage(error)}",
                "Keep the folder on a file system that supports locks (flock).");
    }

    /// <summary>Asks again and again, until it was long enough.</summary>
    private sealed class Attempts(string path, FileAccess access, FileShare share)
    {
        private readonly long _since = TimeProvider.System.GetTimestamp();
        private int _longest = ShortestPause;
        private IOException? _refusal;

        /// <summary>The lock; null when somebody else holds it.</summary>
        public FileLock? Next()
        {
            _refusal = TryOpen(path, access, share, out var stream);
            return stream is null ? null : new FileLock(stream);
        }

        /// <summary>How long to wait before the next: random pauses keep many waiters from asking in step, and growing ones from taking the holder's processor time.</summary>
        /// <exception cref="ClientException">It was long enough.</exception>
        public TimeSpan Pause()
        {
            if (TimeProvider.System.GetElapsedTime(_since) > Patience)
            {
                throw new ClientException(
                    ClientFailure.LocalFile,
                    $"Another process has held the lock {path} for {Patience.TotalSeconds:0} s.",
                    "Find it with 'fuser' or the task manager, let it finish or end it, and try again.",
                    _refusal);
            }

            var pause = TimeSpan.FromMilliseconds(Random.Shared.Next(1, _longest));
            _longest = Math.Min(2 * _longest, LongestPause);
            return pause;
        }
    }
}
