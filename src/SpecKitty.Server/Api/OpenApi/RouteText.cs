namespace SpecKitty.Server.Api.OpenApi;

/// <summary>What a route is for, in words.</summary>
/// <param name="Name">Its name for programs that are generated from the description; unique.</param>
/// <param name="Tag">The heading, one of <see cref="ApiTags"/>.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Who">Who may ask.</param>
/// <param name="Details">What else there is to know; null for nothing.</param>
internal sealed record RouteText(string Name, string Tag, string Summary, string Who, string? Details);
