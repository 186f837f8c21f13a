using System.Text;
using System.Text.Json;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Json;
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

        var read = ContractJson.ReadRoster(Encoding.UTF8.GetBytes(roster.GetRawText()));
        foreach (var error in read.Errors)
        {
            members.Report($"{Member}.{error.Path}", error.Message);
        }

        return read.Value ?? EquatableMap<string, ParticipantIdentity>.Empty;
    }
}
