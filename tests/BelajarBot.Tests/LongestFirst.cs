using BelajarBot.Tests;
using BelajarBot.Tests.Channels.WebChat;
using BelajarBot.Tests.EndToEnd;
using BelajarBot.Tests.Transcripts;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace BelajarBot.Tests;

/// <summary>The classes that take longest begin first, so that none of them is left to run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly List<string> Longest =
    [
        .. new[]
        {
            typeof(KillTests), typeof(ShippedUnderTortureTests), typeof(ShippedOnPostgresTests), typeof(ShippedInEnglishTests),
            typeof(VerbTests), typeof(WebhookTests), typeof(WebPageTests), typeof(SkeletonTests), typeof(TelegramTroubleTests), typeof(TwoProcessesTests),
        }.Select(each => each.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Longest.FindIndex(name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var place ? place : int.MaxValue)];
}
