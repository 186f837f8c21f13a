using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Load.Traffic;

namespace SpecKitty.ClientBench.Queues;

/// <summary>A home folder with a queue and a project, gone at the end of a round.</summary>
internal sealed class BenchHome : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spec-kitty-bench-");

    public BenchHome()
    {
        Home = SpecKittyHome.Find(name => name == SpecKittyHome.EnvironmentVariable ? Path.Join(_folder.FullName, "home") : null);
        Project = ProjectFile.Create(Path.Join(_folder.FullName, "project"), Guid.NewGuid(), "bench");
        Queue = OfflineQueue.Open(Home);

        // Whoever has queued events has a clock; without one the whole queue is searched for the greatest.
        new ClockFile(Home).Read();
    }

    public SpecKittyHome Home { get; }

    public ProjectFile Project { get; }

    public OfflineQueue Queue { get; }

    /// <summary>A file in the same folder.</summary>
    public string Beside(string name) => Path.Join(_folder.FullName, name);

    /// <summary>An event as the queue takes it.</summary>
    public static QueuedEvent Queued(LoadEvent made, Guid project) => new(made.EventId, made.EventType, project, made.Envelope);

    public void Dispose()
    {
        Queue.Dispose();
        _folder.Delete(recursive: true);
    }
}
