using System.Text;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Requests;

/// <summary>What no honest client sends, by the place where it is put.</summary>
internal static class HostileInputs
{
    /// <summary>Percent-encoded texts for a segment of a path or the value of a query.</summary>
    public static IReadOnlyList<string> Encoded { get; } =
    [
        "%01", "a%0Ab", "a%0D%0Ab", "%7F", "%C2%85", "%1B%5B31m", "%C3%28", "%ED%A0%80", "%FF%FE", "%F0%9F%98%80", "%EF%BB%BF", "%E2%80%AE",
        "%", "%zz", "%2e%2e", "%2F", "%5C", "-1", "1e400", "99999999999999999999999999", "NaN", "00000000-0000-4000-8000-000000000000", "{00000000-0000-4000-8000-000000000000}",
        new('a', 5000),
    ];

    /// <summary>The same for the value of a query alone: the host itself refuses a path with U+0000.</summary>
    public static IReadOnlyList<string> EncodedInQueries { get; } = ["", "%00", "a%00b", .. Encoded];

    /// <summary>JSON values for a member of a body.</summary>
    public static IReadOnlyList<string> Values { get; } =
    [
        "null", "true", "-1", "0", "1e400", "99999999999999999999999999", "NaN", "[]", "{}", "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", "[null]", "[\"\\ud800\"]", "[\"a\\u0000b\"]", "[\"a\\n\"]",
        "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\n\"", "\"a\\u001b[31m\"", "\"a\\u0085\"", "\"\\ud83d\\ude00\"", "\"\\u202e\"", "\"a\u0001\"",
        "\"https://example.com/\\u0000\"", "\"https://example.com/\\n\"", "\"https://\\ud800/\"", "\"2026-02-30T00:00:00Z\"", "\"{00000000-0000-4000-8000-000000000000}\"",
        $"\"{new string('a', 60_000)}\"",
    ];

    /// <summary>Whole bodies.</summary>
    public static IReadOnlyList<byte[]> Bodies { get; } =
    [
        [], [0], [0xFF, 0xFE], "\uFEFF"u8.ToArray(), "\uFEFF{}"u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), "\"text\""u8.ToArray(), "{"u8.ToArray(), "{}{}"u8.ToArray(), "{\"a\":1,\"a\":2}"u8.ToArray(),
        "{\"\\ud800\":1}"u8.ToArray(), "{\"\\u0000\":1}"u8.ToArray(), "{\"\\ud800\":1,\"username\":\"a\",\"password\":\"b\"}"u8.ToArray(), "{\"other\":\"\\udfff\"}"u8.ToArray(),
        [.. "{\"username\":\""u8, 0xC3, 0x28, .. "\",\"password\":\"b\"}"u8], [.. "{\""u8, 0xED, 0xA0, 0x80, .. "\":1}"u8], Encoding.Unicode.GetBytes("{\"a\":1}"),
        Encoding.UTF8.GetBytes($"{new string('[', 5000)}{new string(']', 5000)}"), Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 5000))), Encoding.UTF8.GetBytes(new string(' ', 70_000)),
        "{\"events\":[{\"payload\":{\"n\":NaN}}]}"u8.ToArray(), "{\"events\":[{\"event_id\":\"\\ud800\"}]}"u8.ToArray(), "{\"events\":[null,1,\"\\u0000\",[],{}]}"u8.ToArray(),
    ];

    /// <summary>Values of the header Authorization.</summary>
    public static IReadOnlyList<string> Authorizations { get; } =
    [
        "", "Bearer", "Bearer ", "Bearer \u0001", $"Bearer {new string('a', 5000)}", "Bearer a.b.c", "Bearer skp_", $"Bearer skx_{new string('A', 64)}",
        .. new[] { "{\"alg\":\"HS256\",\"kid\":\"\\ud800\"}", "{\"alg\":\"HS256\",\"kid\":\"a\\u0000b\"}", "{\"alg\":\"HS256\",\"\\ud800\":1}", "{\"alg\":\"\\ud800\"}", "[[[[[[" }.Select(header => Token(Encoding.UTF8.GetBytes(header))),
        Token([.. "{\"alg\":\"HS256\",\"kid\":\""u8, 0xFF, .. "\"}"u8]),
    ];

    /// <summary>A gzip-encoded body without its end.</summary>
    public static byte[] CutGzip(int missing)
    {
        var whole = RunningServer.Gzip(Encoding.UTF8.GetBytes(RunningServer.Batch(TestEvents.Moved(Guid.NewGuid()))));
        return whole[..^missing];
    }

    /// <summary>A token of a header that was signed by no one.</summary>
    public static string UnsignedToken(byte[] header) => $"{System.Buffers.Text.Base64Url.EncodeToString(header)}.{System.Buffers.Text.Base64Url.EncodeToString("{}"u8)}.AAAA";

    private static string Token(byte[] header) => $"Bearer {UnsignedToken(header)}";
}
