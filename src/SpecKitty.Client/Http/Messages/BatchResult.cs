namespace SpecKitty.Client.Http.Messages;

/// <summary>What the server did with one event.</summary>
/// <param name="EventId">The event; null when the server could not read its id.</param>
/// <param name="Status">success, duplicate or rejected.</param>
/// <param name="Error">Why it was rejected.</param>
/// <param name="ErrorMessage">The same under the name that older servers use.</param>
public sealed record BatchResult(string? EventId, string Status, string? Error = null, string? ErrorMessage = null)
{
    /// <summary>Why it was rejected, whichever name the server used; null when it did not say.</summary>
    public string? Reason => string.IsNullOrEmpty(Error) ? ErrorMessage : Error;
}
