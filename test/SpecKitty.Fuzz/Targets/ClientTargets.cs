using System.Net;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;
using SpecKitty.Client.Live;
using SpecKitty.Client.Toml;

namespace SpecKitty.Fuzz.Targets;

/// <summary>The client's parsers of files and of what servers send.</summary>
internal static class ClientTargets
{
    private static readonly Action<ServerReply>[] Replies =
    [
        Read(ClientJson.Default.TokenAnswer), Read(ClientJson.Default.BatchAnswer), Read(ClientJson.Default.SyncHealthAnswer), Read(ClientJson.Default.MissionAnswer),
        Read(ClientJson.Default.MissionListAnswer), Read(ClientJson.Default.JoinAnswer), Read(ClientJson.Default.LeaveAnswer), Read(ClientJson.Default.MeAnswer),
        reply => ReplyReader.NamedFaults(reply),
        reply => reply.Reason(),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("toml", "configuration, credentials and project files", Toml),
        new("reply", "the responses of a server", Reply),
        new("stream", "the server-sent events of a mission, and the clocks in them", Follow),
        new("row", "rows of a queue file", QueueRows.Read),
        new("remote", "the address of a git remote", input => GitRemote.SlugOf(Encoding.UTF8.GetString(input))),
    ];

    private static void Toml(byte[] input)
    {
        TomlDocument document;
        try
        {
            document = TomlDocument.Parse(Encoding.UTF8.GetString(input));
        }
        catch (TomlSyntaxException)
        {
            return;
        }

        // What was read is written and read again as the same text.
        var written = document.ToString();
        TomlDocument.Parse(written).ToString().ShouldBe(written);
    }

    private static void Reply(byte[] input)
    {
        var kind = input.Length == 0 ? 0 : input[0] % Replies.Length;
        Replies[kind](new ServerReply(HttpStatusCode.OK, input.AsMemory(Math.Min(1, input.Length)), null));
    }

    private static Action<ServerReply> Read<T>(JsonTypeInfo<T> type)
        where T : class
        => reply => ReplyReader.TryRead(reply, type);

    private static void Follow(byte[] input)
    {
        var bursts = new MessageBursts(new MemoryStream(input), CancellationToken.None);
        try
        {
            while (bursts.NextAsync().GetAwaiter().GetResult() is { Count: > 0 } burst)
            {
                foreach (var item in burst)
                {
                    _ = new LiveMessage(item.EventType, 1, item.Data).Clock;
                }
            }

            _ = bursts.Wished;
        }
        catch (IOException)
        {
            // The follower opens a broken stream again.
        }
        finally
        {
            bursts.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        EnvelopeClock.Of(input);
        EnvelopeClock.OfStored(input);
    }
}
