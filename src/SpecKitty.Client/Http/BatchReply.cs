using SpecKitty.Client.Http.Messages;

namespace SpecKitty.Client.Http;

/// <summary>The server's word on a batch: an answer for each event, or a refusal of the whole.</summary>
/// <param name="Answer">The answer; null when the batch was refused.</param>
/// <param name="Refusal">Why the whole batch was refused; null when there is an answer.</param>
/// <param name="IsForbidden">Whether it was refused because the user may write to none of its projects.</param>
public sealed record BatchReply(BatchAnswer? Answer, ClientException? Refusal, bool IsForbidden);
