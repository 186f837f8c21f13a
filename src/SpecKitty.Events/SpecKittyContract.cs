namespace SpecKitty.Events;

/// <summary>Which contract this library implements.</summary>
public static class SpecKittyContract
{
    /// <summary>The release of the contract whose event types, payloads and reducers these are. The version of this library is another number.</summary>
    public const string Version = "2.1.0";
}
