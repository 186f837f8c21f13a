using SpecKitty.Events.Values;

namespace SpecKitty.Client.Emitting;

/// <summary>A work package is to go to another lane: where to, and what the rules of transitions ask to be brought along.</summary>
public sealed record WorkPackageMove
{
    /// <summary>The work package, <c>WP</c> and two digits.</summary>
    public required string WpId { get; init; }

    /// <summary>The lane that it enters: a canonical lane, a lane of the wire, or an alias.</summary>
    public required string ToLane { get; init; }

    /// <summary>The lane that it leaves; null for the one that this machine remembers. What is said here counts more than what is remembered.</summary>
    public string? FromLane { get; init; }

    /// <summary>The feature; null for the one that this machine remembers of the package.</summary>
    public string? FeatureSlug { get; init; }

    /// <summary>Who moves it; null for whoever is signed in, else the name of the account on this machine.</summary>
    public string? Actor { get; init; }

    /// <summary>Whether it goes past the table of transitions; needs <see cref="Reason"/>.</summary>
    public bool Force { get; init; }

    /// <summary>Why; required with force, and for the way back from in_progress to planned.</summary>
    public string? Reason { get; init; }

    /// <summary>The review that sends it back; required from for_review to in_progress.</summary>
    public string? ReviewRef { get; init; }

    /// <summary>Why it is done: one <c>DoneEvidence</c> of the contract, as <c>ContractJson.Write</c> writes it. Required to enter done.</summary>
    public JsonText? Evidence { get; init; }
}
