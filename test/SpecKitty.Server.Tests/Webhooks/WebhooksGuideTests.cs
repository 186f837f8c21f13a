using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using SpecKitty.Events.Tests;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Webhooks;

/// <summary>The check in docs/guide/webhooks.md is this one, and takes what the server sends and nothing else.</summary>
public sealed class WebhooksGuideTests
{
    private const string Begin = "// snippet";
    private const string End = "// end";

    [Fact]
    [SuppressMessage("Globalization", "CA1305", Justification = "The code stands in the guide as it is, and a Unix time has digits alone.")]
    [SuppressMessage("Design", "MA0011", Justification = "The code stands in the guide as it is, and a Unix time has digits alone.")]
    public async Task Guide_Check_TakesADeliveryAndNothingThatWasChanged()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync(adjust: WebhookReceiver.Allow);
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        var project = Guid.NewGuid();
        await server.PostBatchAsync(token, TestEvents.Moved(project));
        var secret = (await server.PostAsync("/api/v1/teams/tea/webhooks/", new { url = receiver.Url }, token)).Text("secret")!;
        await server.PostBatchAsync(token, TestEvents.Moved(project));
        var delivery = await receiver.NextAsync();
        var (timestamp, signature) = (delivery.Headers["SpecKitty-Webhook-Timestamp"], delivery.Headers["SpecKitty-Webhook-Signature"]);
        var now = server.Time.GetUtcNow();

        // snippet
        static bool IsGenuine(string secret, string timestamp, string signature, byte[] body, DateTimeOffset now)
        {
            var age = now - DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp));
            byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp + "."), .. body];
            var expected = "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
            return age.Duration() < TimeSpan.FromMinutes(5)
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
        }
        // end

        IsGenuine(secret, timestamp, signature, delivery.Body, now).ShouldBeTrue();
        IsGenuine(secret + "x", timestamp, signature, delivery.Body, now).ShouldBeFalse();
        IsGenuine(secret, timestamp, signature, [.. delivery.Body, (byte)' '], now).ShouldBeFalse();
        IsGenuine(secret, $"{long.Parse(timestamp) + 1}", signature, delivery.Body, now).ShouldBeFalse();
        IsGenuine(secret, timestamp, signature[..^1], delivery.Body, now).ShouldBeFalse();
        IsGenuine(secret, timestamp, signature, delivery.Body, now.AddMinutes(5)).ShouldBeFalse();
    }

    [Fact]
    public void Guide_CodeBlock_IsTheCheck()
    {
        var guide = File.ReadLines(RepositoryFolder.Find("docs/guide/webhooks.md")).SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```");
        var code = File.ReadLines(RepositoryFolder.Find("test/SpecKitty.Server.Tests/Webhooks/WebhooksGuideTests.cs")).SkipWhile(line => line.Trim() != Begin).Skip(1).TakeWhile(line => line.Trim() != End);

        guide.Select(line => line.Trim()).ShouldBe(code.Select(line => line.Trim()));
    }

    [Theory]
    [InlineData("webhooks.attempts", "15 attempts")]
    [InlineData("webhooks.deadline_hours", "24 hours")]
    [InlineData("webhooks.events_per_delivery", "1 to 100 events")]
    [InlineData("webhooks.timeout_seconds", "within 10 seconds")]
    public void Guide_Numbers_AreTheDefaults(string key, string told)
    {
        var value = Server.Hosting.Configuration.ConfigurationKeys.All.Single(known => known.Name == key).DefaultText;

        File.ReadAllText(RepositoryFolder.Find("docs/guide/webhooks.md")).ShouldContain(told);
        told.Split(' ').ShouldContain(value);
    }
}
