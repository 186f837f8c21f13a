namespace SpecKitty.Server.Api.OpenApi;

/// <summary>An answer that many routes have.</summary>
/// <param name="Name">Its name in the document.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Meaning">When it is given.</param>
/// <param name="Header">A header that comes with it; null for none.</param>
/// <param name="AppliesTo">Whether a route with some metadata has it.</param>
internal sealed record CommonAnswer(string Name, int Status, string Meaning, AnswerHeader? Header, Func<IList<object>, bool> AppliesTo);
