namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>Where a value comes from.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Name">The file, the variable or the flag; empty for a default.</param>
internal sealed record ConfigurationSource(ConfigurationSourceKind Kind, string Name)
{
    public static ConfigurationSource Default { get; } = new(ConfigurationSourceKind.Default, "");

    public override string ToString() => Kind switch
    {
        ConfigurationSourceKind.File => $"file {Name}",
        ConfigurationSourceKind.Environment => $"variable {Name}",
        ConfigurationSourceKind.Flag => $"flag {Name}",
        _ => "default",
    };
}
