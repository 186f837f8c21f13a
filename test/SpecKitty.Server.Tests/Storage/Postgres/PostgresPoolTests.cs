using Npgsql;
using NpgsqlTypes;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Postgres;

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>A connection that an unexpected failure has left in an unknown state is never given to another.</summary>
public sealed class PostgresPoolTests : IAsyncLifetime
{
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgresCluster.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await PostgresCluster.DropDatabaseAsync(_database);

    [Fact]
    public async Task Connection_AfterATextThatBrokeOffOnTheWire_IsNotUsedAgain()
    {
        await using var database = new PostgresDatabase(new NpgsqlConnectionStringBuilder(_database) { MaxPoolSize = 1 }.ConnectionString);

        for (var i = 0; i < 10; i++)
        {
            // Past the checks: half of a surrogate pair has no bytes that could be sent.
            await Should.ThrowAsync<Exception>(database.UseAsync(connection => EchoAsync(connection, $"a{'\ud800'}"), TestContext.Current.CancellationToken));
            (await database.UseAsync(connection => EchoAsync(connection, "innocent"), TestContext.Current.CancellationToken)).ShouldBe("innocent");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public void Parameter_TextThatCannotBeStored_IsRefusedBeforeItIsSent(int character)
    {
        var text = $"a{(char)character}b";

        Should.Throw<InvalidTextException>(() => PostgresValues.Text(text));
        Should.Throw<InvalidTextException>(() => PostgresValues.Texts(["a", text]));
        PostgresValues.Text("\ud83d\ude00\n").Value.ShouldBe("\ud83d\ude00\n");
    }

    private static async Task<string> EchoAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand("SELECT $1", connection);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = text });
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
