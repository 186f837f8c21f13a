using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SpecKitty.Server.Requests;

/// <summary>Follows a JSON reader and knows the path of the value that it is at, such as <c>events[3].payload.title</c>.</summary>
internal sealed class JsonPath
{
    private const int MostSteps = 10;
    private const int LongestName = 40;

    private readonly List<Step> _steps = [];
    private bool _isValueDone;

    /// <summary>Notes the token that the reader has just read.</summary>
    public void Note(ref Utf8JsonReader json)
    {
        Settle();
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                _steps[^1] = _steps[^1] with { Name = NameOf(ref json) };
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Count();
                _steps.Add(new Step(json.TokenType == JsonTokenType.StartArray, null, -1));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _steps.RemoveAt(_steps.Count - 1);
                _isValueDone = true;
                break;
            default:
                Count();
                _isValueDone = true;
                break;
        }
    }

    /// <summary>Where the token that was noted last is; empty for the whole text.</summary>
    public override string ToString() => Write(0);

    /// <summary>Where the next token would be.</summary>
    public string Next()
    {
        Settle();
        return Write(1);
    }

    /// <summary>Which element of a list of the outermost object the reader is in; null when it is in none.</summary>
    public int? ElementOf(string list)
        => _steps is [{ IsList: false } outer, { IsList: true } elements, _, ..] && outer.Name == list ? elements.Index : null;

    /// <summary>Whether the token noted last is the value of a member of an element of a list of the outermost object.</summary>
    public bool IsAt(string list, string member)
        => _steps is [{ IsList: false } outer, { IsList: true }, { IsList: false } element] && outer.Name == list && element.Name == member;

    private static string NameOf(ref Utf8JsonReader json)
    {
        try
        {
            var name = json.GetString()!;
            return name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 1), "…");
        }
        catch (InvalidOperationException)
        {
            return "(not Unicode)";
        }
    }

    private void Settle()
    {
        if (_isValueDone && _steps is [.., { IsList: false } last])
        {
            _steps[^1] = last with { Name = null };
        }

        _isValueDone = false;
    }

    private void Count()
    {
        if (_steps is [.., { IsList: true } list])
        {
            _steps[^1] = list with { Index = list.Index + 1 };
        }
    }

    private string Write(int ahead)
    {
        var path = new StringBuilder();
        for (var i = 0; i < _steps.Count && i < MostSteps; i++)
        {
            var step = _steps[i];
            if (step.IsList)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{step.Index + (i == _steps.Count - 1 ? ahead : 0)}]");
            }
            else if (step.Name is { } name)
            {
                path.Append(path.Length == 0 ? "" : ".").Append(name);
            }
        }

        return _steps.Count > MostSteps ? path.Append('…').ToString() : path.ToString();
    }

    private readonly record struct Step(bool IsList, string? Name, int Index);
}
