using System.Text;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Validation;

namespace SpecKitty.Conformance.Runner;

/// <summary>Asserts for the tests of those who produce or consume events, in any test framework: they throw <see cref="ConformanceException"/>.</summary>
public static class ConformanceAssert
{
    /// <summary>Asserts that both layers take a payload.</summary>
    /// <param name="eventType">The event type, exact.</param>
    /// <param name="payload">The payload's JSON.</param>
    /// <param name="surface">The surface to hold it against.</param>
    /// <exception cref="ConformanceException">A layer refuses it; the message lists every fault.</exception>
    public static void PayloadConforms(string eventType, string payload, ValidationSurface surface = ValidationSurface.Any)
    {
        var result = ConformanceValidator.ValidatePayload(eventType, Encoding.UTF8.GetBytes(payload), surface);
        if (!result.IsValid)
        {
            throw new ConformanceException($"The payload of {eventType} should keep the contract and does not:{Environment.NewLine}{string.Join(Environment.NewLine, result.Faults.Select(fault => $"{fault.Layer}: {fault.Error}"))}");
        }
    }

    /// <summary>Asserts that a layer refuses a payload.</summary>
    /// <param name="eventType">The event type, exact.</param>
    /// <param name="payload">The payload's JSON.</param>
    /// <param name="code">The code that one of the faults must have; null for any.</param>
    /// <param name="surface">The surface to hold it against.</param>
    /// <exception cref="ConformanceException">Both layers take it, or no fault has the code.</exception>
    public static void PayloadFails(string eventType, string payload, ContractErrorCode? code = null, ValidationSurface surface = ValidationSurface.Any)
    {
        var result = ConformanceValidator.ValidatePayload(eventType, Encoding.UTF8.GetBytes(payload), surface);
        if (result.IsValid)
        {
            throw new ConformanceException($"The payload of {eventType} should break the contract, and both layers take it.");
        }

        if (code is { } wanted && !result.Faults.Any(fault => fault.Error.Code == wanted))
        {
            throw new ConformanceException($"The payload of {eventType} should break the contract with {wanted}; it does so with {string.Join(", ", result.Faults.Select(fault => fault.Error.Code).Distinct())}.");
        }
    }

    /// <summary>Asserts what a canonical lane travels as.</summary>
    /// <param name="canonical">The canonical lane.</param>
    /// <param name="sync">The lane on the wire.</param>
    /// <exception cref="ConformanceException">It travels as another, or one of the texts is no lane.</exception>
    public static void LaneMapsTo(string canonical, string sync)
    {
        var actual = LaneMapping.TryNormalize(canonical, out var lane) ? lane.ToSyncV1().ToText() : null;
        if (actual != sync)
        {
            throw new ConformanceException(actual is null ? $"\"{canonical}\" is no canonical lane." : $"{canonical} travels as {actual}, not as {sync}.");
        }
    }
}
