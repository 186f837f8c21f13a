using SpecKitty.Server.Live.Changes;

namespace SpecKitty.Server.Tests.Live.Changes;

public sealed class ChangedProjectsTests
{
    [Fact]
    public void Taken_AreThoseOfTheTimeSinceTheLastTaking()
    {
        var changed = new ChangedProjects();
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());

        changed.Add(one);
        var first = changed.Take();
        changed.Add(null);
        var second = changed.Take();
        var third = changed.Take();

        (first(one), first(other)).ShouldBe((true, false));
        (second(one), second(other)).ShouldBe((true, true));
        (third(one), third(other)).ShouldBe((false, false));
    }

    [Fact]
    public async Task Taken_WhileOthersAdd_MissNone()
    {
        var changed = new ChangedProjects();
        Guid[] all = [.. Enumerable.Range(0, 50_000).Select(_ => Guid.NewGuid())];
        var rounds = new List<Func<Guid, bool>>();
        var adding = Task.Run(() => Parallel.ForEach(all, projectId => changed.Add(projectId)));
        while (!adding.IsCompleted && rounds.Count < 500)
        {
            rounds.Add(changed.Take());
        }

        await adding;
        rounds.Add(changed.Take());

        all.ShouldAllBe(projectId => rounds.Exists(round => round(projectId)));
    }
}
