using System.Text.Json;

namespace SpecKitty.Server.Tests.Webhooks;

/// <summary>A delivery as it came.</summary>
internal sealed record ReceivedDelivery(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public string Id => Headers["SpecKitty-Webhook-Id"];

    public long[] Sequences => [.. Json.GetProperty("events").EnumerateArray().Select(entry => entry.GetProperty("sequence").GetInt64())];
}
