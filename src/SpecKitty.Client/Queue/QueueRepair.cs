using Microsoft.Data.Sqlite;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;

namespace SpecKitty.Client.Queue;

/// <summary>What a person does with events that need one: give them another chance, send them to another server, or drop them.</summary>
/// <param name="queue">The queue.</param>
/// <param name="home">The user's folder, where dropped events are kept.</param>
public sealed class QueueRepair(OfflineQueue queue, SpecKittyHome home)
{
    private const string Again = "UPDATE events SET state = 'pending', attempts = 0, category = NULL, reason = NULL";

    private const string IsRejected = "state IN ('failed', 'dead') AND category IS NOT '" + StoredRow.DamagedCategory + "'";

    /// <summary>Gives all rejected events their attempts back; they are pending again, in their old place. Damaged rows stay as they are.</summary>
    /// <param name="withDead">Whether those whose attempts are used up are meant too.</param>
    /// <returns>How many there were.</returns>
    public int RetryAll(bool withDead) => queue.Database.Written((connection, transaction) =>
    {
        using var retry = Command(connection, transaction, $"{Again} WHERE state <> 'delivered' AND {IsRejected} AND (state = 'failed' OR $dead)");
        retry.Parameters.AddWithValue("$dead", withDead);
        QueueRevision.Raise(connection, transaction);
        return retry.ExecuteNonQuery();
    });

    /// <summary>Gives the named events their attempts back, dead ones too. All of them or none.</summary>
    /// <param name="eventIds">The events.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="ClientException">One is not there, is damaged, or was not rejected; then none was changed.</exception>
    public int Retry(IReadOnlyCollection<string> eventIds)
    {
        ArgumentNullException.ThrowIfNull(eventIds);
        return queue.Database.Written((connection, transaction) =>
        {
            using var retry = Command(connection, transaction, $"{Again} WHERE event_id = $id AND {IsRejected}");
            var id = retry.Parameters.Add("$id", SqliteType.Text);
            foreach (var eventId in eventIds.Distinct(StringComparer.Ordinal))
            {
                id.Value = eventId;
                if (retry.ExecuteNonQuery() == 0)
                {
                    throw NotRetried(eventId, Find(connection, transaction, eventId));
                }
            }

            QueueRevision.Raise(connection, transaction);
            return eventIds.Distinct(StringComparer.Ordinal).Count();
        });
    }

    /// <summary>Makes delivered events pending again, in their old place, for the server that their projects are linked to now.</summary>
    /// <param name="request">Which ones, and for which server.</param>
    /// <param name="links">The links of the projects.</param>
    /// <returns>What was requeued, or would be.</returns>
    /// <exception cref="ClientException">A project is not linked to the server, or the queue has no room for all; then none was changed.</exception>
    public RequeueResult Requeue(RequeueRequest request, ProjectLinks links)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(links);
        var linked = links.All().Where(link => link.Server == request.To).Select(link => link.ProjectUuid.ToString("D")).ToHashSet(StringComparer.Ordinal);
        return queue.Database.Written((connection, transaction) =>
        {
            var projects = Requeued(connection, transaction, request);
            var events = projects.Sum(project => project.Events);
            var strangers = projects.Where(project => !linked.Contains(project.Name)).Select(project => project.Name).ToList();
            if (strangers.Count > 0)
            {
                throw NotLinked(strangers, request.To);
            }

            var room = queue.Inserting.Room(connection, transaction, events);
            if (events > room)
            {
                throw new ClientException(
                    ClientFailure.LocalFile,
                    $"{events} events are to be requeued, and the queue has room for {Math.Max(0, room)} more undelivered ones. None was requeued.",
                    "Deliver what waits with 'spec-kitty sync now', or requeue less with --since or --project.");
            }

            if (!request.DryRun)
            {
                using var requeue = Select(connection, transaction, request, $"{Again}, delivered_at = NULL, delivered_to = NULL");
                requeue.ExecuteNonQuery();
                QueueRevision.Raise(connection, transaction);
            }

            return new RequeueResult(events, projects);
        });
    }

    /// <summary>Takes an undelivered event out of the queue for good. A copy goes to <see cref="SpecKittyHome.DroppedPath"/> first.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="reason">Why, in the words of who drops it; not empty.</param>
    /// <returns>The row that was dropped.</returns>
    /// <exception cref="ClientException">It is not there, was delivered, or is being sent right now, or the copy cannot be written; then nothing was dropped.</exception>
    public QueueEntry Drop(string eventId, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var now = queue.Clock.GetUtcNow();
        return queue.Database.Written((connection, transaction) =>
        {
            var row = Find(connection, transaction, eventId) ?? throw Unknown(eventId);
            if (row.State == EventState.Delivered)
            {
                throw new ClientException(ClientFailure.Misuse, $"The event {eventId} was delivered; only what was not can be dropped.", "Leave it; delivered events are forgotten after 30 days.");
            }

            if (IsHeld(connection, transaction, row.ProjectUuid, now))
            {
                throw new ClientException(ClientFailure.Misuse, $"A sync is sending events of the project of {eventId} right now.", "Wait until it is done, and look whether the event still waits.");
            }

            // On disk before the row goes: a crash in between leaves the event twice, never nowhere.
            DroppedEvents.Append(home, row, reason, now);
            using var delete = Command(connection, transaction, "DELETE FROM events WHERE position = $position");
            delete.Parameters.AddWithValue("$position", row.Position);
            delete.ExecuteNonQuery();
            return row.ToEntry();
        });
    }

    /// <summary>The undelivered or delivered event with an id, without its body.</summary>
    /// <returns>It, or null when there is none.</returns>
    public QueueEntry? Find(string eventId) => queue.Database.Guarded(connection => Find(connection, transaction: null, eventId)?.ToEntry());

    private static StoredRow? Find(SqliteConnection connection, SqliteTransaction? transaction, string eventId)
    {
        using var find = Command(connection, transaction, $"SELECT {StoredRow.Columns} FROM events WHERE event_id = $id");
        find.Parameters.AddWithValue("$id", eventId);
        using var reader = find.ExecuteReader();
        return reader.Read() ? StoredRow.Read(reader) : null;
    }

    private static bool IsHeld(SqliteConnection connection, SqliteTransaction transaction, string project, DateTimeOffset now)
    {
        using var held = Command(connection, transaction, "SELECT owner FROM holds WHERE project_uuid = $project AND expires_at > $now");
        held.Parameters.AddWithValue("$project", project);
        held.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
        return held.ExecuteScalar() is string owner && !LeaseOwner.IsGone(owner);
    }

    private static List<NameCount> Requeued(SqliteConnection connection, SqliteTransaction transaction, RequeueRequest request)
    {
        using var select = Select(connection, transaction, request, "SELECT project_uuid, count(*) FROM events", " GROUP BY project_uuid ORDER BY project_uuid");
        using var reader = select.ExecuteReader();
        var projects = new List<NameCount>();
        while (reader.Read())
        {
            projects.Add(new NameCount(reader.GetString(0), reader.GetInt64(1)));
        }

        return projects;
    }

    private static SqliteCommand Select(SqliteConnection connection, SqliteTransaction transaction, RequeueRequest request, string what, string rest = "")
    {
        var command = Command(
            connection,
            transaction,
            $"""
            {what} WHERE state = 'delivered' AND ($again OR delivered_to IS NOT $to)
            AND ($since IS NULL OR delivered_at >= $since) AND ($project IS NULL OR project_uuid = $project){rest}
            """);
        command.Parameters.AddWithValue("$again", request.Again);
        command.Parameters.AddWithValue("$to", request.To.AbsoluteUri);
        command.Parameters.AddWithValue("$since", request.Since is { } since ? since.ToUnixTimeMilliseconds() : DBNull.Value);
        command.Parameters.AddWithValue("$project", request.ProjectUuid is { } project ? project.ToString("D") : DBNull.Value);
        return command;
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string text)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every text is made of constants of this file.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    private static ClientException NotRetried(string eventId, StoredRow? row) => row switch
    {
        null => Unknown(eventId),
        { Category: StoredRow.DamagedCategory } => new ClientException(
            ClientFailure.Misuse,
            $"The row of {eventId} is damaged, so sending it again cannot help. Nothing was changed.",
            $"Emit the event again, then drop the row, which keeps its bytes: spec-kitty sync drop {eventId} --reason TEXT."),
        _ => new ClientException(
            ClientFailure.Misuse,
            $"The event {eventId} is {StateText.Of(row.State)}; only failed and dead events can be retried. Nothing was changed.",
            "Leave it out; 'spec-kitty sync status' shows which were rejected."),
    };

    private static ClientException Unknown(string eventId) => new(
        ClientFailure.Misuse,
        $"The queue holds no event {eventId}. Nothing was changed.",
        "Copy the id from 'spec-kitty sync status' or 'spec-kitty sync diagnose'.");

    private static ClientException NotLinked(List<string> projects, Uri server) => new(
        ClientFailure.Misuse,
        $"Events of {(projects.Count == 1 ? "a project that is" : "projects that are")} not linked to {server} would go there: {string.Join(", ", projects)}. None was requeued.",
        $"Inside each of them: spec-kitty project link --server {server}. Or requeue one project with --project UUID.");
}
