namespace SpecKitty.Server.Storage;

/// <summary>Finds participant tokens. They are made and deleted with their project's rows, by <see cref="IProjectWriter"/>.</summary>
public interface IParticipantTokenStore
{
    /// <summary>Finds a token that has not ended, with its user. One look-up, for it stands before every request.</summary>
    /// <param name="projectId">The project, which the token names itself.</param>
    /// <param name="tokenHash">SHA-256 of the token.</param>
    /// <param name="now">The time to judge by.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The token and its user; null when there is none.</returns>
    Task<ParticipantTokenHolder?> FindAsync(Guid projectId, ReadOnlyMemory<byte> tokenHash, DateTimeOffset now, CancellationToken cancellationToken = default);
}
