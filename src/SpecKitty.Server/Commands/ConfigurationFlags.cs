using System.CommandLine;
using SpecKitty.Server.Hosting.Configuration;

namespace SpecKitty.Server.Commands;

/// <summary>The flags of a command that set keys of the configuration.</summary>
internal sealed class ConfigurationFlags
{
    private readonly Option<string> _file = new("--config")
    {
        Description = $"The configuration file, JSON. Otherwise {ConfigurationInput.FileVariable} names it, otherwise it is {ConfigurationInput.SystemFile} if that exists.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Set any key of the configuration; may be given several times. SpecKitty.Server config lists the keys.",
        HelpName = "KEY=VALUE",
    };

    private readonly List<(ConfigurationKey Key, Option Option)> _flags;

    private ConfigurationFlags(IEnumerable<ConfigurationKey> keys)
    {
        _flags = [.. keys.Select(key => (key, Make(key)))];
        _set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
            {
                result.AddError($"--set takes KEY=VALUE, such as --set logging.format=json; \"{token.Value}\" is no such pair.");
            }
        });
    }

    /// <summary>The flags of every key that has one.</summary>
    public static ConfigurationFlags All() => new(ConfigurationKeys.All.Where(key => key.Flag is not null));

    /// <summary>The flags that say where the data is, for commands that work on it.</summary>
    public static ConfigurationFlags OfStorage() => new([ConfigurationKeys.Data, ConfigurationKeys.Database]);

    /// <summary>Gives a command these flags.</summary>
    public void AddTo(Command command)
    {
        foreach (var (_, option) in _flags)
        {
            command.Options.Add(option);
        }

        command.Options.Add(_file);
        command.Options.Add(_set);
    }

    /// <summary>Reads the configuration that a command line, the environment and the file give together.</summary>
    /// <param name="parsed">The command line.</param>
    public ServerConfiguration Read(ParseResult parsed) => ConfigurationReader.Read(new ConfigurationInput(
        parsed.GetValue(_file),
        ConfigurationInput.ProcessEnvironment,
        [.. _flags.SelectMany(flag => Given(parsed, flag.Key, flag.Option)), .. (parsed.GetValue(_set) ?? []).Select(Given)]));

    /// <summary>Reads the configuration and tells its faults.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>Null when there are faults: the command must end with <see cref="ExitCodes.Misuse"/>.</returns>
    public async Task<ServerConfiguration?> ReadOrTellAsync(ParseResult parsed)
    {
        var configuration = Read(parsed);
        if (configuration.Faults.Count == 0)
        {
            return configuration;
        }

        await Console.Error.WriteLineAsync(configuration.Faults.Count == 1 ? "The configuration has a fault:" : $"The configuration has {configuration.Faults.Count} faults:");
        foreach (var fault in configuration.Faults)
        {
            await Console.Error.WriteLineAsync($"  {fault.Message}");
        }

        await Console.Error.WriteLineAsync("SpecKitty.Server config --help lists every key with its type and default.");
        return null;
    }

    private static Option Make(ConfigurationKey key)
    {
        var description = $"{key.Meaning} Key {key.Name}.";
        return key.FlagValue is null
            ? new Option<bool?>(key.Flag!) { Description = description, Arity = ArgumentArity.ZeroOrOne }
            : new Option<string>(key.Flag!) { Description = $"{description} Default: {key.DefaultText}.", HelpName = key.FlagValue };
    }

    private static IEnumerable<GivenValue> Given(ParseResult parsed, ConfigurationKey key, Option option)
    {
        if (parsed.GetResult(option) is not { Implicit: false } result)
        {
            return [];
        }

        var source = new ConfigurationSource(ConfigurationSourceKind.Flag, key.Flag!);
        return [new GivenValue(key.Name, result.Tokens is [var token] ? token.Value : "true", source)];
    }

    private static GivenValue Given(string pair)
    {
        var split = pair.IndexOf('=', StringComparison.Ordinal);
        return new GivenValue(pair[..split].Trim(), pair[(split + 1)..], new ConfigurationSource(ConfigurationSourceKind.Flag, "--set"));
    }
}
