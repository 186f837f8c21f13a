using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Streams;

/// <summary>A reader's end of a stream.</summary>
internal sealed class TestStream : IDisposable
{
    private readonly StreamReader _lines;

    private TestStream(HttpResponseMessage response, StreamReader lines)
    {
        Response = response;
        _lines = lines;
    }

    public HttpResponseMessage Response { get; }

    public static async Task<TestStream> OpenAsync(RunningServer server, string token, string path, string? lastEventId = null)
    {
        return (await TryOpenAsync(server, token, path, lastEventId)).ShouldNotBeNull("the server has refused the stream");
    }

    /// <summary>Opens a stream; null when the server refuses it for now.</summary>
    public static async Task<TestStream?> TryOpenAsync(RunningServer server, string token, string path, string? lastEventId = null)
    {
        var response = await SendAsync(server, token, path, lastEventId);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            response.Dispose();
            return null;
        }

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        var stream = new TestStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        (await stream.NextAsync())!.Retry.ShouldBe("2000");
        return stream;
    }

    /// <summary>Tries to open a stream that the server refuses.</summary>
    public static async Task<Answer> RefusedAsync(RunningServer server, string? token, string path, string? lastEventId = null)
    {
        using var response = await SendAsync(server, token, path, lastEventId);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return new Answer(response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()), response);
    }

    /// <summary>The next block; null when the server has ended the stream.</summary>
    public async Task<StreamMessage?> NextAsync()
    {
        string? id = null, name = null, data = null, retry = null;
        var isComment = false;
        var isEmpty = true;
        while (await _lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                return new StreamMessage(id, name, data, retry, isComment);
            }

            isEmpty = false;
            var parts = line.Split(": ", 2);
            switch (parts[0])
            {
                case "id":
                    id = parts[1];
                    break;
                case "event":
                    name = parts[1];
                    break;
                case "data":
                    data.ShouldBeNull("one message has one line of data");
                    data = parts[1];
                    break;
                case "retry":
                    retry = parts[1];
                    break;
                default:
                    line.ShouldBe(":");
                    isComment = true;
                    break;
            }
        }

        isEmpty.ShouldBeTrue("the stream ended within a message");
        return null;
    }

    /// <summary>The next block that says something; null when the server has ended the stream.</summary>
    public async Task<StreamMessage?> NextMessageAsync()
    {
        StreamMessage? message;
        do
        {
            message = await NextAsync();
        }
        while (message is { IsComment: true });

        return message;
    }

    /// <summary>The next message, of a name. What only shows that the line is alive is passed by, and so are changes unless they are asked for.</summary>
    public async Task<StreamMessage> ReceiveAsync(string name)
    {
        StreamMessage message;
        do
        {
            message = (await NextMessageAsync()).ShouldNotBeNull("the server has ended the stream");
        }
        while (message.Name == "change" && name != "change");

        message.Name.ShouldBe(name, message.ToString());
        return message;
    }

    /// <summary>The next events.</summary>
    public async Task<List<StreamMessage>> ReceiveEventsAsync(int count)
    {
        var events = new List<StreamMessage>(count);
        while (events.Count < count)
        {
            events.Add(await ReceiveAsync("event"));
        }

        return events;
    }

    public void Dispose()
    {
        _lines.Dispose();
        Response.Dispose();
    }

    private static Task<HttpResponseMessage> SendAsync(RunningServer server, string? token, string path, string? lastEventId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
