using System.Globalization;

namespace SpecKitty.Client.Live;

/// <summary>The id of a message of a stream: a sequence, or <c>gGENERATION-SEQUENCE</c> of a server whose database was restored from a backup.</summary>
/// <param name="Id">What the server sent, to send back as it is.</param>
/// <param name="Sequence">The project's sequence, at least 0.</param>
internal sealed record StreamCursor(string Id, long Sequence)
{
    /// <summary>Reads an id.</summary>
    /// <returns>Null when it is no cursor.</returns>
    public static StreamCursor? Read(string? id)
    {
        if (id is null)
        {
            return null;
        }

        var dash = id.StartsWith('g') ? id.IndexOf('-', StringComparison.Ordinal) : -1;
        var isKnown = dash < 0 || long.TryParse(id.AsSpan(1, dash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return isKnown && long.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? new StreamCursor(id, sequence) : null;
    }
}
