using System.Net;
using System.Text.Json;

namespace SpecKitty.Server.Tests.Hosting;

/// <summary>An answer of the server with a JSON body.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Message)
{
    public string? Text(string member) => Body.GetProperty(member).GetString();

    /// <summary>The status of each result of a batch, in order.</summary>
    public string[] Statuses => [.. Body.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("status").GetString()!)];

    /// <summary>Why an event of a batch was rejected.</summary>
    public string Error(int position) => Body.GetProperty("results")[position].GetProperty("error").GetString()!;

    /// <summary>The code with which an event of a batch was rejected.</summary>
    public string Code(int position) => Body.GetProperty("results")[position].GetProperty("code").GetString()!;

    public Answer ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Body.ToString());
        return this;
    }
}
