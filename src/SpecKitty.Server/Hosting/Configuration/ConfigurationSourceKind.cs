namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>The kinds of places that values come from; a later one outdoes an earlier one.</summary>
internal enum ConfigurationSourceKind
{
    /// <summary>Nobody has given a value.</summary>
    Default,

    /// <summary>The configuration file.</summary>
    File,

    /// <summary>The environment of the process.</summary>
    Environment,

    /// <summary>The command line.</summary>
    Flag,
}
