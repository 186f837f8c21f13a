using SpecKitty.Events.Collaboration.Warnings;

namespace SpecKitty.Events.Collaboration;

/// <summary>What one event said about a warning. Copies of cells share it, so that what it covers is worked out once, however often a fold goes back.</summary>
internal sealed class ToldWarning(string warningType, LooseWarning facts)
{
    private (string MissionId, string[] Ids)? _covered;

    public string WarningType => warningType;

    public LooseWarning Facts => facts;

    /// <summary>The ids of the derived warnings that it makes superfluous.</summary>
    public IReadOnlyList<string> CoveredIn(string missionId)
    {
        if (_covered is not { } known || known.MissionId != missionId)
        {
            _covered = known = (missionId, [.. WarningRules.Covered(missionId, warningType, facts)]);
        }

        return known.Ids;
    }
}
