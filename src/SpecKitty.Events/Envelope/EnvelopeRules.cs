namespace SpecKitty.Events.Envelope;

/// <summary>How strictly an envelope is read.</summary>
/// <param name="AcceptedMajors">The major versions that are taken in; null for all.</param>
/// <param name="CorrelationOptionalInVersion1">Whether an envelope of major version 1 may come without <c>correlation_id</c>.</param>
public sealed record EnvelopeRules(Values.EquatableList<int>? AcceptedMajors, bool CorrelationOptionalInVersion1)
{
    /// <summary>The library's rules: any version, <c>correlation_id</c> required.</summary>
    public static EnvelopeRules Library { get; } = new(null, false);

    /// <summary>The rules of batch ingest: majors 1 and 2, and 1.x may omit <c>correlation_id</c>.</summary>
    public static EnvelopeRules Ingest { get; } = new([1, 2], true);
}
