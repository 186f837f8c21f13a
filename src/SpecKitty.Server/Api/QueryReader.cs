using System.Globalization;
using SpecKitty.Server.Feeds;

namespace SpecKitty.Server.Api;

/// <summary>Reads the query of a request; the answer names every parameter that is wrong.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private readonly List<string> _faults = [];

    /// <summary>A project.</summary>
    /// <param name="name">The parameter.</param>
    /// <returns>The UUID; null when the parameter is absent, or wrong.</returns>
    public Guid? Project(string name = "project")
    {
        if (!query.TryGetValue(name, out var text))
        {
            return null;
        }

        if (UuidConverter.TryRead(text, out var value))
        {
            return value;
        }

        _faults.Add($"{name} must be the UUID of a project.");
        return null;
    }

    /// <summary>Some projects, with commas between them.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>The UUIDs, each once; null when the parameter is absent, or wrong.</returns>
    public IReadOnlyList<Guid>? Projects(string name = "projects", int most = 100)
    {
        if (!query.TryGetValue(name, out var text))
        {
            return null;
        }

        var parts = text.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        List<Guid> projects = [.. parts.Take(most + 1).Select(part => UuidConverter.TryRead(part, out var value) ? (Guid?)value : null).OfType<Guid>().Distinct()];
        if (parts.Length <= most && projects.Count == parts.Distinct(StringComparer.OrdinalIgnoreCase).Count())
        {
            return projects;
        }

        _faults.Add($"{name} must be at most {most} UUIDs of projects, with commas between them.");
        return null;
    }

    /// <summary>A whole number.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The most that it may be.</param>
    /// <returns>The number; null when the parameter is absent, or wrong.</returns>
    public long? Number(string name, long least = 0, long most = long.MaxValue)
    {
        if (!query.TryGetValue(name, out var text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        _faults.Add(most == long.MaxValue ? $"{name} must be a whole number of at least {least}." : $"{name} must be a whole number from {least} to {most}.");
        return null;
    }

    /// <summary>A cursor of a log, as streams and sockets give and accept it.</summary>
    /// <param name="name">The parameter.</param>
    /// <returns>The cursor; null when the parameter is absent, or wrong.</returns>
    public LogCursor? Cursor(string name) => query.TryGetValue(name, out var text) ? Cursor(name, text.ToString()) : null;

    /// <summary>A cursor that came in a header.</summary>
    /// <param name="name">The header.</param>
    /// <param name="text">What came.</param>
    /// <returns>The cursor; null when the text is none.</returns>
    public LogCursor? Cursor(string name, string text)
    {
        if (LogCursor.TryRead(text, out var cursor))
        {
            return cursor;
        }

        _faults.Add($"{name} must be a whole number of at least 0, or gGENERATION-SEQUENCE, the id of the last message that came: send it as it was, or leave it out for a snapshot.");
        return null;
    }

    /// <summary>Says that a parameter is wrong.</summary>
    public void Fault(string fault) => _faults.Add(fault);

    /// <summary>Answers the faults, if there are any.</summary>
    /// <returns>False when the answer has been written.</returns>
    public async Task<bool> IsValidAsync(HttpContext context)
    {
        if (_faults.Count == 0)
        {
            return true;
        }

        await ApiError.WriteAsync(context, 400, "Invalid query", string.Join(" ", _faults));
        return false;
    }
}
