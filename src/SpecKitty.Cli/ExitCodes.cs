namespace SpecKitty.Cli;

/// <summary>What the command line answers to the program that called it. Every code is stable and stands in the help.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Fine = 0;

    /// <summary>The input breaks the contract; every fault was named.</summary>
    public const int ContractBroken = 1;

    /// <summary>The command line itself is wrong: unknown command, missing option, unreadable file argument.</summary>
    public const int Misuse = 2;

    /// <summary>A strict reducer refused an event.</summary>
    public const int StrictViolation = 3;

    /// <summary>The server could not be reached, did not answer in time, failed inside, or refused the whole request of a sync.</summary>
    public const int ServerUnreachable = 4;

    /// <summary>Nobody is signed in, or the sign-in is no longer good.</summary>
    public const int NotSignedIn = 5;

    /// <summary>The server took what it could and rejected the rest, or refused the request.</summary>
    public const int Rejected = 6;

    /// <summary>A file of this machine stands in the way: loose mode, full queue, lock, damage.</summary>
    public const int LocalFile = 7;

    /// <summary>A fault of the program itself.</summary>
    public const int Internal = 70;

    /// <summary>Interrupted by Ctrl-C or by the system.</summary>
    public const int Interrupted = 130;

    /// <summary>Whoever read standard output went away before its end, as <c>head</c> does: the code that the shell gives to any program then.</summary>
    public const int OutputClosed = 141;

    /// <summary>Every code.</summary>
    public static IReadOnlyList<int> All { get; } =
        [Fine, ContractBroken, Misuse, StrictViolation, ServerUnreachable, NotSignedIn, Rejected, LocalFile, Internal, Interrupted, OutputClosed];

    /// <summary>The meaning of a code in a few words, for the help.</summary>
    public static string Meaning(int code) => code switch
    {
        Fine => "done",
        ContractBroken => "the input breaks the contract",
        Misuse => "the command line is wrong",
        StrictViolation => "a strict reducer refused an event",
        ServerUnreachable => "the server could not be reached or failed",
        NotSignedIn => "not signed in",
        Rejected => "the server rejected events or refused the request",
        LocalFile => "a file of this machine stands in the way",
        Internal => "a fault of the program",
        Interrupted => "interrupted",
        OutputClosed => "standard output was closed before its end",
        _ => "unknown",
    };
}
