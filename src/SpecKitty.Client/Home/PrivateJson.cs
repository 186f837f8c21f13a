using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SpecKitty.Client.Home;

/// <summary>Small files of JSON that are the user's alone.</summary>
internal static class PrivateJson
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">What stands in it.</param>
    /// <param name="remedy">What to do when it is damaged.</param>
    /// <returns>What stands in it; null when there is no file, or nothing in it.</returns>
    /// <exception cref="ClientException">It is damaged, a symbolic link, or open to others.</exception>
    public static T? Read<T>(string path, JsonTypeInfo<T> type, string remedy)
        where T : class
    {
        try
        {
            return PrivateFile.Read(path, LocalFile.MostBytesOfMemory) is { } text ? JsonSerializer.Deserialize(text, type) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidTextException)
        {
            throw new ClientException(ClientFailure.LocalFile, $"{path} is damaged: {What(fault)}.", remedy, fault);
        }
    }

    /// <summary>Where a file is wrong. The reader's own words name the types of the program, which help no one who has to mend the file.</summary>
    private static string What(Exception damage)
    {
        if (damage is not JsonException fault)
        {
            return damage.Message;
        }

        var place = fault.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, byte {(fault.BytePositionInLine ?? 0) + 1}: ") : "";
        return fault.Path is { Length: > 1 } path ? $"{place}{path[2..]} is missing or not of the kind that belongs there" : $"{place}it is not JSON, or breaks off";
    }

    /// <summary>Replaces a file in one step.</summary>
    public static void Replace<T>(string path, T value, JsonTypeInfo<T> type) => PrivateFile.Replace(path, JsonSerializer.Serialize(value, type) + "\n");
}
