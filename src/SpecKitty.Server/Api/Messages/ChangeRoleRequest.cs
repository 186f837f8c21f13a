using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Gives a member another role.</summary>
internal sealed record ChangeRoleRequest
{
    /// <summary>The new role.</summary>
    public required TeamRole Role { get; init; }
}
