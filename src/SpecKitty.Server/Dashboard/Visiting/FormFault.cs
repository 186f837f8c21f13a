namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Why a form was not taken.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Details">Why, and what to do.</param>
internal sealed record FormFault(int Status, string Details);
