using SpecKitty.Conformance.Fixtures;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Manifest;

/// <summary>Reads one entry of a manifest.</summary>
internal static class FixtureReader
{
    private const string JsonSuffix = ".json";

    /// <summary>The fixture; null when a member that decides about it is faulty. All faults are reported either way.</summary>
    public static Fixture? Read(ManifestObject members, IFixtureFiles files, out string? id)
    {
        id = members.Text("id", isRequired: true);
        var path = ReadFile(members, "path", members.Text("path", isRequired: true), files);
        var kind = members.Word<FixtureKind>("kind", isRequired: true);
        var notes = members.Text("notes", isRequired: true);
        var minVersion = members.Version("min_version");
        if (kind is not { } known)
        {
            // Which other members belong here, only the kind can say.
            return null;
        }

        var part = known switch
        {
            FixtureKind.Payload => ReadPayload(members, path, notes, minVersion),
            FixtureKind.Envelope => ReadEnvelope(members, path, notes, minVersion),
            FixtureKind.Reduction => ReadReduction(members, path, notes, minVersion),
            _ => Start(FixtureKind.Lanes, path, notes, minVersion),
        };
        var fixture = ReadExpected(members, part with { Id = id ?? "" }, files);
        members.Finish($"a fixture of kind {Vocabulary<FixtureKind>.Instance.TextOf(known)} that expects this");
        return fixture;
    }

    private static Fixture Start(FixtureKind kind, string? path, string? notes, Version? minVersion) => new()
    {
        Id = "",
        Path = path ?? "",
        Kind = kind,
        Expected = ExpectedOutcome.Valid,
        Notes = notes ?? "",
        MinVersion = minVersion ?? new Version(0, 0, 0),
    };

    private static Fixture ReadPayload(ManifestObject members, string? path, string? notes, Version? minVersion)
    {
        var surface = members.Word<ValidationSurface>("surface", isRequired: true);
        if (surface == ValidationSurface.Envelope)
        {
            members.Report("surface", "must be contract, wire or any: a payload has no envelope.");
        }

        return Start(FixtureKind.Payload, path, notes, minVersion) with
        {
            EventType = members.Text("event_type", isRequired: true),
            Surface = surface ?? ValidationSurface.Any,
        };
    }

    private static Fixture ReadEnvelope(ManifestObject members, string? path, string? notes, Version? minVersion)
        => Start(FixtureKind.Envelope, path, notes, minVersion) with
        {
            Surface = members.Word<ValidationSurface>("surface") ?? ValidationSurface.Envelope,
            Rules = members.Word<FixtureRules>("rules") ?? FixtureRules.Library,
        };

    private static Fixture ReadReduction(ManifestObject members, string? path, string? notes, Version? minVersion)
    {
        var fixture = Start(FixtureKind.Reduction, path, notes, minVersion) with { Reducer = members.Word<FixtureReducer>("reducer", isRequired: true) };
        return fixture.Reducer != FixtureReducer.Collaboration
            ? fixture
            : fixture with
            {
                Mode = members.Word<ReductionMode>("mode", isRequired: true) ?? ReductionMode.Strict,
                Roster = RosterReader.Read(members),
                Mission = members.Text("mission"),
            };
    }

    private static Fixture ReadExpected(ManifestObject members, Fixture fixture, IFixtureFiles files)
    {
        switch (members.Text("expected", isRequired: true))
        {
            case null:
                return fixture;
            case "valid" when fixture.Kind != FixtureKind.Reduction:
                return fixture;
            case "invalid" when fixture.Kind is FixtureKind.Payload or FixtureKind.Envelope:
                return fixture with { Expected = ExpectedOutcome.Invalid, ExpectedFaults = ExpectedFaultReader.Read(members, fixture) };
            case "error" when fixture.Reducer == FixtureReducer.Collaboration && fixture.Mode == ReductionMode.Strict:
                return fixture with { Expected = ExpectedOutcome.Error, ExpectedError = ExpectedFaultReader.ReadViolation(members) };
            case { } golden when golden.EndsWith(JsonSuffix, StringComparison.Ordinal) && fixture.Kind is FixtureKind.Reduction or FixtureKind.Envelope:
                return fixture with { Expected = ExpectedOutcome.Golden, GoldenPath = ReadFile(members, "expected", golden, files) ?? "" };
            case { } other:
                members.Report("expected", $"\"{other}\" is nothing that this fixture can come to: {Allowed(fixture)}.");
                return fixture;
        }
    }

    private static string Allowed(Fixture fixture) => fixture.Kind switch
    {
        FixtureKind.Payload => "say valid or invalid",
        FixtureKind.Envelope => "say valid or invalid, or name a golden file (.json)",
        FixtureKind.Lanes => "say valid",
        _ => "name a golden file (.json), or, for collaboration in strict mode, say error",
    };

    private static string? ReadFile(ManifestObject members, string member, string? path, IFixtureFiles files)
    {
        if (path is not null && !files.Exists(path))
        {
            members.Report(member, $"there is no file {path} in the kit: paths are relative to the manifest, with /.");
        }

        return path;
    }
}
