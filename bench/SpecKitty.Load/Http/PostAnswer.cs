namespace SpecKitty.Load.Http;

/// <summary>What the server answered to a post.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body; good until the next post on the connection.</param>
internal readonly record struct PostAnswer(int Status, ReadOnlyMemory<byte> Body);
