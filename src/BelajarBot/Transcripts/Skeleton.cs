using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Storage;

namespace BelajarBot.Transcripts;

/// <summary>
/// The beginnings of a transcript: one conversation for each situation that a dialog must stand, played on the bot as far as
/// that goes without its author. What the bot says in them is what it says now; whether that is right is for people to judge.
/// </summary>
internal static class Skeleton
{
    /// <summary>Nobody answers more questions than this on the way to anything.</summary>
    private const int MostAnswers = 30;

    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    /// <summary>Plays every situation and returns the file.</summary>
    internal static async Task<string> WriteAsync(StorageOptions storage, string folder, string dialogId, CancellationToken cancel)
    {
        (string Title, Func<SkeletonPerson, CancellationToken, Task> Play)[] situations =
        [
            ("Semua berjalan lancar / All goes well", HappyAsync),
            ("Jawaban yang tidak terbaca / An answer that cannot be read", InvalidAsync),
            ("Kembali / Back", BackAsync),
            ("Batal, lalu dilanjutkan / Cancelled and taken up again", CancelAsync),
            ("Bantuan / Help", HelpAsync),
            ("Dua kali membetulkan / Two corrections", TwoCorrectionsAsync),
            ("Diam / Silence", SilenceAsync),
            ("Tombol lama / An old button", OldButtonAsync),
            ("Diserahkan kepada petugas / Handed over to a human", HandoverAsync),
        ];
        var clock = new ScriptClock(Morning);
        await using var bot = await ScriptBot.StartAsync(storage, folder, clock, cancel);
        var dialog = bot.Library.Find(dialogId)!;
        var role = RoleFor(bot.Library, dialog);
        var updateId = 0L;
        var conversations = new List<string>();
        foreach (var (title, play) in situations)
        {
            clock.MoveTo(Morning);
            var person = await SkeletonPerson.ComeAsync(bot, dialog, title, role, () => ++updateId, cancel);
            await person.BeginAsync(cancel);
            await play(person, cancel);
            conversations.Add(person.ToString());
        }

        return $"""
            ## Kerangka dari "belajarbot test new {dialog.Id}". Baris < adalah yang dikatakan bot sekarang: periksa, ubah, tambah fakta (!).
            ## A skeleton: the lines with < are what the bot says now. Judge them, change them, add facts (!).


            """ + string.Join('\n', conversations);
    }

    private static async Task HappyAsync(SkeletonPerson person, CancellationToken cancel)
    {
        for (var answers = 0; answers < MostAnswers && (person.Open is not null || person.IsWaiting); answers++)
        {
            await GoOnAsync(person, cancel);
        }
    }

    private static async Task InvalidAsync(SkeletonPerson person, CancellationToken cancel)
    {
        await person.AnswerWronglyAsync(cancel);
        await GoOnAsync(person, cancel);
    }

    private static async Task BackAsync(SkeletonPerson person, CancellationToken cancel)
    {
        await GoOnAsync(person, cancel);
        await person.SaysAsync("kembali", cancel);
        await GoOnAsync(person, cancel);
    }

    private static async Task CancelAsync(SkeletonPerson person, CancellationToken cancel)
    {
        await person.SaysAsync("batal", cancel);
        await person.BeginAsync(cancel);
        await GoOnAsync(person, cancel);
    }

    private static async Task HelpAsync(SkeletonPerson person, CancellationToken cancel)
    {
        await person.SaysAsync("bantuan", cancel);
        await GoOnAsync(person, cancel);
    }

    private static async Task TwoCorrectionsAsync(SkeletonPerson person, CancellationToken cancel)
    {
        await GoOnAsync(person, cancel);
        await GoOnAsync(person, cancel);
        await person.SaysAsync("kembali", cancel);
        await person.SaysAsync("kembali", cancel);
        await GoOnAsync(person, cancel);
        await GoOnAsync(person, cancel);
    }

    private static async Task SilenceAsync(SkeletonPerson person, CancellationToken cancel)
    {
        // Until the bot speaks first, or for days when it does not.
        await person.WaitAsync(person.DueAt ?? Morning + TimeSpan.FromDays(3), cancel);
        await GoOnAsync(person, cancel);
    }

    private static async Task OldButtonAsync(SkeletonPerson person, CancellationToken cancel)
    {
        for (var answers = 0; answers < MostAnswers && (person.IsWaiting || person.Open is not null and not ChoicesStep); answers++)
        {
            await GoOnAsync(person, cancel);
        }

        if (person.Open is not ChoicesStep question)
        {
            person.Note("Dialog ini tidak punya tombol pada jalan ini. / There is no button on this way.");
            return;
        }

        var old = person.Press(question.Choices[^1]);
        await person.AnswerAsync(cancel, question.Choices[0].Id);
        await person.SendAsync(old, cancel);
    }

    private static async Task HandoverAsync(SkeletonPerson person, CancellationToken cancel)
    {
        for (var answers = 0; answers < MostAnswers && (person.IsWaiting || person.Open is not null); answers++)
        {
            if (person.IsWaiting)
            {
                await GoOnAsync(person, cancel);
            }
            else if (person.WayToHuman(person.Open!) is { } way)
            {
                await (way.GivesUp ? person.AnswerWronglyAsync(cancel) : person.AnswerAsync(cancel, way.Choice));
            }
            else
            {
                break;
            }
        }

        if (!person.IsWithHuman)
        {
            person.Note("Dialog ini tidak menyerahkan siapa pun pada jalan ini. / Nobody is handed over on this way.");
            await person.SaysAsync("petugas", cancel);
            return;
        }

        await person.SaysAsync("halo?", cancel);
        await person.StaffClosesAsync(cancel);
    }

    /// <summary>Answers what is open, or lets the time pass that the dialog wants to pass.</summary>
    private static Task GoOnAsync(SkeletonPerson person, CancellationToken cancel) =>
        person is { IsWaiting: true, DueAt: { } due } ? person.WaitAsync(due, cancel) : person.AnswerAsync(cancel);

    /// <summary>The role of somebody who may begin: none when anybody may, or when no role alone opens the dialog.</summary>
    private static string? RoleFor(DialogLibrary library, Dialog dialog)
    {
        bool MayBegin(string? role) => DialogEngine.MayBegin(dialog, new TurnContext(
            Morning, new Contact(dialog.Languages[0], TimeZoneInfo.Utc, ValueSet.Of([new("role", role)])), library.Texts)
        {
            MilestoneScopes = library.MilestoneScopes,
        });
        return MayBegin(null) ? null : ContactFields.ChoicesOf("role").FirstOrDefault(MayBegin);
    }
}
