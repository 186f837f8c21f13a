using SpecKitty.Events.Lanes;
using SpecKitty.Events.Status;

namespace SpecKitty.Events.Tests.Status;

public sealed class TransitionRulesTests
{
    [Fact]
    public void Validate_StepForward_IsValid()
    {
        var result = TransitionRules.Validate(Move(Lane.Planned, Lane.Claimed));

        result.IsValid.ShouldBeTrue();
        result.ShouldBe(TransitionValidationResult.Valid);
    }

    [Fact]
    public void Validate_OutOfATerminalLane_BreaksTwoRulesInOrder()
        => TransitionRules.Validate(Move(Lane.Done, Lane.Planned)).Violations.ShouldBe(
            ["done is terminal; requires force=True to exit", "Transition done -> planned is not allowed"]);

    [Fact]
    public void Validate_NewIntoAnyOtherLane_NamesNull()
        => TransitionRules.Validate(Move(null, Lane.Blocked)).Violations.ShouldBe(["Transition null -> blocked is not allowed"]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void Validate_ReviewSendsBackWithoutReference_IsRefusedEvenForced(string? reference)
    {
        var back = Move(Lane.ForReview, Lane.InProgress) with { ReviewRef = reference };

        TransitionRules.Validate(back).Violations.ShouldBe(["for_review -> in_progress requires review_ref"]);
        TransitionRules.Validate(back with { Force = true, Reason = "because" }).Violations.ShouldBe(["for_review -> in_progress requires review_ref"]);
        TransitionRules.Validate(back with { ReviewRef = "PR 4" }).IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Validate_BackToPlannedWithoutReason_IsRefusedEvenForced(string? reason)
    {
        var back = Move(Lane.InProgress, Lane.Planned) with { Reason = reason };

        TransitionRules.Validate(back).Violations.ShouldBe(["in_progress -> planned requires reason"]);
        TransitionRules.Validate(back with { Force = true }).Violations.ShouldBe(["in_progress -> planned requires reason"]);
        TransitionRules.Validate(back with { Reason = "blocked by WP02" }).IsValid.ShouldBeTrue();
    }

    [Fact]
    public void Validate_Forced_TakesAnyPair()
    {
        var lanes = Enum.GetValues<Lane>();
        foreach (var from in lanes.Cast<Lane?>().Append(null))
        {
            foreach (var to in lanes)
            {
                TransitionRules.Validate(Move(from, to) with { Force = true, Reason = "because", ReviewRef = "PR 4" }).IsValid.ShouldBeTrue($"{from} -> {to}");
            }
        }
    }

    [Fact]
    public void ThrowIfInvalid_Valid_DoesNot() => TransitionRules.ThrowIfInvalid(Move(null, Lane.Planned));

    [Fact]
    public void ThrowIfInvalid_Invalid_CarriesEveryViolation()
    {
        var exception = Should.Throw<TransitionException>(() => TransitionRules.ThrowIfInvalid(Move(Lane.Canceled, Lane.Canceled)));

        exception.Violations.ShouldBe(["canceled is terminal; requires force=True to exit", "Transition canceled -> canceled is not allowed"]);
        exception.Message.ShouldBe("canceled is terminal; requires force=True to exit; Transition canceled -> canceled is not allowed");
    }

    private static StatusTransitionPayload Move(Lane? from, Lane to) => new()
    {
        FeatureSlug = "039-cli",
        WpId = "WP01",
        FromLane = from,
        ToLane = to,
        Actor = "ada",
        ExecutionMode = ExecutionMode.Worktree,
    };
}
