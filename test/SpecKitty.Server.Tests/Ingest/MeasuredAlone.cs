namespace SpecKitty.Server.Tests.Ingest;

/// <summary>Tests that measure the whole process, and so run when no other test does.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class MeasuredAlone;
