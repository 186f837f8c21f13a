using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Commands;

/// <summary>Users, teams, tokens and keys from the command line, on the data of a server that runs.</summary>
public sealed class AccountCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-accounts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Commands_OnTheDataOfARunningServer_HoldAtOnce()
    {
        await ServerProcess.AddUserAsync(_folder);
        await using var server = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0"]);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        (await RunAsync(["user", "add", "bob", "--team", "milk", "--role", "viewer", "--password-stdin"], RunningServer.Password)).ExitCode.ShouldBe(ExitCodes.Fine);

        (await FineAsync("user", "role", "bob", "--team", "tea", "--role", "member")).Error.ShouldContain("bob is member of tea");
        (await FineAsync("user", "list")).Output.ShouldBe("USER  TEAMS\nada   tea (admin)\nbob   milk (viewer), tea (member)\n");
        (await FineAsync("user", "list", "--team", "tea")).Output.ShouldContain("bob   member");
        (await FineAsync("team", "list")).Output.ShouldMatch("TEAM  MEMBERS  PROJECTS  SINCE\nmilk  1 +0 .*\ntea   2 +0 .*");
        (await RunAsync(["user", "role", "ada", "--team", "tea", "--role", "viewer"])).ExitCode.ShouldBe(ExitCodes.Failure);
        (await RunAsync(["user", "remove", "ada", "--team", "tea"])).Error.ShouldContain("only admin");
        (await RunAsync(["user", "remove", "bob", "--team", "water"])).ExitCode.ShouldBe(ExitCodes.Failure);
        (await RunAsync(["user", "role", "nobody", "--team", "tea", "--role", "viewer"])).Error.ShouldContain("no user nobody");

        var made = await FineAsync("token", "add", "ci", "--user", "bob", "--expires-in-days", "7");
        var token = made.Output.Trim();
        token.ShouldStartWith("skp_");
        (await RunAsync(["token", "add", "ci", "--user", "bob", "--rights", "import"])).Error.ShouldContain("import");
        (await GetMeAsync(http, token)).ShouldBe(HttpStatusCode.OK);
        var listed = (await FineAsync("token", "list", "--user", "BOB")).Output;
        listed.ShouldContain("read, write");
        listed.ShouldNotContain(token);
        (await FineAsync("token", "list")).Output.ShouldBe(listed);
        (await RunAsync(["webhook", "add", "https://hooks.example.org/", "--team", "tea", "--event-types", "CommentPosted,CommentPostd"])).Error.ShouldContain("did you mean 'CommentPosted'?");
        var id = listed.Split('\n')[1].Split(' ')[0];
        (await FineAsync("token", "revoke", id)).Error.ShouldContain("nothing any more");
        (await RunAsync(["token", "revoke", id])).ExitCode.ShouldBe(ExitCodes.Failure);
        (await GetMeAsync(http, token)).ShouldBe(HttpStatusCode.Unauthorized);

        var access = await SignInAsync(http, "bob", RunningServer.Password);
        (await RunAsync(["user", "password", "bob", "--password-stdin"], "another password")).ExitCode.ShouldBe(ExitCodes.Fine);
        (await GetMeAsync(http, access!)).ShouldBe(HttpStatusCode.Unauthorized);
        (await SignInAsync(http, "bob", RunningServer.Password)).ShouldBeNull();
        access = await SignInAsync(http, "bob", "another password");
        (await FineAsync("user", "remove", "bob", "--team", "milk")).Error.ShouldContain("out of milk");
        (await GetMeAsync(http, access!)).ShouldBe(HttpStatusCode.OK);
        (await FineAsync("user", "remove", "bob", "--team", "tea")).Error.ShouldContain("out of tea");
        (await GetMeAsync(http, access!)).ShouldBe(HttpStatusCode.Unauthorized);
        (await FineAsync("user", "list")).Output.ShouldContain("cannot sign in");

        var before = (await FineAsync("keys", "list")).Output;
        before.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        var after = (await FineAsync("keys", "rotate")).Output;
        after.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        after.ShouldContain("signs in a minute");
        (await GetMeAsync(http, (await SignInAsync(http, "ada", RunningServer.Password))!)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Webhooks_FromTheCommandLine_AreAddedListedAndRemoved()
    {
        await ServerProcess.AddUserAsync(_folder);

        var secret = (await FineAsync("webhook", "add", "https://hooks.example.org/kitty", "--team", "tea", "--event-types", "CommentPosted, DecisionCaptured")).Output.Trim();
        var listed = (await FineAsync("webhook", "list", "--team", "tea")).Output;

        secret.ShouldStartWith("skw_");
        listed.ShouldContain("https://hooks.example.org/kitty");
        listed.ShouldContain("CommentPosted,DecisionCaptured");
        listed.ShouldNotContain(secret);
        (await RunAsync(["webhook", "add", "https://10.0.0.1/", "--team", "tea"])).Error.ShouldContain("public address");
        (await RunAsync(["webhook", "add", "http://10.0.0.1/", "--team", "tea"])).Error.ShouldContain("must be https");
        (await FineAsync("webhook", "add", "http://10.0.0.1/", "--team", "tea", "--allowed-networks", "10.0.0.0/8")).Output.ShouldStartWith("skw_");
        (await RunAsync(["webhook", "add", "https://hooks.example.org/", "--team", "milk"])).Error.ShouldContain("no team milk");
        (await RunAsync(["webhook", "add", "https://hooks.example.org/", "--team", "tea", "--project", $"{Guid.NewGuid()}"])).Error.ShouldContain("no project of this UUID");
        var id = listed.Split('\n')[1].Split(' ')[0];
        (await FineAsync("webhook", "remove", id)).Error.ShouldContain("gone");
        (await RunAsync(["webhook", "remove", id])).ExitCode.ShouldBe(ExitCodes.Failure);
        (await FineAsync("webhook", "list")).Output.ShouldNotContain(id);
    }

    [Theory]
    [InlineData("user", "role", "bob", "--team", "tea", "--role", "boss")]
    [InlineData("user", "role", "bob", "--role", "admin")]
    [InlineData("user", "remove", "b b", "--team", "tea")]
    [InlineData("user", "list", "--team", "No Team")]
    [InlineData("user", "password", "bob", "--password-stdin")]
    [InlineData("token", "add", "ci")]
    [InlineData("token", "add", "ci", "--user", "ada", "--rights", "all")]
    [InlineData("token", "add", "ci", "--user", "ada", "--rights", "")]
    [InlineData("token", "add", "ci", "--user", "ada", "--expires-in-days", "0")]
    [InlineData("token", "add", "ci", "--user", "ada", "--expires-in-days", "367")]
    [InlineData("token", "revoke")]
    [InlineData("webhook", "add", "https://hooks.example.org/")]
    [InlineData("webhook", "add", "https://hooks.example.org/", "--team", "tea", "--project", "none")]
    [InlineData("webhook", "add", "https://hooks.example.org/", "--team", "tea", "--allowed-networks", "10.0.0.0/99")]
    [InlineData("webhook", "remove")]
    public async Task Commands_Misused_ExitWithTwoAndTouchNothing(params string[] arguments)
    {
        var run = await RunAsync(arguments);

        run.ExitCode.ShouldBe(ExitCodes.Misuse, run.Error);
        run.Error.ShouldNotBeEmpty();
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Secrets_AreNeitherInTheLogsNorInTheDatabase()
    {
        await ServerProcess.AddUserAsync(_folder);
        var secrets = new List<string> { RunningServer.Password };
        await using (var server = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0", "--set", "logging.level=debug"]))
        {
            using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
            var pair = await PostAsync(http, "/api/v1/token/", new { username = "ada", password = RunningServer.Password });
            var next = await PostAsync(http, "/api/v1/token/refresh/", new { refresh = pair.GetProperty("refresh") });
            var access = next.GetProperty("access").GetString()!;
            secrets.AddRange([pair.GetProperty("access").GetString()!, access, pair.GetProperty("refresh").GetString()!, next.GetProperty("refresh").GetString()!]);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access);
            secrets.Add((await PostAsync(http, "/api/v1/tokens/", new { name = "ci" })).GetProperty("token").GetString()!);
            secrets.Add((await PostAsync(http, "/api/v1/ws-token/", new { })).GetProperty("ws_token").GetString()!);
            await PostAsync(http, "/api/v1/missions/", new { mission_id = "M1", project_uuid = Guid.NewGuid(), title = "A mission" });
            var joined = await PostAsync(http, "/api/v1/missions/M1/participants/", new { participant_type = "llm_context" });
            var participant = joined.GetProperty("participant").GetProperty("participant_id").GetString();
            secrets.Add((await PostAsync(http, $"/api/v1/missions/M1/participants/{participant}/token/", new { })).GetProperty("token").GetString()!);
            foreach (var token in secrets[5..])
            {
                await GetMeAsync(http, token);
            }

            await http.PostAsJsonAsync("/api/v1/token/", new { username = "ada", password = "a wrong password" });
            await http.PostAsJsonAsync("/api/v1/me/password/", new { current = "a wrong password", @new = RunningServer.Password });
            secrets.Add("a wrong password");

            // While the server holds the files, what it has written stands in the database and in its log of writes.
            ShouldHoldNone(Directory.GetFiles(_folder, "speckitty.db*").Select(ReadShared), secrets);
            server.Terminate();
            await server.WaitAsync();
            server.Errors.ShouldContain("/api/v1/tokens");
            ShouldHoldNone([Encoding.UTF8.GetBytes(server.Errors)], secrets);
        }

        ShouldHoldNone(Directory.GetFiles(_folder).Select(ReadShared), secrets);
    }

    private static void ShouldHoldNone(IEnumerable<byte[]> texts, IReadOnlyList<string> secrets)
    {
        byte[][] read = [.. texts];
        read.ShouldNotBeEmpty();
        foreach (var secret in secrets)
        {
            // The last part of a token is the secret of it: for a signed one, the signature.
            var tail = Encoding.UTF8.GetBytes(secret.Split('.')[^1]);
            read.Count(bytes => bytes.AsSpan().IndexOf(tail) >= 0).ShouldBe(0, $"It begins with {secret[..4]}.");
        }
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        var answer = await http.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {answer.StatusCode}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<string?> SignInAsync(HttpClient http, string name, string password)
    {
        var answer = await http.PostAsJsonAsync("/api/v1/token/", new { username = name, password });
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access").GetString() : null;
    }

    private static async Task<HttpStatusCode> GetMeAsync(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me/") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        return (await http.SendAsync(request)).StatusCode;
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, string input = "")
        => ServerProcess.RunAsync([.. arguments, "--data", _folder], input);

    private async Task<(string Output, string Error)> FineAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        run.ExitCode.ShouldBe(ExitCodes.Fine, run.Error);
        return (run.Output.ReplaceLineEndings("\n"), run.Error);
    }
}
