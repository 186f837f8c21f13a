using SpecKitty.Server.Dashboard.Views.Missions;

namespace SpecKitty.Server.Dashboard.Views.Shell;

/// <summary>The form that signs somebody in.</summary>
/// <param name="Next">Where to go afterwards: a path of this server.</param>
/// <param name="Username">What was typed before; empty the first time.</param>
/// <param name="Complaint">Why the attempt before failed, and what to do; null the first time.</param>
/// <param name="Kept">A comment that waits for the sign-in; null when none does.</param>
public sealed record SignInView(string Next, string Username = "", string? Complaint = null, KeptCommentView? Kept = null);
