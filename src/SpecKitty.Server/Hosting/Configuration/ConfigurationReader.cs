namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>Reads the configuration: a flag outdoes a variable, a variable the file, the file the default. Finds every fault at once.</summary>
internal static class ConfigurationReader
{
    private static readonly Dictionary<string, ConfigurationKey> ByName = ConfigurationKeys.All.ToDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>Reads the configuration.</summary>
    /// <param name="input">What from.</param>
    public static ServerConfiguration Read(ConfigurationInput input)
    {
        var faults = new List<ConfigurationFault>();
        var effective = ConfigurationKeys.All.ToDictionary(key => key, key => new ConfigurationEntry(key, key.DefaultValue, ConfigurationSource.Default));
        var faulty = new HashSet<ConfigurationKey>();
        GivenValue[] given = [.. input.FileToRead is { } file ? ConfigurationFile.Read(file, faults) : [], .. ConfigurationVariables.Read(input.Environment), .. input.Flags];
        foreach (var value in given)
        {
            if (!ByName.TryGetValue(value.Name, out var key))
            {
                faults.Add(new ConfigurationFault(value.Name, value.Source, null, $"there is no such key{NearestKey.Suggest(value.Name)}"));
                continue;
            }

            var before = effective[key];
            if (before.Source.Kind == value.Source.Kind)
            {
                faults.Add(new ConfigurationFault(key.Name, value.Source, null, $"it is set twice, before by {before.Source}; set it once."));
                faulty.Add(key);
            }

            if (!key.TryRead(value.Text, out var read))
            {
                faults.Add(new ConfigurationFault(key.Name, value.Source, key.IsSecret ? null : value.Text, $"the value must be a {key.TypeName}."));
                faulty.Add(key);
                continue;
            }

            effective[key] = new ConfigurationEntry(key, read, value.Source);
        }

        var configuration = new ServerConfiguration([.. ConfigurationKeys.All.Select(key => effective[key])], faults);
        faults.AddRange(ConfigurationContradictions.Find(configuration, faulty));
        return configuration;
    }
}
