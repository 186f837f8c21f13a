using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Demo;

/// <summary>Where the demo plays, for the page that shows it to everybody.</summary>
internal sealed class DemoStage
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile MissionRecord? _mission;

    /// <summary>The mission that is played; null before it begins, and without the demo.</summary>
    public MissionRecord? Mission
    {
        get => _mission;
        set => _mission = value;
    }

    /// <summary>Ends when the last line was played, or with what went wrong.</summary>
    public Task Finished => _finished.Task;

    public void Finish() => _finished.TrySetResult();

    public void Fail(Exception exception) => _finished.TrySetException(exception);
}
