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
    private readonly Dictionary<(FindingCause Cause, string Key), Group> _groups = [];
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
            .OrderBy(entry => entry.Key.Cause).ThenByDescending(entry => entry.Value.Events).ThenBy(entry => entry.Key.Key, StringComparer.Ordinal)
            .Select(entry => new QueueFinding(entry.Key.Cause, entry.Value.Message, entry.Value.Remedy, entry.Value.Events, entry.Value.Ids)),
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
            foreach (var (key, message) in faults)
            {
                Count(FindingCause.ContractBroken, row, key, message, "No server takes it. Correct what emits it and emit it again, then drop this one, which keeps a copy: spec-kitty sync drop ID --reason TEXT.");
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

    /// <summary>What the server's own reading and validation finds; every fault with what it has in common with those of other events.</summary>
    private List<(string Key, string Message)> Faults(StoredRow row)
    {
        var read = _reader.Read(row.Body);
        if (!read.IsValid)
        {
            return Describe(row, read.Errors.Select(error => new ValidationFault(error, ValidationLayer.Envelope)));
        }

        if (!string.Equals(read.Value.EventId.ToString(), row.EventId, StringComparison.OrdinalIgnoreCase) || read.Value.ProjectUuid.ToString("D") != row.ProjectUuid)
        {
            return [("other id", $"{row.EventType}: the event was queued under another id or project than its envelope has, so no result of a server would find it.")];
        }

        var faults = EventValidator.Validate(read.Value);

        // What the model finds it says better than the schema does, which is asked where the model has nothing to say.
        var isModels = faults.Any(fault => fault.Layer != ValidationLayer.Schema);
        return Describe(row, faults.Where(fault => !isModels || fault.Layer != ValidationLayer.Schema));
    }

    /// <summary>Events break the same rule in the same place with different values: they are one cause, told by the example of the first.</summary>
    private static List<(string Key, string Message)> Describe(StoredRow row, IEnumerable<ValidationFault> faults)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var fault in faults)
        {
            var layer = Vocabulary<ValidationLayer>.Instance.TextOf(fault.Layer);
            var code = Vocabulary<ContractErrorCode>.Instance.TextOf(fault.Error.Code);
            var place = string.Join('.', fault.Error.Path.Split('.').Select(part => part.All(char.IsAsciiDigit) ? "*" : part));
            told.TryAdd($"{row.EventType} {layer} {code} {place}", $"{row.EventType} breaks the contract ({layer}, {code}): {fault.Error.Message}");
        }

        return [.. told.Select(one => (one.Key, one.Value))];
    }

    private void Count(FindingCause cause, StoredRow row, string message, string remedy) => Count(cause, row, message, message, remedy);

    private void Count(FindingCause cause, StoredRow row, string key, string message, string remedy)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, (cause, key), out _);
        group ??= new Group(message, remedy);
        group.Events++;
        if (group.Ids.Count < MostIds)
        {
            group.Ids.Add(row.EventId);
        }
    }

    private sealed class Group(string message, string remedy)
    {
        public string Message { get; } = message;

        public string Remedy { get; } = remedy;

        public long Events { get; set; }

        public List<string> Ids { get; } = [];
    }
}
