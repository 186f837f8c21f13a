namespace SpecKitty.Events.Validation;

/// <summary>How many faults of one text are told, so that an answer never grows with a hostile input: a list of many wrong items has a fault for each.</summary>
internal static class FaultLimit
{
    /// <summary>The most faults of one envelope, and of one payload or state.</summary>
    public const int Most = 100;

    /// <summary>Adds a fault while there is room for it. What is beyond changes nothing: the text is refused already.</summary>
    public static void Add(ref List<ContractError>? faults, ContractError fault)
    {
        faults ??= [];
        if (faults.Count < Most)
        {
            faults.Add(fault);
        }
    }
}
