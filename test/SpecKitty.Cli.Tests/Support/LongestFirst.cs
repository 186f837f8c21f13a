using SpecKitty.Cli.Tests.Packaging;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(SpecKitty.Cli.Tests.Support.LongestFirst))]

namespace SpecKitty.Cli.Tests.Support;

/// <summary>Begins with the packages, which take as long as most other tests together: at the end, they would run alone and leave a processor idle.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection
        => [.. testCollections.OrderByDescending(collection => collection.TestCollectionDisplayName.Contains(typeof(PackagingTests).FullName!, StringComparison.Ordinal))];
}
