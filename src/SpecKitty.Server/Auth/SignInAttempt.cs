namespace SpecKitty.Server.Auth;

/// <summary>An attempt to prove a password that <see cref="SignInGuard"/> has admitted. Without a verdict it leaves no trace.</summary>
internal sealed class SignInAttempt : IDisposable
{
    private readonly SignInGuard _guard;
    private bool _isOver;

    internal SignInAttempt(SignInGuard guard, (string Key, int Limit)[] keys)
    {
        _guard = guard;
        Keys = keys;
    }

    /// <summary>What the attempt is counted by; the name at the address first.</summary>
    internal (string Key, int Limit)[] Keys { get; }

    /// <summary>The password was evaluated and is wrong.</summary>
    public void Fail() => _guard.Fail(this);

    /// <summary>The password was evaluated and is right: earlier failures of the name at this address are forgotten.</summary>
    public void Succeed() => _guard.Succeed(this);

    /// <summary>Ends the attempt.</summary>
    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            _guard.Leave(this);
        }
    }
}
