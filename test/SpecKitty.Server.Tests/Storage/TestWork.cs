using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>A work made of a test's own steps, which counts what becomes of it.</summary>
internal sealed class TestWork(Guid projectId) : IAppendWork
{
    public required Func<IProjectWriter, ValueTask> Execute { get; init; }

    public Action? OnRolledBack { get; init; }

    public Action? OnCommitted { get; init; }

    public int Commits { get; private set; }

    public int Rollbacks { get; private set; }

    public Guid ProjectId => projectId;

    public int Weight => 1;

    public bool IsReadOnly { get; init; }

    public WriteShare Share { get; init; } = new(projectId.ToString(), "");

    /// <summary>Whether it has another part; null for a work of one part.</summary>
    public Func<bool>? More { get; init; }

    public bool HasMore => More?.Invoke() == true;

    public ValueTask ExecuteAsync(IProjectWriter project) => Execute(project);

    public void Committed()
    {
        Commits++;
        OnCommitted?.Invoke();
    }

    public void RolledBack()
    {
        Rollbacks++;
        OnRolledBack?.Invoke();
    }
}
