using System.ComponentModel.DataAnnotations;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Events to take in. It is described here and read as a stream, so that one bad event never costs the others theirs.</summary>
internal sealed record BatchRequest
{
    /// <summary>The envelopes. One that breaks the schema or a rule of its type is rejected alone; from major version 2 on it must carry <c>correlation_id</c>.</summary>
    [MinLength(1)]
    public required IReadOnlyList<RawJson<Event>> Events { get; init; }
}
