using System.Globalization;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Api;
using SpecKitty.Server.Api.Messages;

namespace SpecKitty.Server.Hosting;

/// <summary>Gives a body to the responses of requests that the web server refuses before any code of ours sees them: a path with U+0000, a line or headers that are too long, no HTTP at all.</summary>
internal static class HostRefusal
{
    private const int LongestHead = 512;

    private static ReadOnlySpan<byte> Start => "HTTP/1.1 4"u8;

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    private static ReadOnlySpan<byte> NoBody => "\r\nContent-Length: 0\r\n"u8;

    private static ReadOnlySpan<byte> Close => "\r\nConnection: close\r\n"u8;

    /// <summary>Makes the whole response of a head without a body.</summary>
    /// <param name="head">What is to be sent first.</param>
    /// <returns>Head and body; null when it is anything else than a refusal without a body.</returns>
    public static byte[]? Complete(ReadOnlySpan<byte> head)
    {
        if (head.Length > LongestHead || !head.StartsWith(Start) || !head.EndsWith(End) || head.IndexOf(NoBody) is not (> 0 and var at) || head.IndexOf(Close) < 0
            || !int.TryParse(head.Slice("HTTP/1.1 "u8.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(Describe(status), ApiJson.Options);
        var headers = string.Create(CultureInfo.InvariantCulture, $"\r\nContent-Length: {body.Length}\r\nContent-Type: application/json\r\nCache-Control: no-store\r\n");
        return [.. head[..at], .. Encoding.ASCII.GetBytes(headers), .. head[(at + NoBody.Length)..], .. body];
    }

    private static ErrorAnswer Describe(int status) => status switch
    {
        408 => new() { Error = "Request timeout", Details = "The request did not arrive in time: send it again." },
        414 => new() { Error = "Address too long", Details = "The first line of the request, which has the path and the query, is too long: send a shorter one." },
        431 => new() { Error = "Headers too large", Details = "The headers of the request are too many or too long: send fewer, or delete the cookies of this server." },
        _ => new() { Error = "Bad request", Details = "The request is not HTTP as it must be: check its first line, whose path may not contain %00, and its headers." },
    };
}
