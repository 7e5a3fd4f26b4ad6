using System.Globalization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;
using BelajarBot.Wording;

namespace BelajarBot.Reminders;

/// <summary>
/// <c>/pengingat</c>, and any message that begins with "ingatkan saya": reads the time, asks to confirm, lists what is waiting
/// and takes it back. Who wants to be reminded no more is shown all that can be ended, the reminders of programmes too.
/// </summary>
internal sealed partial class ReminderCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "pengingat",
        ("none", []), ("list", []), ("full", ["most"]), ("own", []),
        ("confirm", ["words", "when", "wait"]), ("which", ["words"]), ("ask_when", ["words"]), ("no_moment", []), ("once", []), ("no_zone", []), ("past", ["when"]), ("yes_or_no", []), ("yes_words", []), ("no_words", []),
        ("saved", ["words", "when"]), ("dropped", []), ("gone", []), ("due", ["words"]), ("due_late", ["words", "when"]),
        ("yes_button", []), ("no_button", []), ("cancel_button", ["words", "when"]), ("list_button", []));

    private const string Yes = "ya.";
    private const string No = "x.";
    private const string At = "t.";
    private const string Format = "yyyy-MM-ddTHH:mmzzz";

    /// <summary>What somebody may mean who names a day and no time.</summary>
    private static readonly TimeOnly[] UsualTimes = [new(8, 0), new(13, 0), new(19, 0)];

    CommandContract ICapability.Contract => Contract;

    public Task AnswerAsync(CapabilityTurn turn) =>
        turn.Said is { } said ? HearAsync(turn, said is TextInput { Text: var text } ? text : "")
        : turn.IsPress ? PressAsync(turn)
        : turn.Arguments.Length == 0 || ReminderRequest.IsToEnd(turn.Arguments) ? ListAsync(turn)
        : BeginAsync(turn);

    private static async Task BeginAsync(CapabilityTurn turn)
    {
        if (await IsFullAsync(turn))
        {
            return;
        }

        var request = ReminderRequest.Read(turn.Arguments, turn.Library.Texts.Data.Types, ContextOf(turn));
        var id = await PersonalReminders.DraftAsync(turn.Session, turn.Person.Id, request.Words, turn.Now);
        await SayOnceAsync(turn, request.IsRepeated);
        await GoOnAsync(turn, new PersonalReminder(id, request.Words, null, false), request.When, request.Day, isFirst: true);
    }

    /// <summary>Whoever wishes for a reminder every Monday is told that there will be one.</summary>
    private static Task SayOnceAsync(CapabilityTurn turn, bool isRepeated) => isRepeated ? turn.SayAsync(turn.Text("once")) : Task.CompletedTask;

    /// <summary>One moment is confirmed, several are chosen from, and where there is none it is asked for.</summary>
    private static async Task GoOnAsync(CapabilityTurn turn, PersonalReminder draft, ValueResult when, DateOnly? day, bool isFirst)
    {
        var words = WordsOf(turn, draft);
        switch (when)
        {
            case ValueResult.Accepted accepted:
                await ConfirmAsync(turn, draft, MomentOf(accepted.Value));
                break;
            case ValueResult.Choose choose:
                await OfferAsync(turn, draft, [.. choose.Options.Select(option => MomentOf(option.Value))]);
                break;
            case ValueResult.Refused when day is { } named && Usual(turn, named) is { Count: > 0 } moments:
                await OfferAsync(turn, draft, moments);
                break;
            case ValueResult.Refused { Reason: "past" } refused:
                await AskAnotherAsync(turn, draft, turn.Text("past", ("when", refused.Facts.GetValueOrDefault("date"))));
                break;
            case ValueResult.Refused { Reason: "unknown_zone" }:
                await AskAnotherAsync(turn, draft, turn.Text("no_zone"));
                break;
            default:
                await AskAnotherAsync(turn, draft, isFirst ? turn.Text("ask_when", ("words", words)) : turn.Text("no_moment"));
                break;
        }
    }

    /// <summary>The next words are the time.</summary>
    private static Task AskAnotherAsync(CapabilityTurn turn, PersonalReminder draft, RichText why)
    {
        turn.Await(Number(draft.Id), letsPass: true);
        return turn.SayAsync(why, turn.Button("no_button", No + Number(draft.Id)));
    }

    private static async Task ConfirmAsync(CapabilityTurn turn, PersonalReminder draft, DateTimeOffset at)
    {
        if (!IsPossible(turn, at))
        {
            await AskAnotherAsync(turn, draft, turn.Text("past", ("when", When(turn, at))));
            return;
        }

        await PersonalReminders.SetAsync(turn.Session, draft.Id, at, isConfirmed: false);
        await AskYesOrNoAsync(
            turn, draft,
            turn.Text("confirm", ("words", WordsOf(turn, draft)), ("when", When(turn, at)), ("wait", Moments.FromNow(at, turn.Now, ClockOf(turn), turn.Person.Language))));
    }

    private static Task AskYesOrNoAsync(CapabilityTurn turn, PersonalReminder draft, RichText question)
    {
        turn.Await(Yes + Number(draft.Id), letsPass: true);
        return turn.SayAsync(question, turn.Button("yes_button", Yes + Number(draft.Id)), turn.Button("no_button", No + Number(draft.Id)));
    }

    private static async Task OfferAsync(CapabilityTurn turn, PersonalReminder draft, IReadOnlyList<DateTimeOffset> moments)
    {
        if (moments.FirstOrDefault(at => !IsPossible(turn, at)) is var far && far != default)
        {
            await AskAnotherAsync(turn, draft, turn.Text("past", ("when", When(turn, far))));
            return;
        }

        turn.Await($"{At}{Number(draft.Id)}.{string.Join('.', moments.Select(Minutes))}", letsPass: true);
        await turn.SayAsync(
            turn.Text("which", ("words", WordsOf(turn, draft))),
            [
                .. moments.Select(at => Button.Asking(When(turn, at), Contract.Command, $"{At}{Number(draft.Id)}.{Minutes(at)}")),
                turn.Button("no_button", No + Number(draft.Id)),
            ]);
    }

    private static async Task PressAsync(CapabilityTurn turn)
    {
        var parts = turn.Arguments.Split('.');
        if (parts.Length < 2 || IdIn(parts[1]) is not { } id)
        {
            await ListAsync(turn);
        }
        else if (await PersonalReminders.FindAsync(turn.Session, turn.Person.Id, id) is not { } reminder)
        {
            await turn.SayAsync(turn.Text("gone"), turn.MenuButton);
        }
        else if (turn.Arguments.StartsWith(No, StringComparison.Ordinal))
        {
            await DropAsync(turn, id);
        }
        else if (turn.Arguments.StartsWith(At, StringComparison.Ordinal) && parts.Length == 3 && IdIn(parts[2]) is { } minutes and <= int.MaxValue)
        {
            await SaveAsync(turn, reminder, DateTimeOffset.FromUnixTimeSeconds(minutes * 60));
        }
        else if (turn.Arguments.StartsWith(Yes, StringComparison.Ordinal) && reminder.DueAt is { } at)
        {
            await SaveAsync(turn, reminder, at);
        }
        else
        {
            await ListAsync(turn);
        }
    }

    private static async Task SaveAsync(CapabilityTurn turn, PersonalReminder reminder, DateTimeOffset at)
    {
        if (!IsPossible(turn, at))
        {
            await AskAnotherAsync(turn, reminder, turn.Text("past", ("when", When(turn, at))));
        }
        else if (reminder.IsConfirmed || !await IsFullAsync(turn))
        {
            await PersonalReminders.SetAsync(turn.Session, reminder.Id, at, isConfirmed: true);
            await turn.SayAsync(
                turn.Text("saved", ("words", WordsOf(turn, reminder)), ("when", When(turn, at))), turn.Button("list_button", ""), turn.MenuButton);
        }
    }

    private static async Task DropAsync(CapabilityTurn turn, long id)
    {
        await PersonalReminders.DeleteAsync(turn.Session, id);
        await turn.SayAsync(turn.Text("dropped"), turn.Button("list_button", ""), turn.MenuButton);
    }

    private static async Task ListAsync(CapabilityTurn turn)
    {
        var waiting = await PersonalReminders.WaitingAsync(turn.Session, turn.Person.Id);
        await turn.SayAsync(
            turn.Text(waiting.Count == 0 ? "none" : "list"),
            [
                .. waiting.Select(each => Button.Asking(
                    turn.Text("cancel_button", ("words", WordsOf(turn, each)), ("when", When(turn, each.DueAt!.Value))).Text, Contract.Command, No + Number(each.Id))),
                .. await ProgrammesAsync(turn),
                turn.MenuButton,
            ]);
    }

    /// <summary>The programmes that remind the person, each with the way to end that.</summary>
    private static async Task<IEnumerable<Button>> ProgrammesAsync(CapabilityTurn turn) =>
        from enrolment in (await EnrolmentStore.OfPeopleAsync(turn.Session, [turn.Person.Id]))[turn.Person.Id]
        where !enrolment.HasNoReminders && (enrolment.DueAt is not null || !enrolment.Reminded.IsEmpty)
        let programme = turn.Library.FindReminding(enrolment.Dialog)
        where programme is not null && turn.Library.CycleOf(programme.Program!) == enrolment.Cycle
        let end = turn.Library.Texts["no_reminders_button"].In(turn.Person.Language).Source
        select Button.NoRemindersOf($"{end}: {programme.Title.In(turn.Person.Language).Source}", programme.Program!);

    private static async Task<bool> IsFullAsync(CapabilityTurn turn)
    {
        if ((await PersonalReminders.WaitingAsync(turn.Session, turn.Person.Id)).Count < PersonalReminders.Most)
        {
            return false;
        }

        await turn.SayAsync(turn.Text("full", ("most", Number(PersonalReminders.Most))), turn.Button("list_button", ""), turn.MenuButton);
        return true;
    }

    /// <summary>To come, and not so far away that nobody would know what it was for.</summary>
    private static bool IsPossible(CapabilityTurn turn, DateTimeOffset at) => at > turn.Now && at <= turn.Now.AddYears(2);

    /// <summary>The usual times of a day that are still to come.</summary>
    private static List<DateTimeOffset> Usual(CapabilityTurn turn, DateOnly day) =>
    [
        .. UsualTimes.Select(time => new DateTimeOffset(day.ToDateTime(time), ClockOf(turn).GetUtcOffset(day.ToDateTime(time)))).Where(at => at > turn.Now),
    ];

    private static string WordsOf(CapabilityTurn turn, PersonalReminder reminder) => reminder.Words.Length > 0 ? reminder.Words : turn.Text("own").Text;

    private static string When(CapabilityTurn turn, DateTimeOffset at) => Moments.At(at, ClockOf(turn), turn.Person.Language);

    private static TimeZoneInfo ClockOf(CapabilityTurn turn) => Person.ClockOf(turn.Person.Zone);

    private static ValueContext ContextOf(CapabilityTurn turn) => new(turn.Now, ClockOf(turn), turn.Person.Language);

    private static DateTimeOffset MomentOf(string stored) => DateTimeOffset.ParseExact(stored, Format, CultureInfo.InvariantCulture);

    private static string Stored(DateTimeOffset moment) => moment.ToString(Format, CultureInfo.InvariantCulture);

    private static string Minutes(DateTimeOffset at) => Number(at.ToUnixTimeSeconds() / 60);

    private static long? IdIn(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
