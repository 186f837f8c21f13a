using System.Globalization;
using System.Text.Json;

namespace SpecKitty.Server.Tests.Live.Streams;

/// <summary>One block of a stream of server-sent events, as it stood there.</summary>
internal sealed record StreamMessage(string? Id, string? Name, string? Data, string? Retry, bool IsComment)
{
    public long Sequence => long.Parse(Id.ShouldNotBeNull(), NumberStyles.None, CultureInfo.InvariantCulture);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Data.ShouldNotBeNull());

    public override string ToString() => IsComment ? "(comment)" : $"id {Id}, event {Name}, data {Data}, retry {Retry}";
}
