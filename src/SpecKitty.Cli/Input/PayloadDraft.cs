using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Input;

/// <summary>A payload put together from options as they were typed, good or bad, so that the validator names every fault at once.</summary>
internal sealed class PayloadDraft : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    public PayloadDraft()
    {
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.WriteStartObject();
    }

    /// <summary>Adds a member where the option was given.</summary>
    public PayloadDraft Text(string option, string member, string? value)
    {
        _options[member] = option;
        if (value is not null)
        {
            _json.WriteString(member, value);
        }

        return this;
    }

    /// <summary>Adds a number; what is none is left for the validator to name.</summary>
    public PayloadDraft Number(string option, string member, string? value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return Text(option, member, value);
        }

        _options[member] = option;
        _json.WriteNumber(member, number);
        return this;
    }

    /// <summary>Adds a list where there is an item.</summary>
    public PayloadDraft List(string option, string member, IReadOnlyList<string>? values)
    {
        _options[member] = option;
        if (values is { Count: > 0 })
        {
            _json.WriteStartArray(member);
            foreach (var value in values)
            {
                _json.WriteStringValue(value);
            }

            _json.WriteEndArray();
        }

        return this;
    }

    /// <summary>The payload.</summary>
    /// <exception cref="JsonException">A text breaks the contract's rules of JSON, such as one with NUL.</exception>
    public JsonText Finish()
    {
        _json.WriteEndObject();
        _json.Flush();
        return JsonText.Parse(_buffer.WrittenMemory);
    }

    /// <summary>The same fault, naming the option that was typed in the place of the member that it became.</summary>
    public ContractError InWordsOfTheCommand(ContractError fault)
    {
        var path = fault.Path.StartsWith("payload.", StringComparison.Ordinal) ? fault.Path["payload.".Length..] : fault.Path;
        return _options.TryGetValue(path.Split('.')[0], out var option) ? fault with { Path = option } : fault;
    }

    public void Dispose() => _json.Dispose();
}
