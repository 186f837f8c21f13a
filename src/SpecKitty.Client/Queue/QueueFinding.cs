namespace SpecKitty.Client.Queue;

/// <summary>Why events are not on the server.</summary>
public enum FindingCause
{
    /// <summary>They do not keep the contract, so every server rejects them.</summary>
    ContractBroken,

    /// <summary>Their rows do not match their checksums.</summary>
    DamagedRow,

    /// <summary>The server has rejected them so often that they are not tried any more.</summary>
    AttemptsUsedUp,

    /// <summary>The server has rejected them; they are tried again.</summary>
    Rejected,

    /// <summary>Their project is not linked to the server and user of the sign-in.</summary>
    NotLinked,

    /// <summary>Their project is linked, and nobody is signed in.</summary>
    NotSignedIn,
}

/// <summary>Events that are held up by one cause, and the one remedy.</summary>
/// <param name="Cause">The kind of cause.</param>
/// <param name="Message">What it is. A full sentence.</param>
/// <param name="Remedy">What to do. A full sentence.</param>
/// <param name="Events">How many events.</param>
/// <param name="EventIds">The first of them in the order of queueing, a few.</param>
public sealed record QueueFinding(FindingCause Cause, string Message, string Remedy, long Events, IReadOnlyList<string> EventIds)
{
    /// <summary>The word of the cause in JSON.</summary>
    public string CauseWord => Cause switch
    {
        FindingCause.ContractBroken => "contract_broken",
        FindingCause.DamagedRow => StoredRow.DamagedCategory,
        FindingCause.AttemptsUsedUp => "attempts_used_up",
        FindingCause.Rejected => "rejected",
        FindingCause.NotLinked => "not_linked",
        _ => "not_signed_in",
    };
}
