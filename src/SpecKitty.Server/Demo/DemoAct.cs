namespace SpecKitty.Server.Demo;

/// <summary>What kind of line it is.</summary>
internal enum DemoAct
{
    /// <summary>The server mints the participant.</summary>
    Join,

    /// <summary>The server ends the participant's part.</summary>
    Leave,

    /// <summary>The actor's user posts an event.</summary>
    Emit,
}
