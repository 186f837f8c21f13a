namespace SpecKitty.Client;

/// <summary>Why a step of the client could not be done; each kind asks something else of the caller.</summary>
public enum ClientFailure
{
    /// <summary>What was given or configured cannot work as it stands, such as a server address that is not one.</summary>
    Misuse,

    /// <summary>A file of this machine stands in the way: a loose mode, a full queue, a damaged or locked file.</summary>
    LocalFile,

    /// <summary>The server did not answer in time, could not be reached, or failed inside.</summary>
    ServerUnreachable,

    /// <summary>Nobody is signed in, or the sign-in is no longer good.</summary>
    NotSignedIn,

    /// <summary>The server understood the request and refused it, such as an unknown mission or a missing right.</summary>
    Refused,
}
