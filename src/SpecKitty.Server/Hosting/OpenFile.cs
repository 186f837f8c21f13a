namespace SpecKitty.Server.Hosting;

/// <summary>Marks a route that gives the same file to everybody: no credential is taken or given there.</summary>
internal sealed class OpenFile
{
    public static OpenFile Instance { get; } = new();
}
