namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>How many more warnings of a kind a digest shows.</summary>
/// <param name="warnings">How many.</param>
/// <param name="names">How many participants they may name together, unless the first names more.</param>
internal sealed class WarningRoom(int warnings, int names)
{
    private int _taken;
    private int _names;

    /// <summary>Whether another warning may be shown.</summary>
    public bool HasRoom => _taken < warnings && (_taken == 0 || _names < names);

    /// <summary>Takes a place for a warning that names so many participants; false when there is none.</summary>
    public bool TryTake(int named)
    {
        if (_taken >= warnings || (_taken > 0 && _names + named > names))
        {
            return false;
        }

        _taken++;
        _names += named;
        return true;
    }
}
