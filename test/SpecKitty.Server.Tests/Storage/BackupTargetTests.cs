using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;
using SpecKitty.Server.Tests.Commands;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>A backup never replaces the database, by whichever path it is named, and leaves nothing when it fails.</summary>
public sealed class BackupTargetTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-target-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Database => Path.Combine(Data, SqliteStore.FileName);

    public async ValueTask InitializeAsync() => await SqliteStore.Open(Data, TimeProvider.System).DisposeAsync();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("link to the folder")]
    [InlineData("link to a folder above")]
    [InlineData("hard link")]
    [InlineData("hard link to the log")]
    [InlineData("symbolic link")]
    [InlineData("lock file")]
    [InlineData("dots")]
    public async Task Backup_ToTheDatabaseByAnotherPath_IsRefused(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take other rights on Windows.");
        await using var store = SqliteStore.Open(Data, TimeProvider.System);
        await store.Log.AppendAsync(Guid.NewGuid(), TestRows.Event("E1"));
        var target = Path.Combine(_folder, "target");
        switch (path)
        {
            case "link to the folder":
                Directory.CreateSymbolicLink(target, Data);
                target = Path.Combine(target, SqliteStore.FileName);
                break;
            case "link to a folder above":
                Directory.CreateSymbolicLink(target, _folder);
                target = Path.Combine(target, "data", "speckitty.db-wal");
                break;
            case "hard link":
                await LinkAsync(Database, target);
                break;
            case "hard link to the log":
                await LinkAsync($"{Database}-wal", target);
                break;
            case "symbolic link":
                File.CreateSymbolicLink(target, Database);
                break;
            case "lock file":
                target = Path.Combine(Data, "speckitty.lock");
                await File.WriteAllTextAsync(target, "", TestContext.Current.CancellationToken);
                break;
            default:
                target = $"{Data}/../data/./{SqliteStore.FileName}";
                break;
        }

        var run = await ServerProcess.RunAsync(["backup", target, "--force", "--data", Data]);

        run.ExitCode.ShouldBe(ExitCodes.Misuse, run.Error);
        run.Error.ShouldContain("choose another name or folder");
        SqliteSummary.Read(Database).Events.ShouldBe(1);
    }

    [Fact]
    public async Task Backup_ToABindMountOfTheFolder_IsRefused()
    {
        var mounted = Directory.CreateDirectory(Path.Combine(_folder, "mounted")).FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && await RunAsync("mount", "--bind", Data, mounted) == 0, ThrowawayDisk.Missing);
        try
        {
            var run = await ServerProcess.RunAsync(["backup", Path.Combine(mounted, SqliteStore.FileName), "--force", "--data", Data]);

            run.ExitCode.ShouldBe(ExitCodes.Misuse, run.Error);
        }
        finally
        {
            await RunAsync("umount", mounted);
        }
    }

    [Fact]
    public async Task Backup_ToAFileThatLooksAlikeElsewhere_IsWritten()
    {
        var target = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName, SqliteStore.FileName);
        await File.WriteAllTextAsync(target, "of last week", TestContext.Current.CancellationToken);

        var run = await ServerProcess.RunAsync(["backup", target, "--force", "--data", Data]);

        run.ExitCode.ShouldBe(ExitCodes.Fine, run.Error);
        SqliteSummary.Read(target).Events.ShouldBe(0);
    }

    [Fact]
    public async Task Backup_ToADiskWithoutSpace_LeavesNothing()
    {
        using var disk = ThrowawayDisk.TryMount(megabytes: 1);
        Assert.SkipWhen(disk is null, ThrowawayDisk.Missing);
        await using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var grow = connection.CreateCommand();
            grow.CommandText = "INSERT INTO signing_keys (key_id, secret, created_at) VALUES ('large', randomblob(8000000), 0)";
            await grow.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var run = await ServerProcess.RunAsync(["backup", Path.Combine(disk.Folder, "copy.db"), "--data", Data]);

        run.ExitCode.ShouldBe(ExitCodes.Failure);
        run.Error.ShouldContain("The backup failed");
        Directory.GetFileSystemEntries(disk.Folder).ShouldBeEmpty();
    }

    [Fact]
    public void Restore_OfWhatAnUnfinishedRestoreHasLeft_KeepsIt()
    {
        var left = $"{Database}.arriving";
        SqliteBackup.Write(Database, left);

        Should.Throw<StoreFormatException>(() => SqliteRestore.Run(left, Data, TestRows.Now)).Message.ShouldContain("move it");

        SqliteSummary.Read(left).Events.ShouldBe(0);
    }

    private static Task LinkAsync(string file, string link) => RunAsync("ln", file, link);

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
