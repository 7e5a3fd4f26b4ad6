using System.Runtime.CompilerServices;
using BelajarBot.Channels;
using BelajarBot.Hosting;

namespace BelajarBot.Tests.Hosting;

public sealed class MeasuredChannelTests
{
    [Fact]
    public void Every_result_of_sending_has_a_word_of_its_own()
    {
        var results = typeof(SendResult).GetNestedTypes(System.Reflection.BindingFlags.NonPublic)
            .Where(type => type.IsSubclassOf(typeof(SendResult)))
            .Select(type => (SendResult)RuntimeHelpers.GetUninitializedObject(type))
            .ToList();

        var words = results.ConvertAll(MeasuredChannel.Outcome);

        Assert.True(results.Count >= 9);
        Assert.Equal(words.Count, words.Distinct().Count());
    }

    [Fact]
    public void A_group_is_a_group_for_who_measures_too()
    {
        var channel = new MeasuredChannel(new Groups(), TimeProvider.System);

        Assert.True(channel.IsGroup("-100"));
        Assert.False(channel.IsGroup("5"));
    }

    private sealed class Groups : IChannel
    {
        public string Name => "uji";

        public bool IsGroup(string address) => address.StartsWith('-');

        public Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel) =>
            Task.FromResult<SendResult>(new SendResult.Sent(1));
    }
}
