namespace SpecKitty.Client.Queue;

/// <summary>The words under which states stand in the database and in JSON.</summary>
public static class StateText
{
    /// <summary>The word of a state.</summary>
    public static string Of(EventState state) => state switch
    {
        EventState.Pending => "pending",
        EventState.Failed => "failed",
        EventState.Dead => "dead",
        EventState.Delivered => "delivered",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };

    internal static EventState Parse(string word) => word switch
    {
        "pending" => EventState.Pending,
        "failed" => EventState.Failed,
        "delivered" => EventState.Delivered,

        // An unreadable word can only come from damage, and damage needs a person.
        _ => EventState.Dead,
    };
}
