using SpecKitty.Server.Auth;

namespace SpecKitty.Server.Ingest;

/// <summary>Counts what principals and teams send, and says who has to wait.</summary>
internal sealed class RateGate(RateLimits limits, TimeProvider time)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Who, RatedThing What), TokenBucket> _buckets = [];
    private DateTimeOffset _sweptAt = time.GetUtcNow();

    /// <summary>How many principals and teams are being counted; who was quiet for a minute or two is not.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _buckets.Count;
            }
        }
    }

    /// <summary>Counts a request before it is read.</summary>
    /// <returns>Why it is refused; null when it may go on.</returns>
    public RateRefusal? TakeRequest(Principal principal) => Take(principal, RatedThing.Requests, 1, limits.RequestsPerMinutePerPrincipal, limits.RequestsPerMinutePerTeam);

    /// <summary>Counts the events of a request before any is stored.</summary>
    /// <returns>Why they are refused; null when they may go on.</returns>
    public RateRefusal? TakeEvents(Principal principal, int events) => Take(principal, RatedThing.Events, events, limits.EventsPerMinutePerPrincipal, limits.EventsPerMinutePerTeam);

    private RateRefusal? Take(Principal principal, RatedThing what, int amount, int principalLimit, int teamLimit)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Sweep(now);
            var own = Find($"principal {principal.PrincipalId}", what, principalLimit, now);

            // A principal counts for one team, the one that its new projects go to.
            var team = principal.Memberships.Count == 0 ? null : Find($"team {principal.TeamOfNewProjects ?? principal.Memberships[0].TeamSlug}", what, teamLimit, now);
            if (own?.WaitFor(amount, now) is { } wait && wait > TimeSpan.Zero)
            {
                return Refuse("principal", "You have", what, principalLimit, wait);
            }

            if (team?.WaitFor(amount, now) is { } teamWait && teamWait > TimeSpan.Zero)
            {
                return Refuse("team", "Your team has", what, teamLimit, teamWait);
            }

            own?.Take(amount);
            team?.Take(amount);
            return null;
        }
    }

    private TokenBucket? Find(string who, RatedThing what, int limit, DateTimeOffset now)
    {
        if (limit == 0)
        {
            return null;
        }

        if (!_buckets.TryGetValue((who, what), out var bucket))
        {
            _buckets[(who, what)] = bucket = new TokenBucket(limit, now);
        }

        return bucket;
    }

    // A full bucket says no more than none at all.
    private void Sweep(DateTimeOffset now)
    {
        if ((now - _sweptAt).Duration() < SweepEvery)
        {
            return;
        }

        _sweptAt = now;
        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.IsFull(now))
            {
                _buckets.Remove(key);
            }
        }
    }

    private static RateRefusal Refuse(string scope, string who, RatedThing what, int limit, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        var things = what == RatedThing.Events ? "events" : "requests";
        return new RateRefusal($"{scope}_{things}", seconds, $"{who} sent more than the {limit} {things} a minute that are allowed; nothing of this request was stored. Try again in {seconds} seconds.");
    }
}
