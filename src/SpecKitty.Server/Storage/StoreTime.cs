namespace SpecKitty.Server.Storage;

/// <summary>The time as exactly as every store keeps it, so that what was just made reads like what is read back.</summary>
internal static class StoreTime
{
    /// <summary>Now, cut to the millisecond.</summary>
    public static DateTimeOffset Now(TimeProvider time) => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
