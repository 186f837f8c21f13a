using System.Globalization;
using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>The dotted path of the token a reader stands on, kept up token by token.</summary>
internal sealed class InstancePath
{
    // One frame for each open object or array: the name of the member or the position of the item it is at.
    private readonly List<Frame> _frames = [];

    /// <summary>Takes in the token the reader has just come to.</summary>
    public void Advance(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _frames[^1] = new Frame(reader.GetString(), 0, IsOpening: false);
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _frames.RemoveAt(_frames.Count - 1);
                return;
        }

        // The container just opened is not yet part of the path of its own start.
        if (_frames.Count > 0 && _frames[^1].IsOpening)
        {
            _frames[^1] = new Frame(null, 0, IsOpening: false);
        }
        else if (_frames.Count > 0 && _frames[^1].Name is null)
        {
            _frames[^1] = _frames[^1] with { Index = _frames[^1].Index + 1 };
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            _frames.Add(new Frame(null, 0, IsOpening: true));
        }
    }

    public override string ToString()
    {
        var path = "";
        foreach (var frame in _frames)
        {
            if (!frame.IsOpening)
            {
                path = Join(path, frame.Name ?? frame.Index.ToString(CultureInfo.InvariantCulture));
            }
        }

        return path;
    }

    public static string Join(string path, string name) => path.Length == 0 ? ViolationSink.Cut(name) : path + "." + ViolationSink.Cut(name);

    private readonly record struct Frame(string? Name, int Index, bool IsOpening);
}
