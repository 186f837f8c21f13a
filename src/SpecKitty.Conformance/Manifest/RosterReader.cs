using System.Text;
using System.Text.Json;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Manifest;

/// <summary>Reads the roster of a fixture.</summary>
internal static class RosterReader
{
    private const string Member = "roster";

    public static EquatableMap<string, ParticipantIdentity>? Read(ManifestObject members)
    {
        if (members.Find(Member, JsonValueKind.Object, isRequired: false) is not { } roster)
        {
            return null;
        }

        var identities = new Dictionary<string, ParticipantIdentity>(StringComparer.Ordinal);
        foreach (var entry in roster.EnumerateObject())
        {
            if (ReadIdentity(members, entry) is { } identity)
            {
                identities[entry.Name] = identity;
            }
        }

        return EquatableMap.Sorted(identities);
    }

    // The library reads identities where they stand in the contract: inside the payloads that bring them.
    private static ParticipantIdentity? ReadIdentity(ManifestObject members, JsonProperty entry)
    {
        var join = $$"""{"participant_id":"p","mission_id":"m","participant_identity":{{entry.Value.GetRawText()}}}""";
        var read = PayloadCatalogue.Contract.Read(CollaborationEventTypes.ParticipantJoined, Encoding.UTF8.GetBytes(join));
        foreach (var error in read.Errors)
        {
            members.Report($"{Member}.{entry.Name}", error.Message);
        }

        if (read.Value is not ParticipantJoinedPayload { ParticipantIdentity: var identity })
        {
            return null;
        }

        if (identity.ParticipantId != entry.Name)
        {
            members.Report($"{Member}.{entry.Name}", $"is the identity of \"{identity.ParticipantId}\": each stands under its own participant_id.");
        }

        return identity;
    }
}
