using System.Text.Json;
using SpecKitty.Conformance.Fixtures;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Manifest;

/// <summary>Reads manifests strictly: every fault of every entry at once, unknown members and missing files included.</summary>
internal static class ManifestReader
{
    public const string FileName = "manifest.json";

    public static ConformanceManifest? Read(ReadOnlyMemory<byte> utf8, IFixtureFiles files, out EquatableList<ManifestError> errors)
    {
        var found = new List<ManifestError>();
        var manifest = Read(utf8, files, found);
        errors = found.ToEquatableList();
        return errors.Count == 0 ? manifest : null;
    }

    private static ConformanceManifest? Read(ReadOnlyMemory<byte> utf8, IFixtureFiles files, List<ManifestError> errors)
    {
        JsonText text;
        try
        {
            text = JsonText.Parse(utf8);
        }
        catch (JsonException exception)
        {
            errors.Add(new ManifestError("", exception.Message));
            return null;
        }

        using var document = JsonDocument.Parse(text.Utf8);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new ManifestError("", "must be an object with version and fixtures."));
            return null;
        }

        var root = new ManifestObject(document.RootElement, "", errors);
        var version = root.Version("version");
        var entries = root.Find("fixtures", JsonValueKind.Array, isRequired: true);
        root.Finish("a manifest");
        var fixtures = entries is { } list ? ReadFixtures(list, files, errors) : [];
        return version is null ? null : new ConformanceManifest(version, fixtures.ToEquatableList());
    }

    private static List<Fixture> ReadFixtures(JsonElement entries, IFixtureFiles files, List<ManifestError> errors)
    {
        if (entries.GetArrayLength() == 0)
        {
            errors.Add(new ManifestError("fixtures", "must have at least one entry: a run of nothing proves nothing."));
        }

        var fixtures = new List<Fixture>();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var position = 0;
        foreach (var entry in entries.EnumerateArray())
        {
            var where = $"fixtures.{position}";
            if (entry.ValueKind != JsonValueKind.Object)
            {
                errors.Add(new ManifestError(where, "must be an object."));
            }
            else
            {
                var members = new ManifestObject(entry, where, errors);
                if (FixtureReader.Read(members, files, out var id) is { } fixture)
                {
                    fixtures.Add(fixture);
                }

                if (id is not null && !ids.TryAdd(id, position))
                {
                    members.Report("id", $"\"{id}\" is the id of fixtures.{ids[id]} already: give each its own.");
                }
            }

            position++;
        }

        return fixtures;
    }
}
