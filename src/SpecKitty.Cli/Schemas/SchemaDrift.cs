namespace SpecKitty.Cli.Schemas;

/// <summary>How a folder of schema files differs from what is generated. File names are relative, with <c>/</c>, sorted.</summary>
/// <param name="Missing">Generated, but not in the folder.</param>
/// <param name="Different">In the folder with another content.</param>
/// <param name="Orphaned">In the folder, but no longer generated.</param>
internal sealed record SchemaDrift(IReadOnlyList<string> Missing, IReadOnlyList<string> Different, IReadOnlyList<string> Orphaned)
{
    /// <summary>How many files differ.</summary>
    public int Count => Missing.Count + Different.Count + Orphaned.Count;
}
