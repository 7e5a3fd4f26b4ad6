using System.Globalization;
using System.Text.Json;
using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;
using BelajarBot.Wording;

namespace BelajarBot.Events;

/// <content>Making an event: one question at a time, each answer kept at once; then the preview, and the invitation.</content>
internal sealed partial class EventCommand
{
    private const int MostTitle = 120;
    private const int MostPlace = 300;
    private const int MostMaterials = 1000;
    private const int MostExpression = 300;
    private const long MostPeople = 100_000;
    private const long MostMinutes = 7 * 24 * 60;

    private static readonly long[] UsualHours = [1, 2, 3];
    private static readonly long[] UsualCapacities = [30, 50, 100];
    private const long WholeDay = 8 * 60;

    private async Task BeginAsync(CapabilityTurn turn, EventWords words, string kind)
    {
        if (!turn.Officer.May(Permission.HoldEvents))
        {
            await turn.RefuseAsync();
            return;
        }

        if (!Event.Kinds.Contains(kind))
        {
            await ChooseAsync(turn, words, "baru", words["ask_kind"], [.. Event.Kinds.Select(each => words.Button($"kind_{each}", $"baru.{each}")), turn.MenuButton]);
            return;
        }

        var id = await EventStore.AddAsync(turn.Session, turn.Person, kind, turn.Now);
        await AskNextAsync(new Step(turn, words, (await EventStore.FindAsync(turn.Session, id))!, null, ""));
    }

    /// <summary>
    /// Asks something that only buttons answer, whose labels can also be typed: then the words come back here with the arguments
    /// that ask it again.
    /// </summary>
    private async Task ChooseAsync(CapabilityTurn turn, EventWords words, string again, RichText text, params Button[] buttons)
    {
        if (!await PressTypedAsync(turn, isStrict: false, buttons))
        {
            turn.Await(again);
            await turn.SayAsync(turn.Said is null ? text : words["choose"], buttons);
        }
    }

    /// <summary>Does what the button does that somebody typed the words of; false when they mean none.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="isStrict">Whether the answer may as well be words of their own, or cannot be undone: then it is not guessed.</param>
    /// <param name="buttons">What can be meant.</param>
    /// <param name="also">What else is said for them.</param>
    private async Task<bool> PressTypedAsync(CapabilityTurn turn, bool isStrict, Button[] buttons, params IEnumerable<Button> also)
    {
        if (turn.Said is not TextInput { Text: var typed }
            || TypedButton.Find(Contract.Command, buttons, typed, turn.Library.Texts.Data.Normalizer, isStrict, also) is not { } arguments)
        {
            return false;
        }

        await AnswerAsync(turn.Pressing(arguments));
        return true;
    }

    private Task AskNextAsync(Step step) => step.Event.Next() is var question && question == Question.Nothing
        ? ReviewAsync(step)
        : AskAsync(step, question, refusal: null);

    /// <summary>Asks one question, or says why the answer to it does not fit and asks again.</summary>
    private static async Task AskAsync(Step step, Question question, RichText? refusal)
    {
        var name = NameOf(question);
        var (turn, words) = (step.Turn, step.Words);
        turn.Await($"{EventWords.Arguments("j", step.Id)}.{name}");
        await turn.SayAsync(
            refusal ?? words[$"ask_{name}", ("zone", BroadcastTime.NameOf(Person.ClockOf(turn.Person.Zone), turn.Now))], ButtonsOf(step, question));
    }

    private static Button[] ButtonsOf(Step step, Question question)
    {
        var name = NameOf(question);
        var (turn, words) = (step.Turn, step.Words);
        Button[] buttons = question switch
        {
            Question.Area => [.. turn.Officer.In(Permission.HoldEvents).Areas.Take(MostShown).Select(area => Button.Asking(
                words.Area(area), Contract.Command, $"{EventWords.Arguments("j", step.Id)}.{name}.{AreaNames.Write(area)}"))],
            Question.Audience => [.. AudiencesFor(step.Event).Select(each => Pick($"audience_{each.Key}", each.Key))],
            Question.Length =>
            [
                .. UsualHours.Select(hours => Pick("hours_button", $"{hours * 60}", ("hours", words.Number(hours)))), Pick("day_button", $"{WholeDay}"),
            ],
            Question.Capacity =>
            [
                Pick("no_limit_button", "0"), .. UsualCapacities.Select(count => Pick("people_button", $"{count}", ("count", words.Number(count)))),
            ],
            Question.Materials => [Pick("none_button", "-")],
            Question.Certificate => [Pick("with_certificate_button", "1"), Pick("without_certificate_button", "0")],
            Question.Repeats => [.. Repeats.All.Select(each => Pick($"repeats_{each}", each))],
            _ => [],
        };
        return [.. buttons, .. step.Event.State == EventState.Draft ? new[] { step.Button("drop_button", "hapus") } : []];

        Button Pick(string key, string value, params ReadOnlySpan<(string Name, string? Words)> values) => step.Button(key, "j", $"{name}.{value}", values);
    }

    /// <summary>What is said for a button besides its label: "ya" where a certificate is offered.</summary>
    private static IEnumerable<Button> AlsoSaid(Step step, Question question) =>
        (question switch
        {
            Question.Capacity => [("no_limit_words", "0")],
            Question.Certificate => [("yes_words", "1"), ("no_words", "0")],
            Question.Materials => [("no_words", "-")],
            _ => Array.Empty<(string Words, string Value)>(),
        })
        .SelectMany(each => step.Words[each.Words].Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(said => Button.Asking(said, Contract.Command, $"{EventWords.Arguments("j", step.Id)}.{NameOf(question)}.{each.Value}")));

    private static string NameOf(Question question) => question.ToString().ToLowerInvariant();

    /// <summary>Takes the answer to a question: what a button carried, or what the officer sent.</summary>
    private async Task TakeAsync(Step step)
    {
        var (name, value) = step.Rest.Split('.', 2) switch
        {
            [var only] => (only, null),
            [var first, var second] => (first, second),
            _ => ("", null),
        };
        var question = Enum.GetValues<Question>().FirstOrDefault(each => NameOf(each) == name, Question.Nothing);
        if (question == Question.Nothing || (step.Event.State != EventState.Draft && question is not (Question.Place or Question.Materials)))
        {
            await OpenAsync(step);
            return;
        }

        if (value is null && step.Turn.Said is null)
        {
            await AskAsync(step, question, refusal: null);
            return;
        }

        var isChoice = question is Question.Certificate or Question.Repeats;
        if (value is null && await PressTypedAsync(step.Turn, isStrict: !isChoice, ButtonsOf(step, question), AlsoSaid(step, question)))
        {
            return;
        }

        var (changed, refusal) = question switch
        {
            Question.Title => TakeWords(step, MostTitle, "title_wrong", words => step.Event with { Title = words }),
            Question.Area => await TakeAreaAsync(step, value),
            Question.Audience => TakeAudience(step, value),
            Question.Time => await TakeTimeAsync(step, value, EventWords.Arguments("j", step.Id) + ".time"),
            Question.Length => TakeLength(step, value),
            Question.Place => await TakePlaceAsync(step),
            Question.Capacity => TakeCapacity(step, value),
            Question.Materials => TakeMaterials(step, value),
            Question.Certificate => (value is "0" or "1" ? step.Event with { GivesCertificate = value == "1" ? 1 : 0 } : null, null),
            _ => (Repeats.All.Contains(value) ? step.Event with { Repeats = value, SeriesStart = step.Event.StartsAt } : null, null),
        };
        if (changed is null)
        {
            if (refusal is not { IsAnswered: true })
            {
                await AskAsync(step, question, refusal?.Text ?? (isChoice ? step.Words["choose"] : null));
            }

            return;
        }

        // People who know of the event are told of a new place as of a new time.
        if (changed.State == EventState.Open && question == Question.Place)
        {
            changed = changed with { Version = changed.Version + 1 };
            await EventStore.WakeAsync(step.Turn.Session, step.Id, step.Turn.Now);
        }

        await EventStore.SaveAsync(step.Turn.Session, changed);
        await OpenAsync(step with { Turn = step.Turn.Pressing(""), Event = changed, Rest = "" });
    }

    /// <summary>Goes on where the event stands: with the next question of a draft, or with the overview.</summary>
    private Task OpenAsync(Step step) => step.Event.State == EventState.Draft ? AskNextAsync(step) : OverviewAsync(step);

    /// <summary>Why an answer does not fit.</summary>
    /// <param name="Text">The words, or null for the question as it was.</param>
    /// <param name="IsAnswered">Whether the officer has been told already.</param>
    private sealed record Refusal(RichText? Text, bool IsAnswered = false);

    private static (Event?, Refusal?) TakeWords(Step step, int most, string wrong, Func<string, Event> take) =>
        step.Written is { Length: > 0 } words && words.Length <= most
            ? (take(words), null)
            : (null, new Refusal(step.Words[wrong, ("most", step.Words.Number(most))]));

    /// <summary>
    /// An address in words, a link, or a pin on the map: as the channel sends it, as coordinates, or in a link. People read
    /// words, so a pin without a name is kept and the words are asked for; words without a pin take the old one away.
    /// </summary>
    private static async Task<(Event?, Refusal?)> TakePlaceAsync(Step step)
    {
        var pin = MapPin.In(step.Turn.Said);
        if (pin is null)
        {
            return TakeWords(step, MostPlace, "place_wrong", words => step.Event with { Place = words, Pin = step.Event.Place is null ? step.Event.Pin : null });
        }

        if (step.Turn.Said is PlaceInput { Name: { Length: > 0 and <= MostPlace } name })
        {
            return (step.Event with { Place = name, Pin = pin.Write() }, null);
        }

        if (step.Event.Place is not null)
        {
            return (step.Event with { Pin = pin.Write() }, null);
        }

        await EventStore.SaveAsync(step.Turn.Session, step.Event with { Pin = pin.Write() });
        return (null, new Refusal(step.Words["pin_taken"]));
    }

    /// <summary>Takes an area of the officer's; where the words may mean several, such as a regency and the city of its name, those are offered.</summary>
    private static async Task<(Event?, Refusal?)> TakeAreaAsync(Step step, string? value)
    {
        var (turn, regions) = (step.Turn, step.Turn.Library.Texts.Data.Types.Regions);
        var limit = turn.Officer.In(Permission.HoldEvents);
        var areas = value is not null ? [AreaNames.Read(value, regions)] : step.Written is { } words ? regions.Resolve(words).Select(region => (string?)region.Code) : [];
        switch (areas.OfType<string>().Where(limit.Includes).Take(MostShown).ToList())
        {
            case []:
                return (null, new Refusal(step.Words["area_wrong"]));
            case [var area]:
                return (step.Event with { Area = area }, null);
            case var several:
                var again = $"{EventWords.Arguments("j", step.Id)}.{NameOf(Question.Area)}";
                turn.Await(again);
                await turn.SayAsync(
                    step.Words["which_area"], [.. several.Select(area => Button.Asking(step.Words.Area(area), Contract.Command, $"{again}.{AreaNames.Write(area)}"))]);
                return (null, new Refusal(null, IsAnswered: true));
        }
    }

    /// <summary>To a training partners are invited by how far they are.</summary>
    private static (string Key, string Expression)[] AudiencesFor(Event meeting) => meeting.Kind == "bimtek" ? [.. Audiences, .. Phases] : Audiences;

    private static (Event?, Refusal?) TakeAudience(Step step, string? value)
    {
        var source = value is null
            ? step.Written?.ReplaceLineEndings(" ")
            : AudiencesFor(step.Event).FirstOrDefault(each => each.Key == value).Expression;
        if (source is Event.OfOfficers)
        {
            return (step.Event with { Audience = source }, null);
        }

        if (source is null or "" || source.Length > MostExpression)
        {
            return (null, new Refusal(step.Words["audience_wrong"]));
        }

        // Plain words are no condition with a slip in it; telling its grammar would help nobody.
        var compiled = Audience.Compile(source, step.Turn.Library);
        return compiled.Succeeded ? (step.Event with { Audience = source }, null)
            : !AudienceMistake.LooksLikeCondition(source) ? (null, new Refusal(step.Words["audience_unknown"]))
            : (null, new Refusal(step.Words["audience_wrong", ("mistake", step.Words.Language == "en" ? compiled.Errors[0].Message.English : compiled.Errors[0].Message.Indonesian)]));
    }

    /// <summary>Reads a moment to come; where several are meant they are offered as buttons.</summary>
    private static async Task<(Event?, Refusal?)> TakeTimeAsync(Step step, string? value, string arguments)
    {
        var (turn, words) = (step.Turn, step.Words);
        var own = Person.ClockOf(step.Event.Zone ?? turn.Person.Zone);
        var day = value is not null && BroadcastTime.IsDay(value) ? value : null;
        if (value is not null && day is null)
        {
            return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes < DateTimeOffset.MaxValue.ToUnixTimeSeconds() / 60
                ? At(DateTimeOffset.FromUnixTimeSeconds(minutes * 60), own)
                : (null, new Refusal(words["time_wrong"]));
        }

        var zone = step.Written is { } written ? BroadcastTime.ZoneOf(written, Person.ClockOf(turn.Person.Zone), turn.Library.Texts.Data) : own;
        switch (turn.Said is { } said ? BroadcastTime.Read(said, turn.Library.Texts.Data, zone, words.Language, turn.Now, day) : null)
        {
            case ValueResult.Accepted accepted:
                return At(BroadcastTime.MomentOf(accepted.Value), zone);
            case ValueResult.Choose choose:
                // The buttons carry the moment; the zone is kept now.
                await EventStore.SaveAsync(turn.Session, step.Event with { Zone = zone.Id });
                turn.Await(BroadcastTime.DayOf(choose) is { } offered ? $"{arguments}.{offered}" : arguments);
                await turn.SayAsync(words["which_time"], [.. choose.Options.Select(option => Button.Asking(
                    Moments.At(BroadcastTime.MomentOf(option.Value), zone, words.Language), Contract.Command, string.Create(CultureInfo.InvariantCulture, $"{arguments}.{BroadcastTime.MomentOf(option.Value).ToUnixTimeSeconds() / 60}")))]);
                return (null, new Refusal(null, IsAnswered: true));
            case ValueResult.Refused { Reason: "past" }:
                return (null, new Refusal(words["time_past"]));
            default:
                return (null, new Refusal(words["time_wrong"]));
        }

        (Event?, Refusal?) At(DateTimeOffset moment, TimeZoneInfo clock) => moment > turn.Now
            ? (step.Event with { StartsAt = moment, Zone = clock.Id, SeriesStart = step.Event.State == EventState.Draft ? moment : step.Event.SeriesStart }, null)
            : (null, new Refusal(words["time_past"]));
    }

    private static (Event?, Refusal?) TakeLength(Step step, string? value)
    {
        var minutes = value is not null
            ? long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var carried) ? carried : 0
            : AmountsFor(step).MinutesIn(step.Written ?? "");
        return minutes is > 0 and <= MostMinutes ? (step.Event with { LengthMinutes = minutes }, null) : (null, new Refusal(step.Words["length_wrong"]));
    }

    private static (Event?, Refusal?) TakeCapacity(Step step, string? value)
    {
        var capacity = value is null ? AmountsFor(step).SeatsIn(step.Written ?? "")
            : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var carried) ? carried : null;
        return capacity is >= 0 and <= MostPeople
            ? (step.Event with { Capacity = capacity }, null)
            : (null, new Refusal(step.Words["capacity_wrong"]));
    }

    private static TypedAmounts AmountsFor(Step step) => new(step.Turn.Library.Texts.Data.Types);

    private static (Event?, Refusal?) TakeMaterials(Step step, string? value) => (value, step.Turn.Said) switch
    {
        ("-", _) => (step.Event with { Materials = "", File = null }, null),
        (null, TextInput { Text: { Length: > 0 and <= MostMaterials } words }) => (step.Event with { Materials = words.Trim(), File = null }, null),
        (null, FileInput file) => (step.Event with
        {
            Materials = file.Caption is { Length: <= MostMaterials } caption ? caption : "",
            File = JsonSerializer.Serialize(
                new FileToSend("", file.Name ?? (file.Kind == FileKind.Photo ? "materi.jpg" : "materi"), "application/octet-stream", file.Kind) { Reference = file.Reference }),
        }, null),
        _ => (null, new Refusal(step.Words["materials_wrong", ("most", step.Words.Number(MostMaterials))])),
    };

    /// <summary>Shows what people will get, how many they are, and what else was said.</summary>
    private async Task ReviewAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        if (meeting.Start <= turn.Now)
        {
            await AskAsync(step, Question.Time, words["too_late"]);
            return;
        }

        if (Invitees.Of(meeting, turn.Officer.In(Permission.HoldEvents), turn.Library, turn.Session.Dialect, turn.Now) is not { } invitees)
        {
            await AskAsync(step, Question.Audience, refusal: null);
            return;
        }

               // It may have nobody to invite and yet be held: whoever has its link may come.
        var count = await invitees.CountAsync(turn.Session);
        Button[] buttons =
        [
            count == 0 ? step.Button("open_button", "undang") : step.Button("invite_button", "undang", ("count", words.Number(count))),
            step.Button("change_button", "ubah"), step.Button("drop_button", "hapus"),
        ];
        if (await PressTypedAsync(turn, isStrict: true, buttons))
        {
            return;
        }

        turn.Await(EventWords.Arguments("tinjau", step.Id));
        if (turn.Said is not null)
        {
            await turn.SayAsync(words["choose"], buttons);
            return;
        }

        if (meeting.CampaignId is { } before)
        {
            await Campaigns.CancelAsync(turn.Session, before, turn.Now);
        }

        var campaign = await Invitation.AddAsync(turn.Session, turn.Library, meeting, turn.Now);
        await EventStore.SaveAsync(turn.Session, meeting with { CampaignId = campaign });
        turn.Scope.Outgoing.AddRange(await Campaigns.PreviewAsync(turn.Session, campaign, turn.Person, turn.Now) ?? []);
        await turn.SayAsync(
            words[count == 0 ? "review_nobody" : "review",
                ("count", words.Number(count)), ("area", words.Area(meeting.Area)), ("audience", words.Audience(meeting)), ("repeats", words[$"repeats_{meeting.Repeats}"].Text),
                ("certificate", words[meeting.HasCertificate ? "with_certificate_button" : "without_certificate_button"].Text),
                ("materials", meeting.Materials is { Length: > 0 } some ? some : words["none_button"].Text)],
            buttons);
    }

    private Task AskChangeAsync(Step step) => ChooseAsync(
        step.Turn, step.Words, EventWords.Arguments("ubah", step.Id), step.Words["which_change"],
        [
            .. Enum.GetValues<Question>().Where(question => question != Question.Nothing)
                .Select(question => step.Button($"change_{NameOf(question)}", "j", NameOf(question))),
            step.Button("keep_button", "tinjau"),
        ]);

    private async Task InviteAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        var limit = turn.Officer.In(Permission.HoldEvents);
        if (meeting.Next() != Question.Nothing || meeting.Start <= turn.Now || meeting.CampaignId is null
            || Invitees.Of(meeting, limit, turn.Library, turn.Session.Dialect, turn.Now) is not { } invitees)
        {
            await AskNextAsync(step);
            return;
        }

        if (!limit.Includes(meeting.Area))
        {
            await turn.RefuseAsync(Permission.HoldEvents, meeting.Area ?? AreaLimit.WholeCountry);
            return;
        }

        var open = meeting with { State = EventState.Open, PlannedTo = 0 };
        await EventStore.SaveAsync(turn.Session, open);
        await EventStore.WakeAsync(turn.Session, meeting.Id, turn.Now);
        var count = await invitees.CountAsync(turn.Session);
        await turn.AuditAsync("kegiatan.invited", meeting.Area, details: string.Create(CultureInfo.InvariantCulture, $"{meeting.Id}: {count}"));
        await turn.SayAsync(words[count == 0 ? "opened" : "invited", ("title", meeting.Title), ("count", words.Number(count))], step.Button("manage_button", "kelola"), turn.MenuButton);
    }

    private static async Task DropAsync(Step step)
    {
        if (step.Event.CampaignId is { } campaign)
        {
            await Campaigns.CancelAsync(step.Turn.Session, campaign, step.Turn.Now);
        }

        await EventStore.DeleteDraftAsync(step.Turn.Session, step.Id);
        await step.Turn.SayAsync(step.Words["dropped"], step.Words.Button("run_button", "jalan"), step.Turn.MenuButton);
    }
}
