namespace SpecKitty.Client.Live;

/// <summary>How the line to the server is.</summary>
/// <param name="Trouble">Why there is none; null while there is one.</param>
/// <param name="NextTry">After how long it is tried again; null while there is one.</param>
public sealed record LiveLine(ClientException? Trouble, TimeSpan? NextTry)
{
    /// <summary>Whether there is one.</summary>
    public bool IsOpen => Trouble is null;

    internal static LiveLine Open { get; } = new(null, null);
}
