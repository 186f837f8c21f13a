using SpecKitty.Server.Hosting;
using SpecKitty.Server.Hosting.Configuration;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Tests.Hosting.Configuration;

public sealed class ConfigurationReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-configuration-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_Nothing_GivesTheDefaultsOfTheOptions()
    {
        var configuration = Read();

        configuration.Faults.ShouldBeEmpty();
        var options = configuration.ToOptions();
        var standard = new ServerOptions { DataDirectory = ServerOptions.DefaultDataDirectory };
        options.TrustedProxies.ShouldBeEmpty();
        (options with { TrustedProxies = standard.TrustedProxies }).ShouldBe(standard);
        configuration.Entries.Select(entry => entry.Key).ShouldBe(ConfigurationKeys.All);
    }

    [Fact]
    public void Read_KeyInEveryPlace_TakesFlagThenVariableThenFile()
    {
        const string File = """{"server": {"urls": "http://127.0.0.1:1", "drain_seconds": 11}, "limits": {"bytes": 2000000, "event_bytes": 3000, "compressed_bytes": 4000}}""";

        var configuration = Read(
            File,
            new() { ["SPECKITTY_SERVER__URLS"] = "http://127.0.0.1:2", ["SPECKITTY_LIMITS__EVENT_BYTES"] = "5000" },
            Flag("server.urls", "http://127.0.0.1:3", "--urls"));

        configuration.Faults.ShouldBeEmpty();
        configuration.Get(ConfigurationKeys.ServerUrls).ShouldBe(["http://127.0.0.1:3"]);
        configuration.SourceOf(ConfigurationKeys.ServerUrls).ToString().ShouldBe("flag --urls");
        configuration.Get(ConfigurationKeys.LimitsEventBytes).ShouldBe(5000);
        configuration.SourceOf(ConfigurationKeys.LimitsEventBytes).ToString().ShouldBe("variable SPECKITTY_LIMITS__EVENT_BYTES");
        configuration.Get(ConfigurationKeys.ServerDrainSeconds).ShouldBe(11);
        configuration.SourceOf(ConfigurationKeys.ServerDrainSeconds).ToString().ShouldStartWith("file ");
        configuration.SourceOf(ConfigurationKeys.LimitsDepth).ToString().ShouldBe("default");
    }

    [Fact]
    public void Read_ManyFaults_TellsAllAtOnceWithKeySourceValueAndRule()
    {
        const string File = """{"limits": {"byts": 5, "bytes": "32MB"}, "telemetry": {"otlp_protocol": "carrier pigeon"}, "bogus": true}""";

        var configuration = Read(
            File,
            new() { ["SPECKITTY_LIMITS__DEPTH"] = "5000000", ["SPECKITTY_LOGING__LEVEL"] = "debug" },
            Flag("demo.speed", "0", "--demo-speed"));

        string[] messages = [.. configuration.Faults.Select(fault => fault.Message)];
        messages.Length.ShouldBe(7);
        messages.ShouldContain(message => message.StartsWith("limits.byts (file ") && message.Contains("did you mean limits.bytes?"));
        messages.ShouldContain(message => message.StartsWith("limits.bytes (file ") && message.Contains("\"32MB\": the value must be a whole number, 1024 to 268435456 bytes"));
        messages.ShouldContain(message => message.StartsWith("telemetry.otlp_protocol (file ") && message.Contains("\"carrier pigeon\"") && message.Contains("grpc or http/protobuf"));
        messages.ShouldContain(message => message.StartsWith("bogus (file ") && !message.Contains("did you mean"));
        messages.ShouldContain(message => message.StartsWith("limits.depth (variable SPECKITTY_LIMITS__DEPTH): \"5000000\": "));
        messages.ShouldContain(message => message.StartsWith("loging.level (variable SPECKITTY_LOGING__LEVEL): ") && message.Contains("did you mean logging.level?"));
        messages.ShouldContain("demo.speed (flag --demo-speed): \"0\": the value must be a number above 0, at most 1000.");
    }

    [Theory]
    [InlineData("urls", "did you mean server.urls?")]
    [InlineData("server.url", "did you mean server.urls?")]
    [InlineData("limit.bytes", "did you mean limits.bytes?")]
    [InlineData("dta", "did you mean data?")]
    [InlineData("SERVER.ZZZZZZZZZ", "SpecKitty.Server config lists them all")]
    public void Read_UnknownKey_SuggestsTheNearest(string name, string suggestion)
        => Read(flags: Flag(name, "x", "--set")).Faults.ShouldHaveSingleItem().Message.ShouldContain(suggestion);

    [Fact]
    public void Read_DatabaseWithAPassword_NeverShowsIt()
    {
        const string Secret = "hunter2-canary";
        var good = Read(environment: new() { ["SPECKITTY_DATABASE"] = $"Host=db;Database=speckitty;Username=kitty;Password={Secret}" });
        var bad = Read(environment: new() { ["SPECKITTY_DATABASE"] = $"postgres://kitty:{Secret}@db/speckitty" });
        var typo = Read(flags: Flag("databse", $"Host=db;Password={Secret}", "--set"));

        good.Faults.ShouldBeEmpty();
        good.ToOptions().Database.ShouldNotBeNull().ShouldContain(Secret);
        var shown = good.Entries.Single(entry => entry.Key == ConfigurationKeys.Database).Shown;
        shown.ShouldContain("host=db", Case.Insensitive);
        shown.ShouldContain("kitty");
        shown.ShouldNotContain(Secret);
        bad.Faults.ShouldHaveSingleItem().Message.ShouldNotContain(Secret);
        bad.Faults[0].Message.ShouldContain("Host=db;Database=speckitty");
        typo.Faults.ShouldHaveSingleItem().Message.ShouldNotContain(Secret);
    }

    [Fact]
    public void Read_PlainHttpBeyondThisMachine_IsAContradictionUntilAllowed()
    {
        foreach (var url in new[] { "http://0.0.0.0:80", "http://*:80", "http://[::]:80", "http://speckitty.example:80", "http://192.0.2.1:80", "http://127.0.0.1:1;http://192.0.2.1:80" })
        {
            var fault = Read(flags: Flag("server.urls", url, "--urls")).Faults.ShouldHaveSingleItem(url).Message;
            fault.ShouldStartWith("server.urls (flag --urls): ");
            fault.ShouldContain("server.certificate");
            fault.ShouldContain("proxy");
            fault.ShouldContain("--allow-plain-http");
            Read(environment: new() { ["SPECKITTY_SERVER__ALLOW_PLAIN_HTTP"] = "true" }, flags: Flag("server.urls", url, "--urls")).Faults.ShouldBeEmpty();
        }

        foreach (var url in new[] { "http://127.0.0.1:80", "http://localhost:80", "http://[::1]:80", "http://127.8.9.1:80" })
        {
            Read(flags: Flag("server.urls", url, "--urls")).Faults.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Read_CertificateKeyAndAddressesApart_AreContradictions()
    {
        var certificate = Path.Combine(_folder, "cert.pem");
        File.WriteAllText(certificate, "");

        Read(flags: Flag("server.urls", "https://*:443", "--urls")).Faults.ShouldHaveSingleItem().Rule.ShouldContain("needs server.certificate");
        Read($$"""{"server": {"urls": "https://*:443", "certificate": "{{certificate}}"} }""").Faults.ShouldHaveSingleItem().Rule.ShouldContain("needs its key");
        Read($$"""{"server": {"urls": "https://*:443", "certificate_key": "{{certificate}}"} }""").Faults.ShouldHaveSingleItem().Rule.ShouldContain("needs its certificate");
        Read($$"""{"server": {"certificate": "{{certificate}}", "certificate_key": "{{certificate}}"} }""").Faults.ShouldHaveSingleItem().Rule.ShouldContain("nothing would use");
        Read($$"""{"server": {"urls": "https://*:443", "certificate": "{{certificate}}", "certificate_key": "{{certificate}}"} }""").Faults.ShouldBeEmpty();
        Read("""{"server": {"certificate": "/nowhere/cert.pem"}}""").Faults.ShouldHaveSingleItem().Rule.ShouldContain("file that exists");
    }

    [Fact]
    public void Read_LimitsThatContradict_BlamesWhatWasGiven()
    {
        Read(flags: Flag("limits.event_bytes", "9000000", "--set")).Faults.ShouldBeEmpty();
        Read("""{"limits": {"bytes": 100000}}""").Faults.Count.ShouldBe(2);
        var fault = Read("""{"limits": {"event_bytes": 3000000, "bytes": 2000000, "compressed_bytes": 1024}}""").Faults.ShouldHaveSingleItem();
        fault.Key.ShouldBe("limits.event_bytes");
        fault.Rule.ShouldBe("limits.event_bytes (3000000) must not be above limits.bytes (2000000).");
        Read("""{"limits": {"requests_per_minute_per_principal": 5, "requests_per_minute_per_team": 0}}""").Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Read_SameKeyTwiceInOnePlace_IsAFault()
        => Read(null, null, Flag("server.urls", "http://127.0.0.1:1", "--urls"), Flag("server.urls", "http://127.0.0.1:2", "--set")).Faults
            .ShouldHaveSingleItem().Message.ShouldBe("server.urls (flag --set): it is set twice, before by flag --urls; set it once.");

    [Fact]
    public void Read_ListsOfAFile_AreValues()
    {
        var proxies = string.Join(", ", Enumerable.Range(1, 11).Select(host => $"\"10.0.0.{host}\""));

        var configuration = Read($$"""{"server": {"trusted_proxies": [{{proxies}}, "fd00::/8"], "urls": ["http://127.0.0.1:1", "http://[::1]:2"]} }""");

        configuration.Faults.ShouldBeEmpty();
        configuration.Get(ConfigurationKeys.ServerTrustedProxies).Select(network => network.ToString()).ShouldBe([.. Enumerable.Range(1, 11).Select(host => $"10.0.0.{host}/32"), "fd00::/8"]);
        configuration.ToOptions().Urls.ShouldBe("http://127.0.0.1:1;http://[::1]:2");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("""{"data": "x", "DATA": "y"}""")]
    public void Read_FileThatIsNoConfiguration_NamesTheFile(string text)
        => Read(text).Faults.ShouldContain(fault => fault.Source.Kind == ConfigurationSourceKind.File);

    [Fact]
    public void Read_FileThatIsMissing_NamesTheFile()
    {
        var missing = Path.Combine(_folder, "missing.json");

        ConfigurationReader.Read(new ConfigurationInput(missing, new Dictionary<string, string>(StringComparer.Ordinal), [])).Faults
            .ShouldHaveSingleItem().Message.ShouldContain(missing);
    }

    [Fact]
    public void Read_FileOfTheEnvironment_IsReadAndOutdoneByTheFlag()
    {
        var named = Path.Combine(_folder, "named.json");
        var flagged = Path.Combine(_folder, "flagged.json");
        File.WriteAllText(named, """{"cache": {"events": 1001}}""");
        File.WriteAllText(flagged, """{"cache": {"events": 1002}}""");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["SPECKITTY_CONFIG"] = named };

        ConfigurationReader.Read(new ConfigurationInput(null, environment, [])).Get(ConfigurationKeys.CacheEvents).ShouldBe(1001);
        ConfigurationReader.Read(new ConfigurationInput(flagged, environment, [])).Get(ConfigurationKeys.CacheEvents).ShouldBe(1002);
    }

    [Fact]
    public void Read_VariablesOfOthers_AreLeftAlone()
        => Read(environment: new()
        {
            ["PATH"] = "/bin",
            ["SPECKITTY_DATABASE"] = "",
            ["SPECKITTY_SERVICE_HOST"] = "10.0.0.1",
            ["SPECKITTY_PORT"] = "tcp://10.0.0.1:5480",
            ["SPECKITTY_PORT_5480_TCP_ADDR"] = "10.0.0.1",
            ["SPECKITTY_SERVER_SERVICE_PORT_HTTP"] = "5480",
        }).Faults.ShouldBeEmpty();

    [Fact]
    public void Read_Presence_ReachesTheOptions()
    {
        var configuration = Read("""{"presence": {"stale_after_seconds": 20, "gone_after_seconds": 60, "reap_people_after_minutes": 90, "reap_contexts_after_minutes": 0, "warning_due_minutes": 5}}""");
        var presence = configuration.ToOptions().Presence;

        configuration.Faults.ShouldBeEmpty();
        presence.Thresholds.StaleAfter.ShouldBe(TimeSpan.FromSeconds(20));
        presence.Thresholds.GoneAfter.ShouldBe(TimeSpan.FromSeconds(60));
        presence.ReapPeopleAfter.ShouldBe(TimeSpan.FromMinutes(90));
        presence.ReapContextsAfter.ShouldBeNull();
        presence.WarningDue.ShouldBe(TimeSpan.FromMinutes(5));
        Read().ToOptions().Presence.ShouldBe(new PresenceOptions());
    }

    [Fact]
    public void Read_AParticipantThatIsGoneBeforeItIsStale_IsAFault()
    {
        Read("""{"presence": {"gone_after_seconds": 30}}""").Faults.ShouldHaveSingleItem().Rule.ShouldBe("presence.stale_after_seconds (45) must not be above presence.gone_after_seconds (30).");
        Read("""{"presence": {"heartbeat_seconds": 60}}""").Faults.ShouldHaveSingleItem().Key.ShouldBe("presence.heartbeat_seconds");
    }

    [Fact]
    public void Read_EveryKind_ReachesTheOptions()
    {
        const string File = """
            {
              // Comments and trailing commas are fine.
              "data": "here",
              "projects": {"register_on_first_event": false},
              "auth": {"signing_key_lifetime_days": 7, "sign_in_failures": 3, "sign_in_window_minutes": 9},
              "retention": {"heartbeats_after_hours": 48},
              "telemetry": {"otlp_endpoint": "http://collector:4318", "otlp_protocol": "HTTP/protobuf"},
              "logging": {"format": "json", "level": "warning"},
              "limits": {"text_length": 1000, "events_per_minute_per_team": 0},
              "demo": {"enabled": null},
            }
            """;

        var configuration = Read(File);
        var options = configuration.ToOptions();

        configuration.Faults.ShouldBeEmpty();
        options.DataDirectory.ShouldBe("here");
        options.RegisterOnFirstEvent.ShouldBeFalse();
        options.SigningKeyLifetime.ShouldBe(TimeSpan.FromDays(7));
        options.SignIn.Failures.ShouldBe(3);
        options.SignIn.Window.ShouldBe(TimeSpan.FromMinutes(9));
        options.HeartbeatRetention.ShouldBe(TimeSpan.FromHours(48));
        options.Telemetry.ShouldBe(new TelemetryOptions { Endpoint = new Uri("http://collector:4318"), Protocol = TelemetryProtocol.HttpProtobuf });
        options.Log.Format.ShouldBe(LogFormat.Json);
        options.Limits.TextLength.ShouldBe(1000);
        options.Rates.EventsPerMinutePerTeam.ShouldBe(0);
        options.Demo.ShouldBeFalse();
    }

    [Fact]
    public void Keys_DefaultsNamesAndVariables_AreSound()
    {
        ConfigurationKeys.All.Select(key => key.Name).ShouldBeUnique();
        foreach (var key in ConfigurationKeys.All)
        {
            key.Name.ShouldMatch("^[a-z]+(\\.[a-z_]+)?$");
            key.Meaning.ShouldEndWith(".");
            if (key.Show(key.DefaultValue) is { Length: > 0 } text)
            {
                key.TryRead(text, out var again).ShouldBeTrue(key.Name);
                key.Show(again).ShouldBe(text);
            }
        }
    }

    private static GivenValue Flag(string name, string text, string flag) => new(name, text, new ConfigurationSource(ConfigurationSourceKind.Flag, flag));

    private ServerConfiguration Read(string? file = null, Dictionary<string, string>? environment = null, params GivenValue[] flags)
    {
        string? path = null;
        if (file is not null)
        {
            path = Path.Combine(_folder, "server.json");
            File.WriteAllText(path, file);
        }

        return ConfigurationReader.Read(new ConfigurationInput(path, environment ?? [], flags));
    }
}
