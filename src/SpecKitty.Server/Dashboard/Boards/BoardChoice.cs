using SpecKitty.Events.Lanes;
using SpecKitty.Events.Values;

namespace SpecKitty.Server.Dashboard.Boards;

/// <summary>What of a board a visitor wants to see.</summary>
/// <param name="Feature">The work packages of one feature, of which the empty slug stands for no feature; null for all.</param>
/// <param name="Lane">One lane alone; null for all.</param>
internal sealed record BoardChoice(string? Feature, SyncLane? Lane)
{
    /// <summary>What an address asks for; whatever names no lane asks for all.</summary>
    public static BoardChoice Read(IQueryCollection query) => new(
        query["feature"] is [{ } only] ? only : null,
        Vocabulary<SyncLane>.Instance.TryParse(query["lane"].ToString(), out var lane) ? lane : null);
}
