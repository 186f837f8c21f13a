using System.Text.Json;
using Npgsql;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Tests.Telemetry;

public sealed class FailureTextTests
{
    [Fact]
    public void Describe_FailureAboutContents_TellsTypesAndNotWhatWasSent()
    {
        var text = FailureText.Describe(new InvalidOperationException("canary one", new JsonException("canary two")));

        text.ShouldContain("System.InvalidOperationException");
        text.ShouldContain("caused by System.Text.Json.JsonException");
        text.ShouldNotContain("canary");
    }

    [Fact]
    public void Describe_FailureOfTheMachine_TellsWhatItSays()
        => FailureText.Describe(new IOException("No space left on device")).ShouldContain("No space left on device");

    [Fact]
    public void Describe_FailureOfTheDatabase_TellsItsStateAndNotTheValue()
    {
        var text = FailureText.Describe(new PostgresException("invalid input syntax for type uuid: \"canary\"", "ERROR", "ERROR", "22P02"));

        text.ShouldContain("SQLSTATE 22P02");
        text.ShouldNotContain("canary");
    }
}
