using System.Globalization;
using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Dashboard.Missions;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Browsing;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Browsing;

/// <summary>Shows one event in full.</summary>
internal sealed class EventDetails(IEventLog log, ProjectProjections projections)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>Finds an event of a project.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="eventId">The id as it stands in an address, in any form that a producer may write.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The event; null when the project has none of this id.</returns>
    public async Task<StoredEvent?> FindAsync(Guid projectId, string eventId, CancellationToken cancellationToken)
        => SpecKitty.Events.Envelope.EventId.TryParse(eventId, out var id)
            ? (await log.ReadAsync(projectId, new EventQuery { EventId = id.ToString() }, cancellationToken)).SingleOrDefault()
            : null;

    /// <summary>The page of an event.</summary>
    public async Task<EventDetailView> ReadAsync(Guid projectId, StoredEvent stored, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(stored.Envelope, Options);
        var address = PageAddress.Event(projectId, stored.EventId);
        return new EventDetailView
        {
            Line = await new Rosters(projections, projectId).ShowAsync(RecentEvent.Read(stored, new EventReader(EnvelopeRules.Ingest)), cancellationToken),
            Beside = Beside(projectId, stored),
            Members = await ReadMembersAsync(projectId, document.RootElement, cancellationToken),
            Json = PrettyJson.Of(document.RootElement),
            RawAddress = $"{address}raw/",
            PreviousAddress = await FindAddressAsync(new EventQuery { UpToSequence = stored.Sequence - 1, IsNewestFirst = true, Limit = 1 }),
            NextAddress = await FindAddressAsync(new EventQuery { AfterSequence = stored.Sequence, Limit = 1 }),
        };

        async Task<string?> FindAddressAsync(EventQuery query)
            => (await log.ReadAsync(projectId, query, cancellationToken)) is [{ } neighbour] ? PageAddress.Event(projectId, neighbour.EventId) : null;
    }

    private static List<EventMemberView> Beside(Guid projectId, StoredEvent stored)
    {
        List<EventMemberView> beside =
        [
            new("sequence", stored.Sequence.ToString(CultureInfo.InvariantCulture)),
            new("received_at", stored.ReceivedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
            new("principal", VisibleText.Of(stored.Principal), Ask(projectId, stored.Principal, "")),
        ];
        if (stored.MissionId is { } mission)
        {
            beside.Add(new("mission", VisibleText.Of(mission), PageAddress.Mission(projectId, mission)));
        }

        return beside;
    }

    private async Task<IReadOnlyList<EventMemberView>> ReadMembersAsync(Guid projectId, JsonElement envelope, CancellationToken cancellationToken)
    {
        var members = new List<EventMemberView>();
        foreach (var member in envelope.EnumerateObject().Where(member => member.Name != "payload"))
        {
            var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
            var address = (member.Name, member.Value.ValueKind) switch
            {
                ("causation_id", JsonValueKind.String) => await FindAsync(projectId, text, cancellationToken) is { } cause ? PageAddress.Event(projectId, cause.EventId) : null,
                ("correlation_id", JsonValueKind.String) => Ask(projectId, "", text),
                ("project_uuid", _) => PageAddress.Project(projectId),
                _ => null,
            };
            members.Add(new EventMemberView(VisibleText.Of(member.Name), VisibleText.Of(text), address));
        }

        return members;
    }

    private static string Ask(Guid projectId, string who, string text) => EventBrowser.AddressOf(projectId, new EventQuestion("", "", who, text, false, null));
}
