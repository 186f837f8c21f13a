using System.Net;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Webhooks;

/// <summary>What a receiver gets of a server that was restored from a backup.</summary>
public sealed class WebhookRestoreTests
{
    private const long Generation = 1_771_150_000_000;

    private readonly Guid _project = Guid.NewGuid();

    [Fact]
    public async Task Webhook_OfARestoredServer_GetsTheNewHistoryWithItsGeneration()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var clock = new MovableClock();
        await using var server = await RunningServer.StartAsync(clock, adjust: WebhookReceiver.Allow);
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await PostAsync(server, token, 1);
        (await server.PostAsync("/api/v1/teams/tea/webhooks/", new { url = receiver.Url }, token)).ShouldBe(HttpStatusCode.Created);
        await PostAsync(server, token, 4);
        (await ReceiveAsync(receiver, 5)).ShouldBe([1]);
        var backup = Path.Combine(server.DataDirectory, "backup.db");
        SqliteBackup.Write(Path.Combine(server.DataDirectory, SqliteStore.FileName), backup);
        await PostAsync(server, token, 5);
        (await ReceiveAsync(receiver, 10)).ShouldBe([1]);

        await server.RestartAsync(options =>
        {
            SqliteRestore.Run(backup, options.DataDirectory, DateTimeOffset.FromUnixTimeMilliseconds(Generation));

            // The backup was made while the server ran, and holds its lease of the webhook.
            clock.Advance(TimeSpan.FromMinutes(1));
            return options;
        });
        await PostAsync(server, token, 2);

        (await ReceiveAsync(receiver, 7)).ShouldBe([Generation]);
    }

    private async Task PostAsync(RunningServer server, string token, int count)
        => (await server.PostBatchAsync(token, [.. Enumerable.Range(0, count).Select(_ => TestEvents.Moved(_project))])).Statuses.ShouldAllBe(status => status == "success");

    /// <summary>Receives deliveries up to a sequence.</summary>
    /// <returns>Their generations, each once.</returns>
    private static async Task<IEnumerable<long>> ReceiveAsync(WebhookReceiver receiver, long upTo)
    {
        var generations = new HashSet<long>();
        while (true)
        {
            var delivery = await receiver.NextAsync();
            generations.Add(delivery.Json.GetProperty("generation").GetInt64());
            if (delivery.Sequences[^1] == upTo)
            {
                return generations;
            }
        }
    }
}
