using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>A server that signs anybody in with known tokens, and answers everything else with what it was sent, secrets and all.</summary>
public sealed class EchoingServer : IAsyncDisposable
{
    public const string Access = "acc3ss-t0ken-that-nobody-may-see";
    public const string Refresh = "r3fresh-t0ken-that-nobody-may-see";

    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public EchoingServer()
    {
        Url = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>The project of the missions that it lists.</summary>
    public string ProjectUuid { get; set; } = Guid.Empty.ToString("D");

    /// <summary>The status of every answer but those to a sign-in.</summary>
    public int Status { get; set; } = 400;

    /// <summary>What it answers with instead of what it was sent; null for what it was sent.</summary>
    public string? Text { get; set; }

    /// <summary>Whether the answer is a success that echoes, in the form that the route has.</summary>
    public bool AnswersWell { get; set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception) when (!_listener.IsListening)
            {
                // Which exception a stopped listener throws depends on how far it had got.
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext exchange)
    {
        using var reader = new StreamReader(exchange.Request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var path = exchange.Request.Url!.AbsolutePath;
        var echo = Text ?? $"You sent {exchange.Request.Headers["Authorization"]} and {body}";
        JsonObject answer;
        if (path == "/api/v1/token/" && !body.Contains("wrong", StringComparison.Ordinal))
        {
            answer = new JsonObject { ["access"] = Access, ["refresh"] = Refresh, ["access_lifetime"] = 900, ["refresh_lifetime"] = 604800, ["team_slug"] = "tea" };
        }
        else if (AnswersWell)
        {
            answer = new JsonObject
            {
                ["user_id"] = echo,
                ["username"] = echo,
                ["principal_id"] = echo,
                ["rights"] = new JsonArray(echo),
                ["teams"] = new JsonArray(new JsonObject { ["team_slug"] = echo, ["role"] = echo }),
                ["state"] = echo,
                ["title"] = echo,
                ["mission_id"] = echo,
                ["missions"] = Text is null ? new JsonArray() : new JsonArray(new JsonObject { ["mission_id"] = echo, ["project_uuid"] = ProjectUuid, ["title"] = echo, ["participants"] = 1, ["sequence"] = 1 }),
            };
        }
        else
        {
            answer = new JsonObject { ["error"] = echo, ["details"] = echo };
            exchange.Response.StatusCode = Status;
        }

        exchange.Response.ContentType = "application/json";
        await exchange.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.ToJsonString()));
        exchange.Response.Close();
    }
}
