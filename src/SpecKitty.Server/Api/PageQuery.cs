namespace SpecKitty.Server.Api;

/// <summary>What part of a list somebody asks for.</summary>
/// <param name="After">What to begin behind, as the answer before gave it in <c>next</c>; empty for the beginning.</param>
/// <param name="Limit">How many at most.</param>
internal sealed record PageQuery(string After, int Limit)
{
    /// <summary>How many when nobody says otherwise.</summary>
    public const int DefaultLimit = 100;

    /// <summary>The most that one answer holds.</summary>
    public const int MostLimit = 500;

    /// <summary>Reads <c>after</c> and <c>limit</c>.</summary>
    /// <returns>Null when they are no such thing, and the answer has been written.</returns>
    public static async Task<PageQuery?> ReadAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var limit = (int)(query.Number("limit", 1, MostLimit) ?? DefaultLimit);
        return await query.IsValidAsync(context) ? new PageQuery(context.Request.Query["after"].ToString(), limit) : null;
    }

    /// <summary>What to give as <c>after</c> to get what follows; null at the end.</summary>
    public string? Next<T>(IReadOnlyList<T> page, Func<T, string> name) => page.Count < Limit ? null : name(page[^1]);
}
