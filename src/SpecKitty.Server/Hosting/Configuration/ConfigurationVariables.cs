using System.Text.RegularExpressions;

namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>Finds what the environment sets.</summary>
internal static partial class ConfigurationVariables
{
    /// <summary>Every variable with our prefix. An empty one counts as not set, as tools pass variables on that nobody has filled.</summary>
    public static IEnumerable<GivenValue> Read(IReadOnlyDictionary<string, string> environment) =>
        from variable in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal)
        let name = variable.Key.ToUpperInvariant()
        where name.StartsWith(ConfigurationKey.VariablePrefix, StringComparison.Ordinal) && name != ConfigurationInput.FileVariable
        where variable.Value.Length > 0 && !ServiceLink().IsMatch(name)
        select new GivenValue(
            name[ConfigurationKey.VariablePrefix.Length..].ToLowerInvariant().Replace("__", ".", StringComparison.Ordinal),
            variable.Value,
            new ConfigurationSource(ConfigurationSourceKind.Environment, variable.Key));

    // Kubernetes tells a pod about a service called speckitty with variables that begin like ours.
    [GeneratedRegex(@"^SPECKITTY_(?:[A-Z0-9]+_)*(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT(?:_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ServiceLink();
}
