namespace SpecKitty.Server.Ingest;

/// <summary>What is counted by the minute.</summary>
internal enum RatedThing
{
    /// <summary>Batches, and frames of the socket.</summary>
    Requests,

    /// <summary>Events, whatever becomes of them.</summary>
    Events,
}
