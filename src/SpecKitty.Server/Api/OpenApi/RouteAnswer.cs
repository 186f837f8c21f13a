namespace SpecKitty.Server.Api.OpenApi;

/// <summary>An answer of a route.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Meaning">When it is given.</param>
/// <param name="ExtraContent">A content type beside JSON that it comes in when it is asked for; null for none.</param>
/// <param name="Header">A header that comes with it; null for none.</param>
internal sealed record RouteAnswer(int Status, string Meaning, string? ExtraContent = null, AnswerHeader? Header = null);
