namespace SpecKitty.Cli;

/// <summary>Two things that go on at the same time.</summary>
internal static class Concurrency
{
    /// <summary>Waits until one of them ends, however it does, and ends the other.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="ending">Ends both.</param>
    /// <returns>A task that ends as the first of them did.</returns>
    public static async Task UntilOneEndsAsync(Task one, Task other, CancellationTokenSource ending)
    {
        var first = await Task.WhenAny(one, other);
        await ending.CancelAsync();
        await (first == one ? other : one).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await first;
    }
}
