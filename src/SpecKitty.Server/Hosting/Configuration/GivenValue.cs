namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>Something that somebody has set.</summary>
/// <param name="Name">The key as it was written, with dots; perhaps there is none of this name.</param>
/// <param name="Text">What it was set to.</param>
/// <param name="Source">Where.</param>
internal sealed record GivenValue(string Name, string Text, ConfigurationSource Source);
