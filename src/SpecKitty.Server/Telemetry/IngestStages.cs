namespace SpecKitty.Server.Telemetry;

/// <summary>The stages of a batch whose time is measured.</summary>
internal static class IngestStages
{
    /// <summary>Taking the body in and inflating it: as fast as the sender.</summary>
    public const string Receive = "receive";

    /// <summary>Reading and validating every event.</summary>
    public const string Check = "check";

    /// <summary>Waiting for the writer, deciding, writing, and the disk.</summary>
    public const string Append = "append";
}
