using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SpecKitty.Events.Tests;
using SpecKitty.Server.Hosting.Configuration;

namespace SpecKitty.Server.Tests.Eng;

/// <summary>eng/speckitty.service is true to the server.</summary>
public sealed partial class ServiceUnitTests
{
    private static readonly string Unit = File.ReadAllText(RepositoryFolder.Find("eng/speckitty.service"));

    [Fact]
    public void Unit_FlagsAndVariables_AreOnesThatTheServerHas()
    {
        var environment = Variable().Matches(Unit).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);
        environment.Count.ShouldBeGreaterThan(0);

        var configuration = ConfigurationReader.Read(new ConfigurationInput(null, environment, []));

        configuration.Faults.ShouldBeEmpty();
        configuration.Entries.Count(entry => entry.Source.Kind == ConfigurationSourceKind.Environment).ShouldBe(environment.Count);
        Flag().Matches(ExecStart().Match(Unit).Value).Select(match => match.Value).Except(ConfigurationKeys.All.Select(key => key.Flag)).ShouldBeEmpty();
        Mentioned().Matches(Unit).Select(match => match.Value.TrimEnd('.')).Except(ConfigurationKeys.All.Select(key => key.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void Unit_TimeToStop_IsLongerThanTheDrain()
    {
        var seconds = int.Parse(TimeoutStop().Match(Unit).Groups["seconds"].Value, CultureInfo.InvariantCulture);
        var drain = (int)ConfigurationKeys.ServerDrainSeconds.DefaultValue! + (int)ConfigurationKeys.ServerDrainDelaySeconds.DefaultValue!;

        seconds.ShouldBeGreaterThan(drain + 10);
    }

    [Fact]
    public async Task Unit_AsTheSystemReadsIt_HasNoFault()
    {
        if (!File.Exists("/usr/bin/systemd-analyze"))
        {
            // Elsewhere the system's own check is not to be had; what stands above holds everywhere.
            Unit.ShouldContain("NoNewPrivileges=yes");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("speckitty-unit-").FullName;
        try
        {
            var file = Path.Combine(folder, "speckitty.service");
            await File.WriteAllTextAsync(file, Unit.Replace("/opt/speckitty/SpecKitty.Server", "/bin/true", StringComparison.Ordinal));
            using var verify = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", file]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            var said = await verify.StandardError.ReadToEndAsync() + await verify.StandardOutput.ReadToEndAsync();
            await verify.WaitForExitAsync();

            said.Split('\n').Where(line => line.Contains("speckitty.service", StringComparison.Ordinal)).ShouldBeEmpty(said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"^Environment=(?<name>SPECKITTY_\w+)=(?<value>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("^ExecStart=.*$", RegexOptions.Multiline, 1000)]
    private static partial Regex ExecStart();

    [GeneratedRegex("--[a-z-]+", RegexOptions.None, 1000)]
    private static partial Regex Flag();

    [GeneratedRegex(@"\bserver\.[a-z_]+(?!json)\b(?<!server\.json|server\.env)", RegexOptions.None, 1000)]
    private static partial Regex Mentioned();

    [GeneratedRegex(@"^TimeoutStopSec=(?<seconds>\d+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimeoutStop();
}
