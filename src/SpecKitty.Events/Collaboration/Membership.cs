namespace SpecKitty.Events.Collaboration;

/// <summary>Where a participant stands towards the roster.</summary>
internal enum Membership
{
    /// <summary>It never joined; perhaps it is invited.</summary>
    None,

    /// <summary>It is on the roster.</summary>
    Active,

    /// <summary>It has left.</summary>
    Departed,
}
