using SpecKitty.Events.Collaboration;

namespace SpecKitty.Server.Dashboard.Views;

/// <summary>How far warnings have come.</summary>
internal static class WarningStandings
{
    /// <summary>How far a warning has come: whoever has left is not waited for.</summary>
    public static WarningStanding Of(WarningEntry warning, CollaborationState state)
    {
        var isMissing = warning.ParticipantIds.Any(id => !warning.Acknowledgements.ContainsKey(id) && state.Participants.ContainsKey(id));
        return !isMissing ? WarningStanding.Settled : warning.Acknowledgements.Count > 0 ? WarningStanding.Partly : WarningStanding.Open;
    }
}
