using System.Text.RegularExpressions;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Statistics;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Access;

/// <summary>
/// Presses every button that an officer is offered, and every button of what comes of it: a button that leads to a refusal
/// should not have been there.
/// </summary>
public sealed partial class ButtonWalkTests
{
    /// <summary>Buttons of one kind differ by a number only; a few of them are as good as all.</summary>
    private const int MostOfAKind = 2;

    private const int MostPresses = 150;

    /// <summary>What is asked for another area, too: there the officer may less.</summary>
    private static readonly string[] Questions =
    [
        "/statistik", "/statistik jateng", "/statistik orang jateng per jenjang", "/statistik aktivasi jateng", "/statistik aktivasi kota bandung", "/statistik nasional",
        "/statistik tiket nasional", "/statistik kegiatan nasional", "/ekspor orang", "/ekspor aktivasi", "/audit semua", "/audit ditolak",
    ];

    [Theory]
    [InlineData("kapten 32.73")]
    [InlineData("duta 32")]
    [InlineData("reviewer 32")]
    [InlineData("admin 32")]
    [InlineData("superadmin nasional")]
    public async Task No_button_that_an_officer_is_offered_leads_to_a_refusal(string grant)
    {
        await using var chat = await OfficeAsync(grant);
        var (waiting, kinds, pressed) = (new Queue<string>(), new Dictionary<string, int>(), 0);
        IEnumerable<string> commands = chat.Bot.Of<IEnumerable<ICapability>>()
            .Where(capability => capability.IsForOfficers && (capability.Requires is not { } needed || Roles.Find(grant.Split(' ')[0])!.Value.May(needed)))
            .Select(capability => $"/{capability.Contract.Command}");
        foreach (var typed in commands.Concat(Questions.Where(question => MayAsk(question, grant))).Concat(["/kegiatan", "/edaran", "/usulan"]))
        {
            Take(typed, await chat.SaysAsync(typed, "petugas"));
        }

        while (waiting.TryDequeue(out var data) && pressed++ < MostPresses)
        {
            Take(data, await chat.PressesAsync(data, "petugas"));
        }

        Assert.True(pressed > 20, $"Only {pressed} buttons were found.");

        void Take(string asked, IReadOnlyList<OutgoingMessage> said)
        {
            Assert.DoesNotContain(said, message => Refusal().IsMatch(message.Text.Text) && Fail(asked, message));
            foreach (var data in said.SelectMany(message => message.Buttons).SelectMany(row => row).Select(button => button.Data).Where(IsWalked))
            {
                var kind = Digits().Replace(data, "#");
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                if (kinds[kind] <= MostOfAKind)
                {
                    waiting.Enqueue(data);
                }
            }
        }

        static bool Fail(string asked, OutgoingMessage message) => throw new Xunit.Sdk.XunitException($"\"{asked}\" leads to: {message.Text.Text}");
    }

    /// <summary>A Kapten has no files and a Duta no record: what a role may not ask at all is no button's fault.</summary>
    private static bool MayAsk(string question, string grant) => Roles.Find(grant.Split(' ')[0]) is { } role && question.Split(' ')[0] switch
    {
        "/ekspor" => role.May(Permission.Export),
        "/audit" => role.May(Permission.ReadAudit),
        _ => true,
    };

    /// <summary>Not those that open a dialog, end the officer's own role or erase them.</summary>
    private static bool IsWalked(string data) =>
        data.StartsWith("k.", StringComparison.Ordinal) && !data.StartsWith("k.peran.lepas", StringComparison.Ordinal) && !data.StartsWith("k.hapusdata", StringComparison.Ordinal);

    /// <summary>An officer in an office where something of everything waits: in their area, and in another.</summary>
    internal static async Task<PrivacyChat> OfficeAsync(string grant)
    {
        var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await StatisticsCommandTests.PeopleAsync(chat);
        foreach (var (address, role) in new[] { ("petugas", grant), ("rekan", "duta 32"), ("jauh", "duta 33"), ("bawahan", "kapten 32.73") })
        {
            await chat.SaysAsync("/menu", address);
            Assert.True(await chat.Bot.AppointAsync(address, role, TestContext.Current.CancellationToken));
        }

        foreach (var (area, owner) in new[] { ("32.73", "rekan"), ("33.74", "jauh") })
        {
            var by = $"(select id from person where address = '{owner}')";
            await chat.ExecuteAsync(
                $"""
                insert into ticket (person_id, dialog, step, tries, holds, queue, area, opened_at, answer_by)
                select id, 'aktivasi', 'tanya_alamat', 2, 0, 'duta', '{area}', 1, 2 from person where address = 'orang0'
                """);
            await chat.ExecuteAsync(
                $$"""
                insert into submission (person_id, kind, dialog, revision, step, title, area, review_by, state, questions, answers, submitted_at, changed_at, reminders)
                select id, 'rtl', 'rtl', 'x', 'kirim', 'RTL', '{{area}}', 'reviewer', 'submitted', '[]', '{}', 1, 1, 0 from person where address = 'orang0'
                """);
            await chat.ExecuteAsync(
                $"""
                insert into event (officer_id, channel, state, kind, title, area, audience, starts_at, zone, length_minutes, place, capacity, materials, gives_certificate,
                    repeats, link_code, attendance_code, created_at)
                values ({by}, 'uji', 'open', 'webinar', 'Webinar', '{area[..2]}', 'role = guru', {PrivacyChat.Start.AddDays(2).ToUnixTimeMilliseconds()}, 'Asia/Jakarta', 60,
                    'Aula', 30, '', 0, 'once', 'l{area[..2]}', 'h{area[..2]}', 1)
                """);
            await chat.ExecuteAsync(
                $"""
                insert into circular (officer_id, channel, state, area, title, file, created_at, published_at)
                values ({by}, 'uji', 'published', '{area[..2]}', 'Edaran', 'x', 1, 1)
                """);
            await chat.ExecuteAsync($"insert into audit (at, officer_id, act, area, details) values (1, {by}, 'siaran.approved', '{area}', '1')");
            await chat.SaysAsync("/siaran", owner);
        }

        return chat;
    }

    [GeneratedRegex("hanya untuk petugas yang berwenang|di luar wilayah Anda:", RegexOptions.NonBacktracking)]
    private static partial Regex Refusal();

    [GeneratedRegex(@"@?\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
