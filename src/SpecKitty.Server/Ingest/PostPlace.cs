namespace SpecKitty.Server.Ingest;

/// <summary>How far a post has come.</summary>
/// <param name="Next">The event that is decided next.</param>
/// <param name="Results">How many results there are.</param>
/// <param name="Warnings">How many warnings were added to the log.</param>
/// <param name="Accepted">How many events were added to the log, warnings included.</param>
internal readonly record struct PostPlace(int Next, int Results, int Warnings, int Accepted);
