using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace SpecKitty.Events.Tests.Validation;

/// <summary>Bytes that somebody might send: noise, JSON of every shape, and valid texts with a few places spoilt.</summary>
internal static class HostileInput
{
    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "-1", "5.0", "1.5", "1e2", "1e999", "-1e-999", "0e99999999999", "1e-99999999999", "9223372036854775808", "\"\"", "\"x\"",
        "\"01ARZ3NDEKTSV4RRFFQ69G5FAV\"", "\"2026-02-15T10:54:55Z\"", "\"550e8400-e29b-41d4-a716-446655440000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"",
        "\"\\ud83d\\udc31\"", "\"http://h\"", "\"http://[::1\"", "\"done\"", "\"doing\"", "\"WP01\"", "\"wp\"", "\"1.0.0\"",
    ];

    private static readonly string[] Names =
    [
        "event_id", "event_type", "aggregate_id", "payload", "timestamp", "node_id", "lamport_clock", "correlation_id", "causation_id", "project_uuid", "schema_version",
        "data_tier", "\\u0065vent_id", "\\ud800", "\\u0000", "mission_id", "participant_id", "participant_ids", "warning_id", "step_id", "intent", "comment_id", "content", "acknowledgement", "participant_identity", "focus_target", "target_type",
        "from_lane", "to_lane", "evidence", "repos", "review", "check_run_url", "wp_id", "a", "",
    ];

    private static readonly string[] Splinters =
    [
        "\"", "{", "}", "[", "]", ",", ":", "\\", "\\ud800", "\\u0000", "\\u", "null", "1e999", "-", ".", "e", "0", "9999999999999999999", " ", "\n", "\u00E9",
        "\U0001F431", ",\"event_id\":1", "\"\\ud800\":1,", new string('[', 70), new string('9', 400),
    ];

    /// <summary>Random bytes.</summary>
    public static Gen<byte[]> Noise() => Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf();

    /// <summary>JSON of any shape, hostile parts included.</summary>
    public static Gen<byte[]> Json() => Gen.Sized(size => Value(Math.Min(size, 5))).Select(Encoding.UTF8.GetBytes);

    /// <summary>One of some texts with a few places spoilt.</summary>
    public static Gen<byte[]> Spoilt(IReadOnlyList<string> texts)
        => from text in Gen.Elements(texts.AsEnumerable())
           from edits in Gen.Choose(1, 4).SelectMany(count => Edit().ArrayOf(count))
           select edits.Aggregate(Encoding.UTF8.GetBytes(text), static (bytes, edit) => edit(bytes));

    private static Gen<string> Value(int depth)
    {
        var scalar = Gen.Elements(Scalars);
        if (depth == 0)
        {
            return scalar;
        }

        var list = Gen.Choose(0, 4).SelectMany(count => Value(depth - 1).ArrayOf(count)).Select(items => $"[{string.Join(',', items)}]");
        var member = from name in Gen.Elements(Names)
                     from value in Value(depth - 1)
                     select $"\"{name}\": {value}";
        var whole = Gen.Choose(0, 8).SelectMany(count => member.ArrayOf(count)).Select(members => $"{{{string.Join(',', members)}}}");
        return Gen.Frequency((1, scalar), (1, list), (3, whole));
    }

    private static Gen<Func<byte[], byte[]>> Edit()
        => from at in Gen.Choose(0, 100_000)
           from length in Gen.Choose(0, 12)
           from kind in Gen.Choose(0, 3)
           from splinter in Gen.Elements(Splinters)
           from raw in Gen.Choose(0, 255)
           select new Func<byte[], byte[]>(bytes => Spoil(bytes, at, length, kind, splinter, (byte)raw));

    private static byte[] Spoil(byte[] bytes, int at, int length, int kind, string splinter, byte raw)
    {
        var from = bytes.Length == 0 ? 0 : at % bytes.Length;
        var to = Math.Min(bytes.Length, from + length);
        return kind switch
        {
            0 => [.. bytes[..from], .. Encoding.UTF8.GetBytes(splinter), .. bytes[to..]],
            1 => [.. bytes[..from], .. bytes[to..]],
            2 => [.. bytes[..to], .. bytes[from..]],
            _ => [.. bytes[..from], raw, .. bytes[Math.Min(bytes.Length, from + 1)..]],
        };
    }
}
