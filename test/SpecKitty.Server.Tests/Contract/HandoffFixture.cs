using System.Text;
using System.Text.Json;

namespace SpecKitty.Server.Tests.Contract;

/// <summary>A request of the document and the answer to it.</summary>
internal sealed record HandoffFixture(string Title, string Request, int Status, JsonElement Response)
{
    /// <summary>Each event of the request with its result; empty where the batch is refused as a whole.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Event, JsonElement Result)> Events
        => Status != 200 ? [] : JsonSerializer.Deserialize<JsonElement>(Request).GetProperty("events").EnumerateArray()
            .Select(value => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(value.GetRawText()))
            .Zip(Response.GetProperty("results").EnumerateArray());
}
