namespace SpecKitty.Server.Webhooks;

/// <summary>Notes in the storage what came of a delivery. What the storage refuses is held and offered again, for whatever is not noted would be sent again under another id.</summary>
/// <remarks>For one caller at a time; <see cref="NextAt"/> for any.</remarks>
internal sealed class WebhookNote(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private volatile Refused? _refused;

    /// <summary>When to offer again what the storage has refused; null when everything is noted.</summary>
    public DateTimeOffset? NextAt => _refused?.NextAt;

    /// <summary>Notes an outcome. Nothing else may wait.</summary>
    /// <param name="save">Writes it, however often it is called; false when somebody else delivers now.</param>
    /// <exception cref="WebhookLeaseException">Somebody else delivers now.</exception>
    public Task SaveAsync(Func<Task<bool>> save) => TryAsync(save, First);

    /// <summary>Offers what waits once more, its time come or not.</summary>
    /// <exception cref="WebhookLeaseException">Somebody else delivers now.</exception>
    public Task TryAgainAsync() => _refused is { } refused ? TryAsync(refused.Save, refused.Wait * 2) : Task.CompletedTask;

    private async Task TryAsync(Func<Task<bool>> save, TimeSpan wait)
    {
        bool isHeld;
        try
        {
            isHeld = await save();
        }
        catch
        {
            var next = wait < Longest ? wait : Longest;
            _refused = new Refused(save, next, time.GetUtcNow() + next);
            throw;
        }

        _refused = null;
        if (!isHeld)
        {
            throw new WebhookLeaseException();
        }
    }

    private sealed record Refused(Func<Task<bool>> Save, TimeSpan Wait, DateTimeOffset NextAt);
}
