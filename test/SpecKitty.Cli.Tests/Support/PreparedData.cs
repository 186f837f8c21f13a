using System.Collections.Concurrent;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>Data folders of servers that have their users and nothing else. Each choice of users is made once, and every server begins with a copy.</summary>
internal static class PreparedData
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Folders = new(StringComparer.Ordinal);

    /// <summary>A folder to copy from.</summary>
    /// <param name="users">The users, each with the team that it is an admin of; all with the password <see cref="RealServer.Password"/>.</param>
    public static Task<string> OfAsync((string Name, string Team)[] users) =>
        Folders.GetOrAdd(string.Join(' ', users), _ => new Lazy<Task<string>>(() => MakeAsync(users))).Value;

    private static async Task<string> MakeAsync((string Name, string Team)[] users)
    {
        var folder = Directory.CreateTempSubdirectory("spec-kitty-prepared-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        foreach (var (name, team) in users)
        {
            using var add = ServerProcess.Start(folder.FullName, "user", "add", name, "--team", team, "--role", "admin", "--password-stdin", "--data", folder.FullName);
            await add.StandardInput.WriteLineAsync(RealServer.Password);
            add.StandardInput.Close();
            var talk = await add.StandardError.ReadToEndAsync();
            await add.WaitForExitAsync();
            add.ExitCode.ShouldBe(0, talk);
        }

        return folder.FullName;
    }
}
