using System.Text;
using System.Text.Json;

namespace SpecKitty.Events.Envelope;

/// <summary>The names of an envelope's members.</summary>
internal static class EnvelopeMembers
{
    public const EnvelopeMember LastRequired = EnvelopeMember.CorrelationId;

    private static readonly string[] Names =
    [
        "event_id", "event_type", "aggregate_id", "timestamp", "node_id", "lamport_clock", "project_uuid", "correlation_id", "payload", "causation_id",
        "schema_version", "data_tier", "project_slug", "aggregate_type", "team_slug", "git_branch", "head_commit_sha", "repo_slug", "build_id",
    ];

    public static string Name(EnvelopeMember member) => Names[(int)member];

    public static EnvelopeMember Find(ref Utf8JsonReader json)
        => json.ValueIsEscaped ? Find(Encoding.UTF8.GetBytes(json.GetString()!)) : Find(json.ValueSpan);

    private static EnvelopeMember Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        7 => name.SequenceEqual("payload"u8) ? EnvelopeMember.Payload : name.SequenceEqual("node_id"u8) ? EnvelopeMember.NodeId : EnvelopeMember.Unknown,
        8 => name.SequenceEqual("event_id"u8) ? EnvelopeMember.EventId : name.SequenceEqual("build_id"u8) ? EnvelopeMember.BuildId : EnvelopeMember.Unknown,
        9 => name.SequenceEqual("timestamp"u8) ? EnvelopeMember.Timestamp
            : name.SequenceEqual("data_tier"u8) ? EnvelopeMember.DataTier
            : name.SequenceEqual("team_slug"u8) ? EnvelopeMember.TeamSlug
            : name.SequenceEqual("repo_slug"u8) ? EnvelopeMember.RepoSlug
            : EnvelopeMember.Unknown,
        10 => name.SequenceEqual("event_type"u8) ? EnvelopeMember.EventType : name.SequenceEqual("git_branch"u8) ? EnvelopeMember.GitBranch : EnvelopeMember.Unknown,
        12 => name.SequenceEqual("aggregate_id"u8) ? EnvelopeMember.AggregateId
            : name.SequenceEqual("causation_id"u8) ? EnvelopeMember.CausationId
            : name.SequenceEqual("project_uuid"u8) ? EnvelopeMember.ProjectUuid
            : name.SequenceEqual("project_slug"u8) ? EnvelopeMember.ProjectSlug
            : EnvelopeMember.Unknown,
        13 => name.SequenceEqual("lamport_clock"u8) ? EnvelopeMember.LamportClock : EnvelopeMember.Unknown,
        14 => name.SequenceEqual("correlation_id"u8) ? EnvelopeMember.CorrelationId
            : name.SequenceEqual("schema_version"u8) ? EnvelopeMember.SchemaVersion
            : name.SequenceEqual("aggregate_type"u8) ? EnvelopeMember.AggregateType
            : EnvelopeMember.Unknown,
        15 => name.SequenceEqual("head_commit_sha"u8) ? EnvelopeMember.HeadCommitSha : EnvelopeMember.Unknown,
        _ => EnvelopeMember.Unknown,
    };
}
