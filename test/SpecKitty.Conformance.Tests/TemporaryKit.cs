using System.Text.Json.Nodes;

namespace SpecKitty.Conformance.Tests;

/// <summary>A kit in a folder of its own, gone after the test.</summary>
internal sealed class TemporaryKit : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spec-kitty-kit-");

    public string Folder => _folder.FullName;

    public string ManifestPath => Path.Combine(Folder, "manifest.json");

    /// <summary>A copy of the embedded kit.</summary>
    public static TemporaryKit OfEmbedded()
    {
        var kit = new TemporaryKit();
        ConformanceKit.LoadEmbedded().CopyTo(kit.Folder);
        return kit;
    }

    /// <summary>A kit with this manifest and one valid payload, <c>ok.json</c>.</summary>
    public static TemporaryKit Of(string manifest)
    {
        var kit = new TemporaryKit();
        kit.Write("manifest.json", manifest);
        kit.Write("ok.json", """{"participant_id":"a","mission_id":"m"}""");
        return kit;
    }

    public void Write(string path, string text) => File.WriteAllText(Path.Combine(Folder, path), text);

    /// <summary>Changes entries of the manifest.</summary>
    public void Change(string id, Action<JsonObject> change)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(ManifestPath))!;
        change(manifest["fixtures"]!.AsArray().Single(entry => (string)entry!["id"]! == id)!.AsObject());
        File.WriteAllText(ManifestPath, manifest.ToJsonString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
