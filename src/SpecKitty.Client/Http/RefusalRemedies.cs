namespace SpecKitty.Client.Http;

/// <summary>What to do about a refusal of a request that is always the same, so that not its words but what answers may be the wrong one.</summary>
/// <param name="WhenNotThere">When what answers does not know the address.</param>
/// <param name="WhenBad">When it finds fault with the request.</param>
internal sealed record RefusalRemedies(string WhenNotThere, string WhenBad)
{
    /// <summary>For a question that every server of ours answers.</summary>
    public static RefusalRemedies OfQuestion(Uri server) => new(
        Address(server),
        $"Check that {server} is a SpecKitty server, and whether a proxy stands in between.");

    /// <summary>For a request for tokens, which asks for nothing but a server.</summary>
    public static RefusalRemedies OfSignIn(Uri server) => new(
        $"Check the address: what answers at {server} is not a SpecKitty server, or a proxy stands in between. Sign in with the right one: spec-kitty auth login --server URL.",
        $"Check the user name, and that {server} is a SpecKitty server without a proxy in between.");

    /// <summary>For a batch.</summary>
    public static RefusalRemedies OfBatch(Uri server) => new(
        Address(server),
        "Run 'spec-kitty sync diagnose'; when it finds nothing, pass these words on to who runs the server. What is queued stays queued.");

    private static string Address(Uri server) =>
        $"Check the address: what answers at {server} is not a SpecKitty server, or a proxy stands in between. Sign in with the right one: spec-kitty auth login --server URL. What is queued stays queued.";
}
