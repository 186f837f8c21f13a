using Npgsql;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Postgres;

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>A database that cannot be used, or only now and then.</summary>
public sealed class PostgresFailureTests : IAsyncLifetime
{
    private const string Secret = "hunter2-hunter2";

    private readonly Guid _project = Guid.NewGuid();
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgresCluster.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await PostgresCluster.DropDatabaseAsync(_database);

    [Fact]
    public async Task Append_AnswerToTheCommitLost_FailsAndIsThereWhenAskedAgain()
    {
        var settings = new NpgsqlConnectionStringBuilder(_database) { MaxAutoPrepare = 0 };
        await using var proxy = new CuttingProxy(settings.Port);
        settings.Port = proxy.Port;
        await using var store = await OpenAsync(settings.ConnectionString);
        await store.Log.AppendAsync(_project, TestRows.Event("E1"));
        var lost = new TestWork(_project) { Execute = async writer => await writer.AppendAsync([TestRows.Event("E2")]) };

        proxy.CutCommits(1);
        await Should.ThrowAsync<StoreUnavailableException>(store.Log.AppendAsync(lost));

        (lost.Commits, lost.Rollbacks).ShouldBe((0, 1));
        await store.Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                (await writer.FindEventsAsync(["E2"])).Count.ShouldBe(1);
                writer.Project!.LastSequence.ShouldBe(2);
                await writer.AppendAsync([TestRows.Event("E3")]);
            },
        });
        (await store.Log.ReadAsync(_project, new EventQuery())).Select(stored => stored.EventId).ShouldBe(["E1", "E2", "E3"]);
    }

    [Fact]
    public async Task Store_WithoutItsDatabase_SaysThatItCannotBeUsed()
    {
        await using (var writing = await OpenAsync(_database))
        {
            // A store that writes opens connections in the background; closed, it opens none any more.
            await writing.Log.AppendAsync(_project, TestRows.Event("E1"));
        }

        await using var store = await OpenAsync(_database);
        (await store.Log.ReadAsync(_project, new EventQuery())).Count.ShouldBe(1);
        var name = new NpgsqlConnectionStringBuilder(_database).Database!;

        await PostgresCluster.ExecuteInAsync("postgres", $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false");
        await PostgresCluster.ExecuteInAsync("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");

        await Should.ThrowAsync<StoreUnavailableException>(store.Log.AppendAsync(_project, TestRows.Event("E2")));
        await Should.ThrowAsync<StoreUnavailableException>(store.Log.ReadAsync(_project, new EventQuery()));
        await Should.ThrowAsync<StoreUnavailableException>(store.Health.CheckWritableAsync());
        await PostgresCluster.ExecuteInAsync("postgres", $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true");
        await store.Log.AppendAsync(_project, TestRows.Event("E2"));
        await store.Health.CheckWritableAsync();
        (await store.Log.ReadAsync(_project, new EventQuery())).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Append_QueueFullForTooLong_IsTurnedAwayAndTheOthersAreNot()
    {
        await using var store = await OpenAsync(_database, new AppendQueueLimits { Length = 1, Patience = TimeSpan.Zero });
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = store.Log.AppendAsync(new TestWork(_project)
        {
            Execute = async _ =>
            {
                begun.SetResult();
                await goOn.Task;
            },
        });
        await begun.Task;
        var queued = store.Log.AppendAsync(_project, TestRows.Event("E1"));
        store.Health.WaitingWrites.ShouldBe(2);

        await Should.ThrowAsync<StoreUnavailableException>(store.Log.AppendAsync(_project, TestRows.Event("E2")));

        goOn.SetResult();
        await Task.WhenAll(running, queued);
        store.Health.WaitingWrites.ShouldBe(0);
    }

    [Fact]
    public async Task Append_AfterClosing_IsTurnedAway()
    {
        var store = await OpenAsync(_database);
        await store.DisposeAsync();

        await Should.ThrowAsync<StoreUnavailableException>(store.Log.AppendAsync(_project, TestRows.Event("E1")));
    }

    [Fact]
    public async Task Open_ByManyAtOnce_MakesOneSchema()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OpenAsync(_database)));

        foreach (var store in stores)
        {
            (await store.Log.ListMissionsAsync(["tea"], new MissionQuery { Limit = 1 })).ShouldBeEmpty();
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Open_DatabaseOfANewerServer_SaysSo()
    {
        await (await OpenAsync(_database)).DisposeAsync();
        await PostgresCluster.ExecuteInAsync(_database, "INSERT INTO schema_versions (version, name, applied_at) VALUES (999, 'future', now())");

        (await Should.ThrowAsync<StoreFormatException>(OpenAsync(_database))).Message.ShouldContain("999");
    }

    [Fact]
    public async Task Open_WhatCannotBeReached_NamesItAndNoSecret()
    {
        var settings = new NpgsqlConnectionStringBuilder(_database);
        var name = settings.Database!;
        (NpgsqlConnectionStringBuilder Settings, string[] Words)[] cases =
        [
            (new(_database) { Port = 1, Password = Secret }, ["127.0.0.1:1", name, "answer"]),
            (new(_database) { Password = Secret }, [$"127.0.0.1:{settings.Port}", name, "let", settings.Username!]),
            (new(_database) { Database = "nowhere" }, ["nowhere", "createdb"]),
        ];

        foreach (var (broken, words) in cases)
        {
            var message = (await Should.ThrowAsync<StoreUnavailableException>(OpenAsync(broken.ConnectionString))).Message;
            words.ShouldAllBe(word => message.Contains(word, StringComparison.Ordinal));
            message.ShouldNotContain(broken.Password!);
        }

        var unreadable = (await Should.ThrowAsync<StoreFormatException>(OpenAsync($"Host=db;Passwort={Secret};Password={Secret}"))).ToString();
        unreadable.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Open_WithoutTheRightToMakeTables_SaysWhatToGrant()
    {
        var name = $"guest_{Guid.NewGuid():N}";
        await PostgresCluster.ExecuteInAsync(_database, $"CREATE ROLE {name} LOGIN PASSWORD '{Secret}'");

        var guest = new NpgsqlConnectionStringBuilder(_database) { Username = name, Password = Secret };
        var message = (await Should.ThrowAsync<StoreUnavailableException>(OpenAsync(guest.ConnectionString))).Message;

        message.ShouldContain(name);
        message.ShouldContain("CREATE");
        message.ShouldNotContain(Secret);
    }

    [Theory]
    [InlineData("ENCODING 'SQL_ASCII'", "", "UTF8")]
    [InlineData("ENCODING 'UTF8'", "synchronous_commit = off", "synchronous_commit")]
    public async Task Open_DatabaseThatCannotKeepWhatItIsGiven_IsRefused(string encoding, string setting, string word)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await PostgresCluster.ExecuteInAsync("postgres", $"CREATE DATABASE {name} {encoding} TEMPLATE template0");
        var other = new NpgsqlConnectionStringBuilder(_database) { Database = name }.ConnectionString;
        if (setting.Length > 0)
        {
            await PostgresCluster.ExecuteInAsync("postgres", $"ALTER DATABASE {name} SET {setting}");
        }

        (await Should.ThrowAsync<StoreFormatException>(OpenAsync(other))).Message.ShouldContain(word);

        await PostgresCluster.DropDatabaseAsync(other);
    }

    private static Task<PostgresStore> OpenAsync(string database, AppendQueueLimits? queue = null)
        => PostgresStore.OpenAsync(database, queue ?? new AppendQueueLimits(), TimeProvider.System);
}
