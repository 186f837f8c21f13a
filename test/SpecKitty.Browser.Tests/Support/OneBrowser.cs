using SpecKitty.Browser.Tests.Support;

// One browser for all tests, and one test at a time: several windows on a small machine make each other slow.
[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
