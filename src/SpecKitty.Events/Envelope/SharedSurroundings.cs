using SpecKitty.Events.Values;

namespace SpecKitty.Events.Envelope;

/// <summary>The surroundings that a reader met last: the events of one emitter have the same, and then share one object.</summary>
internal sealed class SharedSurroundings
{
    private OptionalTexts _texts;
    private EventSurroundings _last = EventSurroundings.None;

    public EventSurroundings Share(ref OptionalTexts texts, Dictionary<string, JsonText>? unknown)
    {
        if (unknown is not null)
        {
            return Make(ref texts) with { UnknownMembers = EquatableMap.Create(unknown) };
        }

        if (!IsLast(ref texts))
        {
            _last = Make(ref texts);
            _texts = texts;
        }

        return _last;
    }

    private static EventSurroundings Make(ref OptionalTexts texts) => new()
    {
        AggregateType = texts[EnvelopeMember.AggregateType - EnvelopeMember.ProjectSlug],
        TeamSlug = texts[EnvelopeMember.TeamSlug - EnvelopeMember.ProjectSlug],
        GitBranch = texts[EnvelopeMember.GitBranch - EnvelopeMember.ProjectSlug],
        HeadCommitSha = texts[EnvelopeMember.HeadCommitSha - EnvelopeMember.ProjectSlug],
        RepoSlug = texts[EnvelopeMember.RepoSlug - EnvelopeMember.ProjectSlug],
        BuildId = texts[EnvelopeMember.BuildId - EnvelopeMember.ProjectSlug],
    };

    private bool IsLast(ref OptionalTexts texts)
    {
        for (var i = EnvelopeMember.AggregateType - EnvelopeMember.ProjectSlug; i < OptionalTexts.Count; i++)
        {
            if (_texts[i] != texts[i])
            {
                return false;
            }
        }

        return true;
    }
}
