using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Missions;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>Makes what pages show of participants.</summary>
internal static class ParticipantViews
{
    private const int Hues = 8;

    private static ParticipantPresence Unheard { get; } = new() { Liveness = Liveness.Unseen, IsProgressing = false };

    /// <summary>Everybody of a mission by id, those who have left too, with how those on the roster do.</summary>
    /// <remarks>In the order in which they were minted: their ids are ULIDs, so colours stay when others come and go.</remarks>
    public static IReadOnlyDictionary<string, ParticipantView> Of(CollaborationState state, IReadOnlyDictionary<string, ParticipantPresence> presence)
    {
        var shown = new Dictionary<string, ParticipantView>(StringComparer.Ordinal);
        var all = state.Participants.Select(entry => (Identity: entry.Value, HasLeft: false))
            .Concat(state.DepartedParticipants.Select(entry => (Identity: entry.Value, HasLeft: true)))
            .OrderBy(entry => entry.Identity.ParticipantId, StringComparer.Ordinal)
            .ToList();

        // Looked up for each context, and a mission may have hundreds.
        var people = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (identity, _) in all.Where(entry => entry.Identity.ParticipantType == ParticipantType.Human))
        {
            if (state.Bindings.TryGetValue(identity.ParticipantId, out var binding))
            {
                people.TryAdd(binding.AuthPrincipalId, Name(identity));
            }
        }

        foreach (var (identity, hasLeft) in all)
        {
            var id = identity.ParticipantId;
            var name = Name(identity);
            var isPerson = identity.ParticipantType == ParticipantType.Human;
            shown[id] = new ParticipantView(
                id,
                name,
                Initials(name),
                shown.Count % Hues,
                isPerson,
                !isPerson && state.Bindings.TryGetValue(id, out var binding) ? people.GetValueOrDefault(binding.AuthPrincipalId) : null,
                state.ActiveDrivers.Contains(id),
                state.FocusByParticipant.TryGetValue(id, out var focus) ? Show(focus) : null,
                presence.GetValueOrDefault(id) ?? Unheard,
                state.LinkedSessions.TryGetValue(id, out var sessions) ? sessions.Count : 0,
                hasLeft);
        }

        return shown;
    }

    /// <summary>Somebody whom the mission does not know.</summary>
    public static ParticipantView Unknown(string id) => new(id, VisibleText.Of(id), "?", 0, false, null, false, null, Unheard, 0, true);

    /// <summary>What somebody works on.</summary>
    public static FocusTargetView Show(FocusTarget target)
        => new(
            target.TargetType switch
            {
                FocusTargetType.WorkPackage => "package",
                FocusTargetType.Step => "step",
                _ => "file",
            },
            VisibleText.Of(target.TargetId));

    private static string Name(ParticipantIdentity identity) => VisibleText.Of(string.IsNullOrWhiteSpace(identity.DisplayName) ? identity.ParticipantId : identity.DisplayName);

    private static string Initials(string name)
    {
        string[] parts = [.. name.Split(' ', '-', '_', '.').Where(part => part.Length > 0)];
        return parts switch
        {
            [] => "?",
            [var only] => FirstOf(only),
            _ => FirstOf(parts[0]) + FirstOf(parts[^1]),
        };
    }

    private static string FirstOf(string text) => text.EnumerateRunes().First().ToString().ToUpperInvariant();
}
