using System.Globalization;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>Lines of a small log of one mission.</summary>
internal static class SampleLog
{
    public const string Roster = """{"p-ada":{"participant_id":"p-ada","participant_type":"human","display_name":"Ada"}}""";

    /// <summary>Ada joins.</summary>
    public static string Join => Event(1, "ParticipantJoined", """{"participant_id":"p-ada","mission_id":"M1","participant_identity":{"participant_id":"p-ada","participant_type":"human"}}""");

    /// <summary>Ada shows that she is there.</summary>
    public static string Heartbeat => Event(2, "PresenceHeartbeat", """{"participant_id":"p-ada","mission_id":"M1"}""");

    /// <summary>Somebody whom nobody knows says something.</summary>
    public static string Stranger => Event(3, "CommentPosted", """{"participant_id":"p-eve","mission_id":"M1","comment_id":"c1","content":"hello"}""");

    /// <summary>The id of the event with a clock.</summary>
    public static string Id(int clock) => string.Create(CultureInfo.InvariantCulture, $"01KGF1Y6W46ESBVZ57T5DFV{clock:D3}");

    /// <summary>One envelope on one line.</summary>
    public static string Event(int clock, string type, string payload) =>
        $$"""{"event_id":"{{Id(clock)}}","event_type":"{{type}}","aggregate_id":"mission/M1","payload":{{payload}},"timestamp":"2026-02-12T10:00:00Z","node_id":"node-1","lamport_clock":{{clock.ToString(CultureInfo.InvariantCulture)}},"project_uuid":"550e8400-e29b-41d4-a716-446655440000","correlation_id":"01KGS81910AY9FDY2WX7S8D345"}""";

    /// <summary>Lines as a file has them.</summary>
    public static string Lines(params string[] lines) => string.Concat(lines.Select(line => line + "\n"));
}
