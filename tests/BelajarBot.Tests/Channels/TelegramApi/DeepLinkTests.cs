using BelajarBot.Channels.TelegramApi;
using BelajarBot.Hosting;
using BelajarBot.Tests.EndToEnd;

namespace BelajarBot.Tests.Channels.TelegramApi;

public sealed class DeepLinkTests
{
    [Fact]
    public void T112_A_link_carries_1_to_64_characters_of_those_that_Telegram_passes_on()
    {
        Assert.Equal("https://t.me/belajar_bot?start=akt-webinar_3", DeepLink.To("belajar_bot", "akt-webinar_3"));
        Assert.Equal("https://t.me/belajar_bot", DeepLink.To("belajar_bot"));
        Assert.True(DeepLink.IsPayload(new string('x', 64)));
        Assert.All(["", new string('x', 65), "a b", "a/b", "guru\u00e9", "a=b"], payload => Assert.False(DeepLink.IsPayload(payload)));
        Assert.Throws<ArgumentException>(() => DeepLink.To("belajar_bot", "a b"));
    }

    [Fact]
    public async Task T112_A_dialog_has_its_link_word_a_campaign_its_name_and_anything_else_no_link()
    {
        var library = await BotSettings.LoadDialogsAsync();

        Assert.Equal("akt", LinkVerb.PayloadFor(library, "aktivasi"));
        Assert.Equal("akt-webinar3", LinkVerb.PayloadFor(library, "akt-webinar3"));
        Assert.Null(LinkVerb.PayloadFor(library, "Akt Webinar"));
    }
}
