using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Nodes.Fire;

/// <summary>Posts batches, each again and again until a server has acknowledged every event of it; goes to the next server when one fails.</summary>
/// <param name="client">The client.</param>
/// <param name="servers">The addresses of all nodes.</param>
/// <param name="first">The node to begin with.</param>
/// <param name="makeBatch">The envelopes of the next batch, with their ids.</param>
/// <param name="acknowledged">Called after each acknowledged batch.</param>
internal sealed class FireWriter(FireClient client, IReadOnlyList<Uri> servers, int first, Func<IReadOnlyList<(string Id, string Envelope)>> makeBatch, Action acknowledged)
{
    private int _server = first;

    /// <summary>The ids of all acknowledged events.</summary>
    public List<string> Acknowledged { get; } = [];

    /// <summary>How many requests failed, by what went wrong.</summary>
    public Dictionary<string, int> Failures { get; } = new(StringComparer.Ordinal);

    /// <summary>Responses that no honest producer should get.</summary>
    public List<string> Surprises { get; } = [];

    /// <summary>Writes until it is told to stop; the batch that was begun is finished.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await RunOnceAsync();
        }
    }

    /// <summary>Writes one batch.</summary>
    public async Task RunOnceAsync()
    {
        var batch = makeBatch();
        var isAgain = false;
        while (!await TryPostAsync(batch, isAgain))
        {
            isAgain = true;
            _server = (_server + 1) % servers.Count;
        }

        Acknowledged.AddRange(batch.Select(entry => entry.Id));
        acknowledged();
    }

    private async Task<bool> TryPostAsync(IReadOnlyList<(string Id, string Envelope)> batch, bool isAgain)
    {
        try
        {
            using var response = await client.SendAsync(servers[_server], "/api/v1/events/batch/", RunningServer.Batch(batch.Select(entry => entry.Envelope)));
            if (response.StatusCode != HttpStatusCode.OK)
            {
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    Surprises.Add($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
                }

                return Failed($"status {(int)response.StatusCode}");
            }

            foreach (var result in (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results").EnumerateArray())
            {
                // A first attempt that was stored although its response was lost makes the next one a duplicate.
                if (result.GetProperty("status").GetString() is not "success" and var status && !(status == "duplicate" && isAgain))
                {
                    Surprises.Add(result.ToString());
                }
            }

            return true;
        }
        catch (HttpRequestException broken)
        {
            return Failed(broken.HttpRequestError.ToString());
        }
    }

    private bool Failed(string why)
    {
        Failures[why] = Failures.GetValueOrDefault(why) + 1;
        return false;
    }
}
