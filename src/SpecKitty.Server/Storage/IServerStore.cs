namespace SpecKitty.Server.Storage;

/// <summary>Everything that the server keeps. Each implementation passes the same contract tests.</summary>
public interface IServerStore : IAsyncDisposable
{
    /// <summary>The logs of events, with projects and missions.</summary>
    IEventLog Log { get; }

    /// <summary>What other nodes have committed.</summary>
    IChangeFeed Changes { get; }

    /// <summary>Users.</summary>
    IAccountStore Accounts { get; }

    /// <summary>Teams and memberships.</summary>
    ITeamStore Teams { get; }

    /// <summary>Invitations to teams.</summary>
    IInvitationStore Invitations { get; }

    /// <summary>Refresh tokens.</summary>
    IRefreshTokenStore RefreshTokens { get; }

    /// <summary>Personal access tokens.</summary>
    IPersonalTokenStore PersonalTokens { get; }

    /// <summary>Participant tokens.</summary>
    IParticipantTokenStore ParticipantTokens { get; }

    /// <summary>Webhooks.</summary>
    IWebhookStore Webhooks { get; }

    /// <summary>Signing keys.</summary>
    ISigningKeyStore SigningKeys { get; }

    /// <summary>How the store is doing.</summary>
    IStoreHealth Health { get; }
}
