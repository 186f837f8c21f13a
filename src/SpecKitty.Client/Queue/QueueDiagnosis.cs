using System.Runtime.InteropServices;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Syncing;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Queue;

/// <summary>Holds every undelivered event against what a server would: envelope, typed model and JSON Schema; and against what keeps it on this machine.</summary>
/// <remarks>Asks no server. The rules are those of the server's own ingest, from the same library.</remarks>
public sealed class QueueDiagnosis
{
    private const int MostIds = 5;

    private readonly EventReader _reader = new(EnvelopeRules.Ingest);
    private readonly IReadOnlyDictionary<string, ProjectLink> _links;
    private readonly SignIn? _signIn;
    private readonly Dictionary<(FindingCause Cause, string Message, string Remedy), Group> _groups = [];
    private long _events;

    private QueueDiagnosis(ProjectLinks links, SignIn? signIn)
    {
        _links = links.All().ToDictionary(link => link.ProjectUuid.ToString("D"), StringComparer.Ordinal);
        _signIn = signIn;
    }

    /// <summary>How many undelivered events were looked at.</summary>
    public long Events => _events;

    /// <summary>What was found, the graver kinds first and inside a kind the most frequent; empty when nothing holds the events up.</summary>
    public IReadOnlyList<QueueFinding> Findings =>
    [
        .. _groups
            .OrderBy(entry => entry.Key.Cause).ThenByDescending(entry => entry.Value.Events).ThenBy(entry => entry.Key.Message, StringComparer.Ordinal)
            .Select(entry => new QueueFinding(entry.Key.Cause, entry.Key.Message, entry.Key.Remedy, entry.Value.Events, entry.Value.Ids)),
    ];

    /// <summary>Looks at every undelivered event.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="links">The projects whose events may leave this machine.</param>
    /// <param name="signIn">Who is signed in; null when nobody is.</param>
    public static QueueDiagnosis Of(OfflineQueue queue, ProjectLinks links, SignIn? signIn)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(links);
        var diagnosis = new QueueDiagnosis(links, signIn);
        foreach (var row in RowPages.Read(queue.Database, QueueExport.Undelivered))
        {
            diagnosis._events++;
            diagnosis.Judge(row);
        }

        return diagnosis;
    }

    /// <summary>An event is counted under what has to be put right first.</summary>
    private void Judge(StoredRow row)
    {
        if (!row.IsIntact)
        {
            Count(FindingCause.DamagedRow, row, "The row does not match its checksum: the disk or another program changed it.", "Check the disk. Emit the event again, then drop the row, which keeps its bytes: spec-kitty sync drop ID --reason TEXT.");
        }
        else if (Faults(row) is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
            {
                Count(FindingCause.ContractBroken, row, fault, "No server takes it. Correct what emits it and emit it again, then drop this one, which keeps a copy: spec-kitty sync drop ID --reason TEXT.");
            }
        }
        else if (row.State is EventState.Dead)
        {
            Count(FindingCause.AttemptsUsedUp, row, $"Rejected until the attempts were used up ({row.Category ?? ErrorCategories.Unknown}): {row.Reason ?? "no reason was given"}", Then(row, "Then: spec-kitty sync retry --dead."));
        }
        else if (row.State is EventState.Failed)
        {
            Count(FindingCause.Rejected, row, $"Rejected by the server ({row.Category ?? ErrorCategories.Unknown}): {row.Reason ?? "no reason was given"}", Then(row, "It is tried again with the next sync."));
        }
        else
        {
            JudgeWay(row);
        }
    }

    private void JudgeWay(StoredRow row)
    {
        if (!_links.TryGetValue(row.ProjectUuid, out var link))
        {
            Count(FindingCause.NotLinked, row, $"Project {row.ProjectUuid} is not linked to a server, so its events stay on this machine.", "Inside the project: spec-kitty project link.");
        }
        else if (_signIn is null)
        {
            Count(FindingCause.NotSignedIn, row, "Nobody is signed in.", $"Sign in: spec-kitty auth login --server {link.Server} --username {link.Username}.");
        }
        else if (!link.Allows(_signIn))
        {
            Count(
                FindingCause.NotLinked,
                row,
                $"Project {row.ProjectUuid} is linked to {link.Server} as {link.Username}; the sign-in is {_signIn.Username} at {_signIn.Server}.",
                $"Sign in there: spec-kitty auth login --server {link.Server} --username {link.Username}. Or, inside the project, link it to the sign-in: spec-kitty project link.");
        }
    }

    private static string Then(StoredRow row, string next) => $"{ErrorCategories.Remedy(row.Category ?? ErrorCategories.Unknown)} {next}";

    /// <summary>What the server's own reading and validation finds; every fault once, without the positions that differ from event to event.</summary>
    private List<string> Faults(StoredRow row)
    {
        var read = _reader.Read(row.Body);
        if (!read.IsValid)
        {
            return [.. read.Errors.Select(error => Describe(row, new ValidationFault(error, ValidationLayer.Envelope))).Distinct(StringComparer.Ordinal)];
        }

        if (!string.Equals(read.Value.EventId.ToString(), row.EventId, StringComparison.OrdinalIgnoreCase) || read.Value.ProjectUuid.ToString("D") != row.ProjectUuid)
        {
            return [$"{row.EventType}: the event was queued under another id or project than its envelope has, so no result of a server would find it."];
        }

        var faults = EventValidator.Validate(read.Value);

        // What the model finds it says better than the schema does, which is asked where the model has nothing to say.
        var isModels = faults.Any(fault => fault.Layer != ValidationLayer.Schema);
        return [.. faults.Where(fault => !isModels || fault.Layer != ValidationLayer.Schema).Select(fault => Describe(row, fault)).Distinct(StringComparer.Ordinal)];
    }

    private static string Describe(StoredRow row, ValidationFault fault)
    {
        var layer = Vocabulary<ValidationLayer>.Instance.TextOf(fault.Layer);
        var code = Vocabulary<ContractErrorCode>.Instance.TextOf(fault.Error.Code);
        return $"{row.EventType} breaks the contract ({layer}, {code}): {fault.Error.Message}";
    }

    private void Count(FindingCause cause, StoredRow row, string message, string remedy)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, (cause, message, remedy), out _);
        group ??= new Group();
        group.Events++;
        if (group.Ids.Count < MostIds)
        {
            group.Ids.Add(row.EventId);
        }
    }

    private sealed class Group
    {
        public long Events { get; set; }

        public List<string> Ids { get; } = [];
    }
}
