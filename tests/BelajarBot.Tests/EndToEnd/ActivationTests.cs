using BelajarBot.Tests.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

public sealed class ActivationTests
{
    [Theory, BothDatabases]
    public async Task A_teacher_is_led_from_the_first_question_to_the_last_and_every_milestone_is_noted(DatabaseKind kind)
    {
        await using var store = await BotStore.CreateAsync(kind);
        await using var telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        var sari = new ActivatingPerson(telegram.Person(), new Random(1));

        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options));

        await sari.ActivateAsync(TimeSpan.FromSeconds(30), TimeSpan.Zero, TestContext.Current.CancellationToken);

        var expected = UndisturbedBot.After(await BotSettings.LoadDialogsAsync(), sari.Did.Select(did => did.Input));
        var (conversations, milestones, enrolments) = await UndisturbedBot.RememberedAsync(bot.Database, sari.Phone);
        Assert.Equal(8, sari.Did.Count);
        Assert.Equal(expected.Said, sari.Read);
        Assert.All(ActivatingPerson.Questions, question => Assert.Single(sari.Read, text => text.Contains(question)));
        Assert.Equal(expected.Conversations, conversations);
        Assert.Equal(["belajar_id "], enrolments);
        Assert.Equal(
            [
                "belajar_id.aktif", "belajar_id.akun_ditemukan", "belajar_id.masuk_pertama", "belajar_id.sandi_diganti",
                "belajar_id.verifikasi_2_langkah",
            ],
            milestones);
        Assert.Empty(bot.Log.All);
    }
}
