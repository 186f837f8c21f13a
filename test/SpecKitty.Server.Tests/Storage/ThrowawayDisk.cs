using System.Diagnostics;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>A small file system of its own, which can become full or read-only.</summary>
internal sealed class ThrowawayDisk : IDisposable
{
    /// <summary>Why a test is skipped that needs one.</summary>
    public const string Missing = "Only root on Linux may mount a file system, and not in every container.";

    private ThrowawayDisk(string folder) => Folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>Mounts one.</summary>
    /// <param name="megabytes">Its size.</param>
    /// <returns>Null where that is not allowed.</returns>
    public static ThrowawayDisk? TryMount(int megabytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("speckitty-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", folder) == 0)
        {
            return new ThrowawayDisk(folder);
        }

        Directory.Delete(folder);
        return null;
    }

    /// <summary>Lets nothing be written any more. Nothing may be open for writing there.</summary>
    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Folder).ShouldBe(0);

    /// <summary>Leaves no space.</summary>
    public void Fill()
    {
        using var file = new FileStream(Path.Combine(Folder, "filler"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var length = 1 << 20;
        while (length > 0)
        {
            try
            {
                file.Write(new byte[length]);
            }
            catch (IOException)
            {
                length /= 2;
            }
        }
    }

    public void Dispose()
    {
        Run("umount", Folder);
        Directory.Delete(Folder);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
