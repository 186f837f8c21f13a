using System.Text.Json.Serialization;
using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Api.Messages;

/// <summary>What became of one event.</summary>
internal sealed record BatchResult
{
    /// <summary>The event, as its id is written; what stood in its place when that was no id; null when nothing did.</summary>
    public required string? EventId { get; init; }

    /// <summary>What became of it.</summary>
    public required IngestStatus Status { get; init; }

    /// <summary>Why it was rejected, for programs; absent when it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RejectionCode? Code { get; init; }

    /// <summary>Why it was rejected, for people; absent when it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>The same as <c>error</c>: producers read one or the other.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorMessage => Error;

    public static BatchResult Of(IngestResult result) => new()
    {
        EventId = result.EventId,
        Status = result.Status,
        Code = result.Rejection?.Code,
        Error = result.Rejection?.Reason,
    };
}
