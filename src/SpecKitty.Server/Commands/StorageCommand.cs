using System.CommandLine;
using SpecKitty.Server.Hosting.Configuration;

namespace SpecKitty.Server.Commands;

/// <summary>What the commands share that work on files of the data folder.</summary>
internal static class StorageCommand
{
    /// <summary>Finds the data folder that the configuration names.</summary>
    /// <returns>Null when the configuration has faults or names a PostgreSQL database, and that has been told.</returns>
    public static async Task<string?> FindDataFolderAsync(ConfigurationFlags flags, ParseResult parsed, string name)
    {
        if (await flags.ReadOrTellAsync(parsed) is not { } configuration)
        {
            return null;
        }

        if (configuration.Get(ConfigurationKeys.Database) is not null)
        {
            await Console.Error.WriteLineAsync(
                $"{name} is for SQLite, and database ({configuration.SourceOf(ConfigurationKeys.Database)}) names a PostgreSQL database: use pg_dump and pg_restore; docs/guide/operations.md says how.");
            return null;
        }

        return configuration.Get(ConfigurationKeys.Data);
    }
}
