using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Server.Api;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live.Sockets;

namespace SpecKitty.Fuzz.Targets;

/// <summary>The server's parsers of what strangers send.</summary>
internal static class ServerTargets
{
    private const int SocketBytes = 8 * 1024;

    private static readonly byte[] Secret = new byte[32];
    private static readonly IngestLimits Limits = new() { Bytes = 256 * 1024, CompressedBytes = 64 * 1024, EventBytes = 32 * 1024, TextLength = 16 * 1024 };
    private static readonly EventCheck Events = new(Limits);
    private static readonly EventReader Library = new();

    private static readonly Func<HttpContext, Task<bool>>[] Bodies =
    [
        ReadBodyAsync<SignInRequest>, ReadBodyAsync<RefreshRequest>, ReadBodyAsync<CreateMissionRequest>, ReadBodyAsync<JoinRequest>, ReadBodyAsync<InviteRequest>,
        ReadBodyAsync<AddMemberRequest>, ReadBodyAsync<ChangePasswordRequest>, ReadBodyAsync<CreateTokenRequest>, ReadBodyAsync<AddWebhookRequest>, ReadBodyAsync<RegisterProjectRequest>,
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("batch", "the body of a batch, gzip or plain, and each of its events", Batch),
        new("envelope", "one event: reading, validation, and writing it again", Envelope),
        new("token", "bearer tokens and session cookies: the compact form, and the header of a signed one", Token),
        new("query", "query strings, cursors, UUIDs and times", Query),
        new("body", "the small JSON bodies of all other routes", Body),
        new("socket", "the bytes of a web socket: its frames and the events in them", Socket),
    ];

    private static void Batch(byte[] input)
    {
        var isGzip = input is [0x1f, 0x8b, ..];
        var body = new BatchReader(Limits).ReadAsync(new MemoryStream(input), isGzip, CancellationToken.None).GetAwaiter().GetResult();
        if (body.Fault is { } fault)
        {
            (fault.Status is 400 or 413).ShouldBeTrue();
            return;
        }

        for (var position = 0; position < body.Events.Count; position++)
        {
            CheckEvent(body.Events[position], position);
        }
    }

    private static void CheckEvent(ReadOnlyMemory<byte> utf8, int position)
    {
        var candidate = Events.Read(utf8, position, out var rejection);
        ((candidate is null) == (rejection is not null)).ShouldBeTrue();
    }

    private static void Envelope(byte[] input)
    {
        var read = Library.Read(input);
        if (!read.IsValid)
        {
            read.Errors.Count.ShouldBePositive();
            return;
        }

        // What was read is written and read again as the same event.
        var written = EventWriter.ToUtf8(read.Value);
        Library.Read(written).Value.ShouldBe(read.Value);
        EventValidator.Validate(read.Value);
    }

    private static void Token(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        JsonWebSignature.FindKeyId(text);
        JsonWebSignature.Verify(text, _ => Secret).ShouldBeNull();

        // The same bytes as a header that was really signed: nothing but its own content can be wrong with it.
        var signed = JsonWebSignature.Sign(input, input, Secret);
        JsonWebSignature.FindKeyId(signed);
        JsonWebSignature.Verify(signed, _ => Secret);
    }

    private static void Query(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (MissionCursorText.Read(text) is { } place)
        {
            MissionCursorText.Read(MissionCursorText.Write(place)).ShouldBe(place);
        }

        MissionCursorText.Read(Base64Url.EncodeToString(input));
        UuidConverter.TryRead(text, out _);
        InstantConverter.TryRead(text, out _);
        var query = new QueryReader(new QueryCollection(QueryHelpers.ParseQuery(text)));
        query.Project();
        query.Number("limit", 1, 1000);
        query.Number("after");
    }

    private static void Body(byte[] input)
    {
        var kind = input.Length == 0 ? 0 : input[0] % Bodies.Length;
        var context = new DefaultHttpContext();
        context.Request.ContentType = "application/json";
        context.Request.Body = new MemoryStream(input, Math.Min(1, input.Length), Math.Max(0, input.Length - 1));
        context.Response.Body = new MemoryStream();
        if (!Bodies[kind](context).GetAwaiter().GetResult())
        {
            (context.Response.StatusCode is 400 or 413 or 415).ShouldBeTrue();
        }
    }

    private static async Task<bool> ReadBodyAsync<T>(HttpContext context)
        where T : class
        => await ApiJson.ReadAsync<T>(context) is not null;

    private static void Socket(byte[] input)
    {
        using var socket = WebSocket.CreateFromStream(new ReadOnlyDuplex(input), new WebSocketCreationOptions { IsServer = true });
        var reader = new SocketReader(socket, SocketBytes);
        try
        {
            while (reader.ReadAsync(CancellationToken.None).GetAwaiter().GetResult() is { End: null } frame)
            {
                if (!SocketFrame.IsPong(frame.Utf8.Span))
                {
                    CheckEvent(frame.Utf8, 0);
                }
            }
        }
        catch (WebSocketException)
        {
            // The bytes are no frames: the session closes the socket.
        }
    }
}
