using System.Text.Json;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Shapes;

/// <summary>An absolute http or https URL.</summary>
internal sealed class UrlShape : ValueShape
{
    internal override string Expected => "a URL string";

    /// <inheritdoc/>
    public override string Describe() => "absolute http or https URL";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.String)
        {
            return RefuseType(ref reader);
        }

        var text = reader.Json.GetString()!;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && text.StartsWith(url.Scheme + "://", StringComparison.OrdinalIgnoreCase) && url.Host.Length > 0)
        {
            return url;
        }

        var path = reader.Path();
        reader.Report(ContractErrorCode.InvalidUrl, path, ContractMessages.InvalidUrl(path, ContractMessages.Quote(text)));
        return null;
    }
}
