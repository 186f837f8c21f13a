namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>What the configuration is read from.</summary>
/// <param name="File">The file that the command line names; null when it names none.</param>
/// <param name="Environment">The variables of the process.</param>
/// <param name="Flags">What the command line sets.</param>
internal sealed record ConfigurationInput(string? File, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<GivenValue> Flags)
{
    /// <summary>The variable that names the file when the command line does not.</summary>
    public const string FileVariable = ConfigurationKey.VariablePrefix + "CONFIG";

    /// <summary>The file that is read when nobody names one and it exists.</summary>
    public const string SystemFile = "/etc/speckitty/server.json";

    /// <summary>The file to read; null for none.</summary>
    public string? FileToRead => File
        ?? (Environment.TryGetValue(FileVariable, out var named) && named.Length > 0 ? named : null)
        ?? (System.IO.File.Exists(SystemFile) ? SystemFile : null);

    /// <summary>The variables of this process.</summary>
    public static IReadOnlyDictionary<string, string> ProcessEnvironment
        => System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
}
