using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;
using SpecKitty.Server.Tests.Commands;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Storage;

public sealed class SqliteBackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-backup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Backup_WhileEventsComeIn_HoldsEverythingAnsweredBeforeAndFolds()
    {
        // However long the copy takes, whoever writes meanwhile is not told to wait.
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Rates = new RateLimits { RequestsPerMinutePerPrincipal = 0, RequestsPerMinutePerTeam = 0 } });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        using var stop = new CancellationTokenSource();
        var before = 0;
        var warm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                string[] comments = [.. Enumerable.Range(0, 10).Select(_ => mission.Comment(ada))];
                (await server.PostBatchAsync(mission.Token, comments)).Statuses.ShouldAllBe(status => status == "success");
                if (Interlocked.Add(ref before, comments.Length) >= 200)
                {
                    warm.TrySetResult();
                }
            }
        });
        await Task.WhenAny(warm.Task, writing);
        var answered = Volatile.Read(ref before);
        var copy = Path.Combine(_folder, "copy", SqliteStore.FileName);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);

        var summary = SqliteBackup.Write(Path.Combine(server.Services.GetRequiredService<ServerOptions>().DataDirectory, SqliteStore.FileName), copy);

        await stop.CancelAsync();
        await writing;
        Directory.GetFiles(Path.GetDirectoryName(copy)!).ShouldBe([copy]);
        await using var store = SqliteStore.Open(Path.GetDirectoryName(copy)!, TimeProvider.System);
        var stored = (await store.Log.ReadAsync(mission.Project, new EventQuery())).ToList();
        stored.Count.ShouldBe((int)summary.Events);
        stored.Count.ShouldBeGreaterThanOrEqualTo(answered + 1);
        stored.Select(one => one.Sequence).ShouldBe(Enumerable.Range(1, stored.Count).Select(sequence => (long)sequence));
        var reader = new EventReader(EnvelopeRules.Ingest);
        var state = CollaborationReducer.Reduce([.. stored.Select(one => reader.Read(one.Envelope).ValueOrThrow())], ReductionMode.Strict, missionId: mission.MissionId);
        state.Comments.Count.ShouldBe(stored.Count - 1);
        state.Anomalies.ShouldBeEmpty();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(copy).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task BackupAndRestore_AsCommands_BringAServerBack()
    {
        var data = Path.Combine(_folder, "data");
        var backup = Path.Combine(_folder, "backup.db");
        await ServerProcess.AddUserAsync(data);
        await using (var server = ServerProcess.Start(["--data", data, "--urls", "http://127.0.0.1:0"]))
        {
            await server.AddressAsync();
            var made = await ServerProcess.RunAsync(["backup", backup, "--data", data]);
            made.ExitCode.ShouldBe(ExitCodes.Fine, made.Error);
            made.Error.ShouldContain("the copy is whole");
            var again = await ServerProcess.RunAsync(["backup", backup, "--data", data]);
            again.ExitCode.ShouldBe(ExitCodes.Misuse);
            again.Error.ShouldContain("--force");
            (await ServerProcess.RunAsync(["backup", backup, "--data", data, "--force"])).ExitCode.ShouldBe(ExitCodes.Fine);
            (await ServerProcess.RunAsync(["backup", Path.Combine(data, SqliteStore.FileName), "--data", data, "--force"])).ExitCode.ShouldBe(ExitCodes.Misuse);

            // What is added now is not in the backup.
            await ServerProcess.AddUserAsync(data, "grace");
            var refused = await ServerProcess.RunAsync(["restore", backup, "--data", data]);
            refused.ExitCode.ShouldBe(ExitCodes.Failure);
            refused.Error.ShouldContain("stop it first");
            server.Terminate();
            (await server.WaitAsync()).ShouldBe(ExitCodes.Fine, server.Errors);
        }

        var restored = await ServerProcess.RunAsync(["restore", backup, "--data", data]);

        restored.ExitCode.ShouldBe(ExitCodes.Fine, restored.Error);
        var kept = Directory.GetFiles(data, "speckitty.db.before-*").ShouldHaveSingleItem();
        restored.Error.ShouldContain(kept);
        (await FindUserAsync(data, "ada")).ShouldBeTrue();
        (await FindUserAsync(data, "grace")).ShouldBeFalse();
        File.Copy(kept, Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "old")).FullName, SqliteStore.FileName));
        (await FindUserAsync(Path.Combine(_folder, "old"), "grace")).ShouldBeTrue();
    }

    [Fact]
    public async Task Restore_OfWhatIsNoGoodBackup_ChangesNothing()
    {
        var data = Path.Combine(_folder, "data");
        await SqliteStore.Open(data, TimeProvider.System).DisposeAsync();
        var good = Path.Combine(_folder, "good.db");
        SqliteBackup.Write(Path.Combine(data, SqliteStore.FileName), good);
        var bytes = await File.ReadAllBytesAsync(good);
        var before = await File.ReadAllBytesAsync(Path.Combine(data, SqliteStore.FileName));

        foreach (var (name, content, reason) in new (string, byte[], string)[]
        {
            ("text.db", "This is no database, however long it is."u8.ToArray(), "not an SQLite database"),
            ("cut.db", bytes[..(bytes.Length / 2)], "cut.db"),
        })
        {
            var file = Path.Combine(_folder, name);
            await File.WriteAllBytesAsync(file, content);
            Should.Throw<StoreFormatException>(() => SqliteRestore.Run(file, data, TimeProvider.System.GetUtcNow())).Message.ShouldContain(reason);
        }

        await ExecuteAsync(Path.Combine(_folder, "other.db"), "CREATE TABLE t (x)");
        Should.Throw<StoreFormatException>(() => SqliteRestore.Run(Path.Combine(_folder, "other.db"), data, TimeProvider.System.GetUtcNow())).Message.ShouldContain("not one of this server");
        await ExecuteAsync(good, "INSERT INTO schema_versions (version, name, applied_at) VALUES (999, 'future', 0)");
        Should.Throw<StoreFormatException>(() => SqliteRestore.Run(good, data, TimeProvider.System.GetUtcNow())).Message.ShouldContain("999");
        (await File.ReadAllBytesAsync(Path.Combine(data, SqliteStore.FileName))).ShouldBe(before);
        Directory.GetFiles(data, "*.before-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Backup_OfAnEmptyFolder_SaysThatThereIsNothing()
    {
        var run = await ServerProcess.RunAsync(["backup", Path.Combine(_folder, "x.db"), "--data", _folder]);

        run.ExitCode.ShouldBe(ExitCodes.Failure);
        run.Error.ShouldContain("nothing to back up");
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    private static async Task<bool> FindUserAsync(string data, string name)
    {
        await using var store = SqliteStore.Open(data, TimeProvider.System);
        return await store.Accounts.FindByNameAsync(name) is not null;
    }

    private static async Task ExecuteAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from this file alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
