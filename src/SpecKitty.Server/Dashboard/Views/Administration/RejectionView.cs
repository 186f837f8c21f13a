namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>A reason for rejections.</summary>
/// <param name="Code">The code, as it stands in answers.</param>
/// <param name="Count">How many events were rejected for it since the node started.</param>
/// <param name="LastAt">When the last of them came.</param>
/// <param name="Meaning">When an event is rejected with it.</param>
/// <param name="Remedy">What helps.</param>
public sealed record RejectionView(string Code, long Count, DateTimeOffset LastAt, string Meaning, string Remedy);
