using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using SpecKitty.Server.Api.Messages;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>Says at the place where a route is mapped what the route takes and answers.</summary>
/// <remarks>What holds for every route of a kind is added by <see cref="OperationDescription"/>: the refusal without a token, of a body that is no JSON, of a failing server.</remarks>
internal static class RouteDescription
{
    private const string Json = "application/json";
    private const string Stream = "text/event-stream";

    /// <summary>Puts the route into the description.</summary>
    /// <param name="route">The route.</param>
    /// <param name="name">Its name for programs.</param>
    /// <param name="tag">The heading, one of <see cref="ApiTags"/>.</param>
    /// <param name="summary">What it does, in one sentence.</param>
    /// <param name="who">Who may ask.</param>
    /// <param name="details">What else there is to know.</param>
    public static IEndpointConventionBuilder Describe(this IEndpointConventionBuilder route, string name, string tag, string summary, string who, string? details = null)
    {
        route.Add(endpoint =>
        {
            // A handler that takes nothing but the request comes without its method, and would be passed over.
            if (!endpoint.Metadata.OfType<MethodInfo>().Any())
            {
                endpoint.Metadata.Add(endpoint.RequestDelegate!.Method);
            }
        });
        return route.WithName(name).WithTags(tag).WithSummary(summary).WithMetadata(new RouteText(name, tag, summary, who, details));
    }

    /// <summary>The body is JSON of a record.</summary>
    public static IEndpointConventionBuilder Takes<T>(this IEndpointConventionBuilder route) => route.WithMetadata(new AcceptsMetadata([Json], typeof(T)));

    /// <summary>Answers with JSON of a record.</summary>
    /// <param name="route">The route.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="meaning">When it is given.</param>
    /// <param name="extraContent">Another content type that it comes in when it is asked for.</param>
    /// <param name="header">A header that comes with it.</param>
    public static IEndpointConventionBuilder Answers<T>(this IEndpointConventionBuilder route, int status, string meaning, string? extraContent = null, AnswerHeader? header = null)
        => route.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(T), [Json]), new RouteAnswer(status, meaning, extraContent, header));

    /// <summary>Answers without a body.</summary>
    public static IEndpointConventionBuilder AnswersNothing(this IEndpointConventionBuilder route, int status, string meaning, AnswerHeader? header = null)
        => route.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(void)), new RouteAnswer(status, meaning, Header: header));

    /// <summary>Answers with server-sent events.</summary>
    public static IEndpointConventionBuilder AnswersStream(this IEndpointConventionBuilder route, string meaning)
        => route.WithMetadata(new ProducesResponseTypeMetadata(200, typeof(string), [Stream]), new RouteAnswer(200, meaning));

    /// <summary>Refuses, and says why.</summary>
    public static IEndpointConventionBuilder Refuses(this IEndpointConventionBuilder route, int status, string when, AnswerHeader? header = null)
        => route.Answers<ErrorAnswer>(status, when, header: header);

    /// <summary>Refuses because of too many requests, and says how long to wait.</summary>
    public static IEndpointConventionBuilder RefusesTooMany(this IEndpointConventionBuilder route, string when) => route.Refuses(429, when, AnswerHeader.RetryAfter);

    public static IEndpointConventionBuilder WithPath(this IEndpointConventionBuilder route, string name, string description, ParameterValue? value = null)
        => route.WithMetadata(new RouteParameter(ParameterLocation.Path, name, description, value ?? ParameterValue.Text, true));

    public static IEndpointConventionBuilder WithQuery(this IEndpointConventionBuilder route, string name, string description, ParameterValue value, bool isRequired = false)
        => route.WithMetadata(new RouteParameter(ParameterLocation.Query, name, description, value, isRequired));

    public static IEndpointConventionBuilder WithHeader(this IEndpointConventionBuilder route, string name, string description, ParameterValue value)
        => route.WithMetadata(new RouteParameter(ParameterLocation.Header, name, description, value, false));

    /// <summary>The route is about the mission of the address.</summary>
    /// <param name="route">The route.</param>
    /// <param name="alsoMissing">What else of the address may not be there.</param>
    /// <param name="alsoClashing">What else the request may clash with.</param>
    public static IEndpointConventionBuilder OfMission(this IEndpointConventionBuilder route, string? alsoMissing = null, string? alsoClashing = null) => route
        .WithPath("missionId", "The mission.")
        .WithQuery("project", "The project of the mission, for an id that several of the caller's projects have.", ParameterValue.Uuid)
        .Refuses(404, Join("None of the caller's projects has a mission of this id.", alsoMissing))
        .Answers<ConflictAnswer>(409, Join("Several of the caller's projects have a mission of this id; projects names them, to choose one with project.", alsoClashing));

    /// <summary>The route is about the participant of the address.</summary>
    public static IEndpointConventionBuilder WithParticipant(this IEndpointConventionBuilder route) => route.WithPath("participantId", "The participant.");

    /// <summary>The route is about the project of the address.</summary>
    public static IEndpointConventionBuilder OfProject(this IEndpointConventionBuilder route) => route
        .WithPath("projectUuid", "The project.", ParameterValue.Uuid)
        .Refuses(404, "None of the caller's teams has a project of this UUID.");

    /// <summary>The answer is a page of a list.</summary>
    public static IEndpointConventionBuilder Paged(this IEndpointConventionBuilder route, ParameterValue cursor) => route
        .WithQuery("after", "The next of the page before; left out, the list begins.", cursor)
        .WithQuery("limit", "How many at most.", ParameterValue.Number(1, PageQuery.MostLimit, PageQuery.DefaultLimit));

    /// <summary>The answer can be had as it was.</summary>
    public static IEndpointConventionBuilder AsItWas(this IEndpointConventionBuilder route) => route
        .WithQuery("at_sequence", "The last sequence of the project to take in; left out, the newest.", ParameterValue.Number())
        .WithQuery("at_clock", "The greatest Lamport clock to take in; left out, every one.", ParameterValue.Number());

    private static string Join(string first, string? second) => second is null ? first : $"{first} {second}";
}
