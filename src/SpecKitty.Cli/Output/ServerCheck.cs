using System.Text.Json;
using SpecKitty.Client;
using SpecKitty.Client.Http;

namespace SpecKitty.Cli.Output;

/// <summary>What came of asking the server how it is.</summary>
/// <param name="Health">Its answer; null when there is none.</param>
/// <param name="Failure">Why there is none; null when there is one.</param>
internal sealed record ServerCheck(ServerHealth? Health, ClientException? Failure)
{
    private static readonly TimeSpan TolerableDifference = TimeSpan.FromMinutes(1);

    /// <summary>Whether it takes events in.</summary>
    public bool IsOk => Health?.Status == "ok";

    /// <summary>Whether the clocks are so far apart that sign-ins end at the wrong time.</summary>
    public bool ClockIsOff => Health?.ClockDifference is { } difference && difference.Duration() > TolerableDifference;

    /// <summary>The same on one line, for people.</summary>
    public string Line => Health is { } health
        ? $"{health.Status}, version {health.ServerVersion ?? "unknown"}, takes the sign-in for {health.Username}"
        : Failure!.Failure == ClientFailure.NotSignedIn ? "does not take the sign-in" : "not reached";

    public void WriteMembers(Utf8JsonWriter json)
    {
        Write(json, "reachable", Health is not null || Failure!.Failure == ClientFailure.Refused, Failure?.Failure == ClientFailure.ServerUnreachable);
        Write(json, "signed_in", Health is not null, Failure?.Failure == ClientFailure.NotSignedIn);
        json.WriteString("status", Health?.Status);
        json.WriteString("server_version", Health?.ServerVersion);
        json.WriteString("username", Health?.Username);
        if (Health?.ClockDifference is { } difference)
        {
            json.WriteNumber("clock_difference_seconds", Math.Round(difference.TotalSeconds, 1));
        }
        else
        {
            json.WriteNull("clock_difference_seconds");
        }

        json.WriteString("error", Failure?.Message);
        json.WriteString("fix", Failure?.Remedy);
    }

    /// <summary>Yes, no, or null for what this check did not come to know.</summary>
    private static void Write(Utf8JsonWriter json, string name, bool isSo, bool isNot)
    {
        if (isSo || isNot)
        {
            json.WriteBoolean(name, isSo);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
