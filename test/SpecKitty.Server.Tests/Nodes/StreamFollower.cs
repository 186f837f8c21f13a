using System.Globalization;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;

namespace SpecKitty.Server.Tests.Nodes;

/// <summary>Follows a project's stream over whatever servers there are, as a browser does: when its connection breaks, it goes to the next server with the id of the last message.</summary>
internal sealed class StreamFollower(HttpMessageInvoker http, string token, string path, IReadOnlyList<Uri> servers, int first)
{
    private readonly List<long> _sequences = [];
    private int _server = first;
    private string? _last;

    /// <summary>The sequences of the events that came, in the order in which they came.</summary>
    public IReadOnlyList<long> Sequences => _sequences;

    /// <summary>How many snapshots came.</summary>
    public int Snapshots { get; private set; }

    /// <summary>How often a connection broke off.</summary>
    public int Breaks { get; private set; }

    /// <summary>Ends when the first snapshot is there.</summary>
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Follows until a sequence has come.</summary>
    public Task FollowAsync(long until, CancellationToken cancellationToken) => FollowAsync(() => until, cancellationToken);

    /// <summary>Follows until a sequence has come that is known only later.</summary>
    /// <param name="until">The sequence; 0 while it is not known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task FollowAsync(Func<long> until, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await ReadAsync(until, cancellationToken))
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // The server is gone, or has cut the connection.
            }

            cancellationToken.ThrowIfCancellationRequested();
            Breaks++;
            _server = (_server + 1) % servers.Count;
        }
    }

    private async Task<bool> ReadAsync(Func<long> until, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(servers[_server], path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (_last is not null)
        {
            request.Headers.Add("Last-Event-ID", _last);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var messages = SseParser.Create(body, (_, _) => 0);
        await foreach (var message in messages.EnumerateAsync(cancellationToken))
        {
            _last = message.EventId ?? _last;
            if (message.EventType == "snapshot")
            {
                Snapshots++;
                Begun.TrySetResult();
            }
            else if (message.EventType == "event")
            {
                _sequences.Add(long.Parse(message.EventId!, NumberStyles.None, CultureInfo.InvariantCulture));
                if (_sequences[^1] == until())
                {
                    return true;
                }
            }
        }

        return false;
    }
}
