using SpecKitty.Client.Http.Messages;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>Finds which result of an answer is whose.</summary>
internal static class BatchResults
{
    /// <summary>The results in the order of the rows; null for a row that got none, or two different ones.</summary>
    public static IReadOnlyList<BatchResult?> Of(BatchAnswer answer, IReadOnlyList<LeasedEvent> rows)
    {
        // Ids are unique among the rows, so that results which stand in the same order are one for each.
        if (answer.Results.Count == rows.Count && !rows.Where((row, place) => !IsOf(answer.Results[place], row)).Any())
        {
            return answer.Results;
        }

        var results = new Dictionary<string, BatchResult?>(StringComparer.OrdinalIgnoreCase);
        foreach (var result in answer.Results.OfType<BatchResult>().Where(result => result.EventId is not null))
        {
            // Two different words on one event are none.
            results[result.EventId!] = !results.TryGetValue(result.EventId!, out var before) || before?.Status == result.Status ? result : null;
        }

        return [.. rows.Select(row => results.GetValueOrDefault(row.EventId))];
    }

    private static bool IsOf(BatchResult? result, LeasedEvent row) => string.Equals(result?.EventId, row.EventId, StringComparison.OrdinalIgnoreCase);
}
