using BelajarBot.Conversations;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Reminders;

/// <content>What is written below a question of the command: whatever its buttons can answer can be written too.</content>
internal sealed partial class ReminderCommand
{
    private const string AssumedHour = "assumed_hour";

    private static async Task HearAsync(CapabilityTurn turn, string text)
    {
        var parts = turn.Arguments.Split('.');
        if (IdIn(parts.Length > 1 ? parts[1] : parts[0]) is not { } id
            || await PersonalReminders.FindAsync(turn.Session, turn.Person.Id, id) is not { IsConfirmed: false } draft)
        {
            await turn.SayAsync(turn.Text("gone"), turn.MenuButton);
            return;
        }

        var asked = turn.Arguments.StartsWith(Yes, StringComparison.Ordinal) ? draft.DueAt : null;
        DateTimeOffset[] offered = turn.Arguments.StartsWith(At, StringComparison.Ordinal)
            ? [.. parts.Skip(2).Select(IdIn).OfType<long>().Select(minutes => DateTimeOffset.FromUnixTimeSeconds(minutes * 60))] : [];
        var heard = Hear(turn, text, asked is { } only ? [only] : offered);
        if (heard.Meant is { } at)
        {
            await SaveAsync(turn, draft, at);
        }
        else if (heard.IsMoment)
        {
            await SayOnceAsync(turn, ReminderRequest.IsRepeatedIn(text));
            await GoOnAsync(turn, draft, heard.When, heard.Day, isFirst: false);
        }
        else if (Answer(turn, text) is { } answer && (answer == No || asked is not null))
        {
            await (answer == No ? DropAsync(turn, id) : SaveAsync(turn, draft, asked!.Value));
        }
        else if (asked is not null)
        {
            await AskYesOrNoAsync(turn, draft, turn.Text("yes_or_no"));
        }
        else if (offered.Length > 0)
        {
            await OfferAsync(turn, draft, offered);
        }
        else
        {
            await AskAnotherAsync(turn, draft, turn.Text(heard.When is ValueResult.Refused { Reason: "unknown_zone" } ? "no_zone" : "no_moment"));
        }
    }

    /// <summary>
    /// What is written about a time, where some are asked about: one of them, or another. A time alone is one of that day, and a day
    /// alone is that day at the same time, where there was one.
    /// </summary>
    private static Heard Hear(CapabilityTurn turn, string text, IReadOnlyList<DateTimeOffset> asked)
    {
        var (types, clock) = (turn.Library.Texts.Data.Types, ClockOf(turn));
        var local = asked.Select(at => TimeZoneInfo.ConvertTime(at, clock)).ToList();
        var context = local is [var first, ..] ? ContextOf(turn) with { Day = DateOnly.FromDateTime(first.DateTime) } : ContextOf(turn);
        var when = ReminderRequest.ReadMoment(text, types, context);
        if (when is ValueResult.Accepted { Warning: AssumedHour } && local.FirstOrDefault(at => IsMeantBy(at)) is var part && part != default)
        {
            return new Heard(when, null, part);
        }

        var moments = when switch
        {
            ValueResult.Accepted accepted => [MomentOf(accepted.Value)],
            ValueResult.Choose choose => choose.Options.Select(option => MomentOf(option.Value)).ToArray(),
            _ => [],
        };
        DateTimeOffset[] meant = [.. asked.Where(at => moments.Contains(at))];
        if (meant is [var one])
        {
            return new Heard(when, null, one);
        }

        var day = ReminderRequest.DayOf(text, when, types, context);
        return day is { } other && local is [var only]
            ? new Heard(new ValueResult.Accepted(AtTimeOf(other, only), ""), null, null)
            : new Heard(when, day, ByPlace(turn, text, asked));

        // "sore" is 15.00 of 15.00 and 03.00, whatever hour it is otherwise.
        bool IsMeantBy(DateTimeOffset at) => local.Count > 1 && local.All(each => (each.Hour - at.Hour) % 12 == 0)
            && ReminderRequest.ReadMoment($"jam {(at.Hour + 11) % 12 + 1}.{at.Minute:00} {text}", types, context) is ValueResult.Accepted { Value: var value }
            && MomentOf(value) == at;

        string AtTimeOf(DateOnly date, DateTimeOffset at)
        {
            var moved = date.ToDateTime(TimeOnly.FromDateTime(at.DateTime));
            return Stored(new DateTimeOffset(moved, clock.GetUtcOffset(moved)));
        }
    }

    /// <summary>"yang pertama", "nomor 2"; a bare figure was an hour before it comes here.</summary>
    private static DateTimeOffset? ByPlace(CapabilityTurn turn, string text, IReadOnlyList<DateTimeOffset> offered) =>
        offered.Count > 1
        && new ChoiceMatcher([.. offered.Select(at => new ChoiceWords(Minutes(at), []))], turn.Library.Texts.Data.Normalizer).Match(text) is ChoiceMatch.Matched matched
            ? offered.First(at => Minutes(at) == matched.Id) : null;

    /// <summary>Whether the words say yes or no; null for neither.</summary>
    private static string? Answer(CapabilityTurn turn, string text)
    {
        var words = new ChoiceMatcher([Words(Yes, "yes_button", "yes_words"), Words(No, "no_button", "no_words")], turn.Library.Texts.Data.Normalizer);
        if (words.Match(text) is ChoiceMatch.Matched matched)
        {
            return matched.Id;
        }

        // "ya, terima kasih banyak" begins with its answer; a question does not.
        return !text.Contains('?', StringComparison.Ordinal) && Fold.Words(text) is [var first, ..] && words.Match(first) is ChoiceMatch.Matched { Id: Yes } ? Yes : null;

        ChoiceWords Words(string id, string label, string others) =>
            new(id, [turn.Text(label).Text, .. turn.Text(others).Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
    }

    /// <summary>What was written about a time.</summary>
    /// <param name="When">The moment that it names.</param>
    /// <param name="Day">The day that it names without a time, or null.</param>
    /// <param name="Meant">The one that was asked about, if it is that; or null.</param>
    private sealed record Heard(ValueResult When, DateOnly? Day, DateTimeOffset? Meant)
    {
        /// <summary>Whether it says when, as far as it goes.</summary>
        internal bool IsMoment => Day is not null || When is not ValueResult.Refused { Reason: not ("past" or "unknown_zone") };
    }
}
