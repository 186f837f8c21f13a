using System.Text;

namespace SpecKitty.Fuzz.Engine;

/// <summary>Pieces of text that parsers stumble over.</summary>
internal static class FuzzWords
{
    /// <summary>All of them, as bytes.</summary>
    public static IReadOnlyList<byte[]> All { get; } =
    [
        .. Texts().Select(Encoding.UTF8.GetBytes),
        [0xff, 0xfe], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98], [0xef, 0xbb, 0xbf], [0xf4, 0x90, 0x80, 0x80],
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3],
    ];

    private static string[] Texts() =>
    [
        "null", "true", "false", "{}", "[]", "\"\"", "NaN", "Infinity", "-0", "1e999", "-1", "9223372036854775807", "9223372036854775808", "18446744073709551616", "0.0", "1E400",
        "\\ud800", "\\udc00", "\\u0000", "\\ud83d\\ude00", "\\u001b", "\u202e", "\u200b", "\U000E0041", "\ufffd", "\r\n", "\n", "\t", "\\", "\"", "'", "\"\"\"", "'''", "#", "=", ".", "..", "/",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999+14:00", "2026-02-29T00:00:00Z", "2026-02-15T09:00:01Z", "T24:00:00Z", "+99:99", "{3f2b8c1e-6d4a-4f0b-9a77-5c1d2e3f4a5b}",
        "3f2b8c1e-6d4a-4f0b-9a77-5c1d2e3f4a5b", "01KHG8EGHR3TXF7XFN3VWSBMA1", "events", "event_id", "event_type", "payload", "lamport_clock", "timestamp", "schema_version", "3.0.0", "correlation_id",
        "mission_id", "participant_id", "kid", "alg", "HS256", "none", "crit", "id:", "data:", "event:", "retry:", "[[a]]", "[a.b]", "{a=1}", "a.b=1", "%00", "%zz", "&", "?", "=",
    ];
}
