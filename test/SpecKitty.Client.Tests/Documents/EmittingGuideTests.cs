using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;
using SpecKitty.Events.Sync;

namespace SpecKitty.Client.Tests.Documents;

/// <summary>The program in docs/guide/emitting.md is this one, and comes to what the page says.</summary>
public sealed class EmittingGuideTests : IDisposable
{
    private const string Begin = "// snippet";
    private const string End = "// end";

    private readonly TempHome _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Guide_Program_ComesToWhatItsTableSays()
    {
        var directory = Directory.CreateDirectory(_temp.Beside("tree")).FullName;
        var Environment = new { GetEnvironmentVariable = (Func<string, string?>)(name => name == SpecKittyHome.EnvironmentVariable ? _temp.Path : null) };

        // snippet
        var home = SpecKittyHome.Find(Environment.GetEnvironmentVariable);
        var (project, _) = ProjectSetup.Run(home, directory);
        using var queue = OfflineQueue.Open(home);
        var emitter = new EventEmitter(home, queue, project);
        var packages = new WorkPackages(home, emitter);

        packages.Create(new WorkPackageCreatedPayload { WpId = "WP01", Title = "Read the old format", FeatureSlug = "042-importer" });
        var assigned = emitter.Emit(new WorkPackageAssignedPayload { WpId = "WP01", AgentId = "claude", Phase = WorkPhase.Implementation });
        var claimed = packages.Move(new WorkPackageMove { WpId = "WP01", ToLane = "claimed", Actor = "claude" });
        var begun = packages.Move(new WorkPackageMove { WpId = "WP01", ToLane = "doing", Actor = "claude" });
        var refused = packages.Move(new WorkPackageMove { WpId = "WP01", ToLane = "done", Actor = "claude" });
        // end

        assigned.IsQueued.ShouldBeTrue();
        claimed.Suppression.ShouldBe(MoveSuppression.SameSyncLane);
        PayloadFiller.Text(begun.Event.ShouldNotBeNull().Payload, "previous_status").ShouldBe("planned");
        PayloadFiller.Text(begun.Event!.Payload, "new_status").ShouldBe("doing");
        refused.Faults.Count.ShouldBe(2);
        queue.Status().Pending.ShouldBe(3);
    }

    [Fact]
    public void Guide_CodeBlock_IsTheProgram()
    {
        var guide = Lines("docs/guide/emitting.md").SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```");

        guide.ShouldBe(Lines("test/SpecKitty.Client.Tests/Documents/EmittingGuideTests.cs").SkipWhile(line => line.Trim() != Begin).Skip(1).TakeWhile(line => line.Trim() != End).Select(line => line.Trim()));
    }

    private static string[] Lines(string path)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Join(at.FullName, "SpecKitty.slnx")))
            {
                return File.ReadAllLines(Path.Join(at.FullName, path));
            }
        }

        throw new InvalidOperationException("The tests do not run inside the source tree.");
    }
}
