using System.Diagnostics;
using System.Text;
using SpecKitty.Load.Measures;
using SpecKitty.Load.Servers;

namespace SpecKitty.Load.Http;

/// <summary>Clients that post prepared bodies, each the next as soon as the last is answered.</summary>
internal static class Posting
{
    /// <summary>Posts for a while.</summary>
    /// <param name="target">The server.</param>
    /// <param name="token">The access token.</param>
    /// <param name="bodies">The bodies of each client, gzip-encoded when they are of more than one event.</param>
    /// <param name="eventsOfBody">How many events each body has.</param>
    /// <param name="expected">What the server must say of every event: <c>success</c> or <c>duplicate</c>.</param>
    /// <param name="limit">When to stop, unless the bodies have run out before.</param>
    public static async Task<Measured> RunAsync(LoadTarget target, string token, IReadOnlyList<IReadOnlyList<byte[]>> bodies, int eventsOfBody, string expected, TimeSpan limit)
    {
        var connections = await Task.WhenAll(bodies.Select(_ => PostConnection.OpenAsync(target.Server.Address, token, isGzip: eventsOfBody > 1)));
        try
        {
            var wanted = Encoding.UTF8.GetBytes($"\"status\":\"{expected}\"");
            return await Measured.RunAsync(target, async began =>
            {
                var latencies = await Task.WhenAll(bodies.Select((own, client) => Task.Run(() => PostAllAsync(connections[client], own, eventsOfBody, wanted, began, limit))));
                return (latencies.SelectMany(own => own), eventsOfBody);
            });
        }
        finally
        {
            foreach (var connection in connections)
            {
                connection.Dispose();
            }
        }
    }

    private static async Task<List<double>> PostAllAsync(PostConnection connection, IReadOnlyList<byte[]> bodies, int eventsOfBody, byte[] wanted, long began, TimeSpan limit)
    {
        var latencies = new List<double>(bodies.Count);
        foreach (var body in bodies)
        {
            var posted = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(began, posted) >= limit)
            {
                break;
            }

            var answer = await connection.PostAsync(body);
            latencies.Add(Stopwatch.GetElapsedTime(posted).TotalMilliseconds);

            // A figure that counts what was refused would be worth nothing.
            if (answer.Status != 200 || answer.Body.Span.Count(wanted) != eventsOfBody)
            {
                var text = Encoding.UTF8.GetString(answer.Body.Span);
                throw new InvalidOperationException($"Expected {eventsOfBody} times {Encoding.UTF8.GetString(wanted)}, but the server answered {answer.Status}: {text[..Math.Min(text.Length, 2000)]}");
            }
        }

        return latencies;
    }
}
