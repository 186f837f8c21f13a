using Microsoft.OpenApi;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>A part of the address or a header that a route reads.</summary>
/// <param name="In">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means, and what holds when it is left out.</param>
/// <param name="Value">What it may be.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record RouteParameter(ParameterLocation In, string Name, string Description, ParameterValue Value, bool IsRequired);
