namespace SpecKitty.Server.Ingest;

/// <summary>What became of one event.</summary>
internal enum IngestStatus
{
    /// <summary>It is in the log, for good.</summary>
    Success,

    /// <summary>The log had it already, with the same content.</summary>
    Duplicate,

    /// <summary>It is not taken in, and the result says why.</summary>
    Rejected,
}
