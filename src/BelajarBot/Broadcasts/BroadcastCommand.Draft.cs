using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;

namespace BelajarBot.Broadcasts;

/// <content>Composing a draft: for whom, what, with which button, when. Each answer is kept at once, so a draft outlives everything.</content>
internal sealed partial class BroadcastCommand
{
    private const int MostDialogs = 30;

    /// <summary>Who knows today what people are to be told in more than a year mistook the year.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    private async Task AskNextAsync(Step step)
    {
        var texts = await BroadcastStore.TextsAsync(step.Turn.Session, step.Id);
        var next = step.Broadcast.Next(texts);

        // What was typed under a look at the draft answers nothing else that has to be asked by now.
        step = next == Question.Review ? step : step with { Said = null };
        await (next switch
        {
            Question.Audience => AskAudienceAsync(step),
            Question.Text => TakeTextAsync(step),
            Question.Translation => TakeTranslationAsync(step),
            Question.Button => TakeButtonAsync(step),
            Question.Time => TakeTimeAsync(step),
            _ => ReviewAsync(step, texts),
        });
    }

    /// <summary>Asks for whom: the usual ones and the kinds of others, or one kind, from one of its list on (that is what the button carried then).</summary>
    private async Task AskAudienceAsync(Step step, bool isNarrower = false)
    {
        var offers = new AudienceOffers(step.Turn.Library, step.Words);
        if (step is { Rest: AudienceOffers.Usual, Said: TextInput { Text: var typed } } && IsExpression(typed, step))
        {
            await SetAudienceAsync(step, isNarrower, new Offer(typed.ReplaceLineEndings(" ").Trim(), typed.ReplaceLineEndings(" ").Trim()));
            return;
        }

        var (kind, from) = KindOf(step.Rest);
        switch (kind)
        {
            case AudienceOffers.Stuck when await TakeTypedAsync(step.Turn, step.Said, isStrict: true, [.. PickButtons(step, isNarrower, kind, offers.All(kind)), .. AfterOffers(step, isNarrower, kind, from + AudienceOffers.Page)]):
                // Its label is enough; which was shown first is known only to the officer.
                break;
            case AudienceOffers.Stuck when await IsLongCountAsync(step.Turn):
                await AskCountAsync(step, Counting.StuckFrom(from, isNarrower));
                break;
            case AudienceOffers.Stuck:
                await SayOffersAsync(step, isNarrower, kind, from, offers.Of(await StuckLook.ReadAsync(step.Turn.Session, Limit(step.Turn), Counting.LongestLook)));
                break;
            default:
                await SayOffersAsync(step, isNarrower, kind, from, await offers.OfAsync(kind, step.Turn.Session, Limit(step.Turn)));
                break;
        }
    }

    /// <summary>What a button carried: a kind of audiences, and the first of them to show.</summary>
    private static (string Kind, int From) KindOf(string carried) => carried.Split('.', 2) is [var kind, var number]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? (kind, from) : (carried, 0);

    private async Task SayOffersAsync(Step step, bool isNarrower, string kind, int from, ImmutableArray<Offer> offers)
    {
        var (verb, again) = (isNarrower ? "q" : "p", from == 0 ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}.{from}"));
        var page = PickButtons(step, isNarrower, kind, [.. offers.Skip(from).Take(AudienceOffers.Page)]);
        Button[] buttons = kind == AudienceOffers.Usual
            ? [.. page, .. AudienceOffers.Kinds.Select(each => step.Button($"{each}_button", verb, each)), step.Button("write_button", "e"), step.Button("drop_button", DropVerb)]
            : [.. page, .. AfterOffers(step, isNarrower, kind, from + AudienceOffers.Page).Skip(offers.Length > from + AudienceOffers.Page ? 0 : 1)];
        // In a list of regions a name is looked for among all that there are before it is guessed to be one of those shown.
        if (await TakeTypedAsync(step.Turn, step.Said, isStrict: kind == AudienceOffers.Region, buttons)
            || (kind is AudienceOffers.Usual or AudienceOffers.Region && await TakeRegionAsync(step, isNarrower)))
        {
            return;
        }

        var question = kind == AudienceOffers.Usual ? "ask_audience" : page.Length == 0 ? "no_offers" : kind == AudienceOffers.Region ? "ask_region" : "ask_more";
        await AskAsync(step, $"{verb}.{step.Id}.{again}", step.Words[question], buttons);
    }

    /// <summary>What can be done instead of choosing one that is shown: others of the kind, or another kind.</summary>
    private static Button[] AfterOffers(Step step, bool isNarrower, string kind, int next) =>
    [
        step.Button("others_button", isNarrower ? "q" : "p", string.Create(CultureInfo.InvariantCulture, $"{kind}.{next}")),
        step.Button("other_audience_button", isNarrower ? "q" : "p"),
    ];

    private static Button[] PickButtons(Step step, bool isNarrower, string kind, ImmutableArray<Offer> offers) =>
        [.. offers.Select(offer => Button.Asking(offer.Label, Contract.Command, $"{(isNarrower ? "n" : "s")}.{step.Id}.{kind}.{offer.Key}"))];

    /// <summary>Takes the region that somebody typed the name of; asks which of several of that name. False when it is none of theirs.</summary>
    private async Task<bool> TakeRegionAsync(Step step, bool isNarrower)
    {
        var named = step.Said is TextInput { Text: var typed } ? new AudienceOffers(step.Turn.Library, step.Words).Named(typed, Limit(step.Turn), isExact: KindOf(step.Rest).Kind == AudienceOffers.Usual) : [];
        if (named is [var only])
        {
            await SetAudienceAsync(step, isNarrower, only);
        }
        else if (named.Length > 1)
        {
            const string Kind = AudienceOffers.Region;
            var verb = isNarrower ? "q" : "p";
            await AskAsync(
                step with { Said = null }, $"{verb}.{step.Id}.{Kind}", step.Words["ask_more"],
                [.. PickButtons(step, isNarrower, Kind, [.. named.Take(AudienceOffers.Page)]), step.Button("other_audience_button", verb)]);
        }

        return named.Length > 0;
    }

    private async Task TakeAudienceAsync(Step step, bool isNarrower)
    {
        var dot = step.Rest.LastIndexOf('.');
        if (dot < 0 || new AudienceOffers(step.Turn.Library, step.Words).Find(step.Rest[..dot], step.Rest[(dot + 1)..]) is not { } offer)
        {
            await AskAudienceAsync(step with { Rest = "" }, isNarrower);
            return;
        }

        await SetAudienceAsync(step, isNarrower, offer);
    }

    /// <summary>Takes an audience in place of the one before, or of that one only those whom both mean.</summary>
    private Task SetAudienceAsync(Step step, bool isNarrower, Offer offer) => isNarrower && step.Broadcast is { Audience: { } before, AudienceWords: { } words, AfterId: var after }
        ? SetAudienceAsync(step, $"({before}) and ({offer.Value})", $"{words}, {offer.Label}", after)
        : SetAudienceAsync(step, offer.Value, offer.Label);

    /// <summary>Whether it is a condition that an officer wrote without having been asked to; single words are buttons.</summary>
    private static bool IsExpression(string typed, Step step) =>
        typed.AsSpan().Trim().Contains(' ') && Audience.Compile(typed.ReplaceLineEndings(" ").Trim(), step.Turn.Library).Succeeded;

    /// <summary>Takes an expression that the officer wrote, or says where it is wrong and waits for another.</summary>
    private async Task TakeExpressionAsync(Step step)
    {
        if (step.Said is not TextInput { Text: var source })
        {
            await step.Turn.SayAsync(step.Words["ask_expression"], step.Button("other_audience_button", "p"));
            step.Turn.Await($"e.{step.Id}");
            return;
        }

        source = source.ReplaceLineEndings(" ").Trim();
        var compiled = Audience.Compile(source, step.Turn.Library);
        if (compiled.Succeeded)
        {
            await SetAudienceAsync(step, source, source);
            return;
        }

        var mistake = AudienceMistake.Of(source, compiled, step.Words.Language);
        await step.Turn.SayAsync(
            AudienceMistake.LooksLikeCondition(source)
                ? step.Words["expression_wrong", ("expression", mistake.Around), ("pointer", mistake.Place), ("mistake", mistake.Message)]
                : step.Words["expression_unknown", ("words", source)],
            step.Button("other_audience_button", "p"));
        step.Turn.Await($"e.{step.Id}");
    }

    private async Task SetAudienceAsync(Step step, string audience, string inWords, long? after = null)
    {
        if (!Audience.Compile(audience, step.Turn.Library).Succeeded)
        {
            await AskAudienceAsync(step with { Rest = "" });
            return;
        }

        await BroadcastStore.SaveAsync(step.Turn.Session, step.Broadcast with { Audience = audience, AudienceWords = inWords, AfterId = after }, step.Turn.Now);
        await TellAudienceAsync(await step.AgainAsync());
    }

    /// <summary>Says how many the audience means, now or when they are counted.</summary>
    private async Task TellAudienceAsync(Step step)
    {
        // Which button is meant is known without counting again.
        if (await TakeTypedAsync(step.Turn, step.Said, isStrict: false, [.. AfterCount(step, 0, isEverybody: true), .. AfterCount(step, 0, isEverybody: false)]))
        {
            return;
        }

        if (await CountAsync(step, Counting.Audience) is { } counted)
        {
            await BroadcastStore.NoteOtherReadersAsync(step.Turn.Session, step.Id, counted.OtherReaders);
            await TellAudienceAsync(step, counted);
        }
    }

    /// <summary>The recipients were counted beside the turn: it goes on where it was waiting for that.</summary>
    private async Task TakeCountAsync(Step step)
    {
        if (step.Rest == TooSlow)
        {
            await step.Turn.SayAsync(step.Words["count_slow"], step.Button("narrow_button", "q"), step.Button("other_audience_button", "p"));
            return;
        }

        if (step.Broadcast.Count is not { } json)
        {
            await AskNextAsync(step);
            return;
        }

        await BroadcastStore.ForgetCountAsync(step.Turn.Session, step.Id);
        if (Counting.ReadStuck(step.Rest) is var (from, isNarrower))
        {
            await SayOffersAsync(
                step, isNarrower, AudienceOffers.Stuck, from, new AudienceOffers(step.Turn.Library, step.Words).Of(JsonSerializer.Deserialize<StuckLook>(json)!));
            return;
        }

        var counted = await step.AgainAsync() with { Counted = JsonSerializer.Deserialize<Counted>(json) };
        await (step.Rest == Counting.Audience ? TellAudienceAsync(counted) : AskNextAsync(counted));
    }

    private Task TellAudienceAsync(Step step, Counted counted)
    {
        var (words, excluded, count) = (step.Words, Excluded(step, counted), step.Words.Number(counted.Recipients));
        var text = counted switch
        {
            { Recipients: 0 } => words["audience_nobody", ("audience", step.Broadcast.AudienceWords), ("excluded", excluded)],
            { IsEverybody: true } => words["audience_everybody", ("count", count)],
            _ => words["audience_count", ("audience", step.Broadcast.AudienceWords), ("count", count), ("excluded", excluded)],
        };
        return AskAsync(
            step, $"a.{step.Id}", text,
            counted.Recipients == 0 ? [step.Button("other_audience_button", "p")] : AfterCount(step, counted.Recipients, counted.IsEverybody));
    }

    /// <summary>What can be done once the recipients are known.</summary>
    private static Button[] AfterCount(Step step, long recipients, bool isEverybody) =>
    [
        isEverybody ? step.Button("everybody_button", "lanjut", ("count", step.Words.Number(recipients))) : step.Button("go_on_button", "lanjut"),
        step.Button("narrow_button", "q"), step.Button("other_audience_button", "p"),
    ];

    private async Task TakeTextAsync(Step step)
    {
        if (step.Said is null)
        {
            await AskForTextAsync(step, step.Words["ask_text"]);
            return;
        }

        var (source, file) = ReadText(step.Said);
        var mistake = source is null ? null : BroadcastText.Check(source, file is not null);
        if (source is null || mistake is not null)
        {
            await AskForTextAsync(step, mistake is null ? step.Words["text_unfit"] : WordsFor(step, mistake));
            return;
        }

        // A translation of the words before says something else than these.
        await BroadcastStore.DropTextsAsync(step.Turn.Session, step.Id);
        await BroadcastStore.SaveTextAsync(step.Turn.Session, step.Id, BroadcastText.First, source);
        await BroadcastStore.SaveAsync(step.Turn.Session, step.Broadcast with { File = file is null ? null : JsonSerializer.Serialize(file) }, step.Turn.Now);
        await AskNextAsync(await step.AgainAsync());
    }

    private async Task TakeTranslationAsync(Step step)
    {
        var without = step.Button("no_translation_button", "i", "tanpa");
        if (await TakeTypedAsync(step.Turn, step.Said, isStrict: true, without))
        {
            return;
        }

        var source = step.Rest == "tanpa" ? "" : step.Said is { } said ? ReadText(said).Source : null;
        var mistake = step.Said is null || source is null ? null
            : string.IsNullOrWhiteSpace(source) ? new TextMistake.Missing()
            : BroadcastText.Check(source, step.Broadcast.File is not null);
        if (source is null || mistake is not null)
        {
            var text = mistake is not null ? WordsFor(step, mistake)
                : step.Said is not null ? step.Words["text_unfit"]
                : step.Words["ask_translation", ("count", step.Words.Number(step.Broadcast.OtherReaders))];
            await step.Turn.SayAsync(text, without);
            step.Turn.Await($"i.{step.Id}");
            return;
        }

        await BroadcastStore.SaveTextAsync(step.Turn.Session, step.Id, BroadcastText.Second, source);
        await BroadcastStore.SaveAsync(step.Turn.Session, step.Broadcast, step.Turn.Now);
        await AskNextAsync(await step.AgainAsync());
    }

    private static async Task AskForTextAsync(Step step, RichText text)
    {
        await step.Turn.SayAsync(text, step.Button("drop_button", DropVerb));
        step.Turn.Await($"t.{step.Id}");
    }

    /// <summary>The words that somebody sent, with the file that they came with; null when it is neither.</summary>
    private static (string? Source, FileToSend? File) ReadText(Input said) => said switch
    {
        TextInput text => (text.Text, null),
        FileInput file => (
            file.Caption ?? "",
            new FileToSend("", file.Name ?? (file.Kind == FileKind.Photo ? "foto.jpg" : "berkas"), "application/octet-stream", file.Kind) { Reference = file.Reference }),
        _ => (null, null),
    };

    private static RichText WordsFor(Step step, TextMistake mistake) => mistake switch
    {
        TextMistake.Missing => step.Words["text_missing"],
        TextMistake.TooLong tooLong => step.Words["text_long", ("length", step.Words.Number(tooLong.Length)), ("most", step.Words.Number(tooLong.Most))],
        TextMistake.Broken { Mistake: var broken } => step.Words[
            "text_broken",
            ("place", step.Words.Number(broken.Offset + 1)),
            ("mistake", step.Words.Language == BroadcastText.Second ? broken.English : broken.Message)],
        TextMistake.UnknownName unknown => step.Words["text_name", ("name", unknown.Name)],
        _ => throw new ArgumentOutOfRangeException(nameof(mistake), mistake, "The mistakes are a closed set."),
    };

    private async Task TakeButtonAsync(Step step)
    {
        // What everybody's menu offers stands first, as it does there; what only partners find goes to partners.
        var offers = step.Turn.Library.Dialogs.Where(dialog => dialog.IsInMenu || dialog.IsInMenuOfRoles)
            .OrderBy(dialog => dialog.IsInMenuOfRoles)
            .ThenBy(dialog => dialog.IsInMenu ? dialog.MenuPlaces[Dialog.EveryRole] : dialog.MenuPlaces.Values.Min()).Take(MostDialogs)
            .Select(dialog => new Offer(dialog.Id, dialog.Title.In(step.Words.Language).Source)).ToImmutableArray();
        var chosen = step.Rest == "tanpa" ? "" : Offer.Find(offers, step.Rest)?.Value;
        if (chosen is null)
        {
            await AskAsync(
                step, $"b.{step.Id}", step.Words["ask_button"],
                [
                    step.Button("no_button", "b", "tanpa"),
                    .. offers.Select(offer => Button.Asking(offer.Label, Contract.Command, $"b.{step.Id}.{offer.Key}")),
                ]);
            return;
        }

        await BroadcastStore.SaveAsync(step.Turn.Session, step.Broadcast with { Opens = chosen }, step.Turn.Now);
        await AskNextAsync(await step.AgainAsync());
    }

    private async Task TakeTimeAsync(Step step)
    {
        var own = Person.ClockOf(step.Turn.Person.Zone);
        var zone = step.Said is TextInput { Text: var typed } ? BroadcastTime.ZoneOf(typed, own, step.Turn.Library.Texts.Data) : own;
        if (step.Rest == "sekarang")
        {
            await SetTimeAsync(step, 0, zone);
        }
        else if (BroadcastTime.ReadButton(step.Rest, own) is var (moment, chosen))
        {
            await SetTimeAsync(step, moment.ToUnixTimeMilliseconds(), chosen);
        }
        else
        {
            await ReadTimeAsync(step, zone);
        }
    }

    private async Task ReadTimeAsync(Step step, TimeZoneInfo zone)
    {
        // "1" is an hour and "sekarang" no moment to come, so what is typed is never guessed to be the button.
        if (await TakeTypedAsync(step.Turn, step.Said, isStrict: true, NowButton(step)) || await TakeWhichTimeAsync(step))
        {
            return;
        }

        var read = step.Said is { } said
            ? BroadcastTime.Read(said, step.Turn.Library.Texts.Data, zone, step.Words.Language, step.Turn.Now, BroadcastTime.IsDay(step.Rest) ? step.Rest : null)
            : null;
        switch (read)
        {
            case ValueResult.Accepted accepted:
                await SetTimeAsync(step, BroadcastTime.MomentOf(accepted.Value).ToUnixTimeMilliseconds(), zone);
                break;
            case ValueResult.Choose choose:
                await AskWhichTimeAsync(
                    step, new TimeChoice([.. choose.Options.Select(option => BroadcastTime.MomentOf(option.Value))], zone), BroadcastTime.DayOf(choose));
                break;
            default:
                await AskTimeAsync(step, read is null ? "ask_time" : read is ValueResult.Refused { Reason: "past" } ? "time_past" : "time_unfit");
                break;
        }
    }

    private static Button[] TimeButtons(Step step, TimeChoice times) =>
    [
        .. times.Moments.Select(moment => Button.Asking(
            step.Words.Moment(moment, times.Zone), Contract.Command, $"w.{step.Id}.{BroadcastTime.ForButton(moment, times.Zone)}")),
    ];

    /// <summary>Takes the one of several moments that typed words mean ("sore", "pukul 15.00"); false when they mean none of these.</summary>
    private async Task<bool> TakeWhichTimeAsync(Step step)
    {
        if (TimeChoice.Read(step.Rest) is not { } times || step.Said is not TextInput said)
        {
            return false;
        }

        var isHour = TimeChoice.IsHour(said.Text);
        if (isHour && times.Find(said, step.Turn.Library.Texts.Data, step.Words.Language, step.Turn.Now) is { } moment)
        {
            await SetTimeAsync(step, moment.ToUnixTimeMilliseconds(), times.Zone);
        }
        else if (isHour)
        {
            await AskWhichTimeAsync(step, times);
        }

        return isHour || await TakeTypedAsync(step.Turn, said, isStrict: false, TimeButtons(step, times));
    }

    /// <summary>Where only a day was named, any hour that is written next is one of that day.</summary>
    private static async Task AskWhichTimeAsync(Step step, TimeChoice times, string? day = null)
    {
        await step.Turn.SayAsync(step.Words["which_time"], TimeButtons(step, times));
        step.Turn.Await($"w.{step.Id}.{(times.IsOneHour ? times : day)}");
    }

    private static async Task AskTimeAsync(Step step, string key)
    {
        await step.Turn.SayAsync(
            key == "ask_time" ? step.Words[key, ("zone", BroadcastTime.NameOf(Person.ClockOf(step.Turn.Person.Zone), step.Turn.Now))] : step.Words[key],
            NowButton(step));
        step.Turn.Await($"w.{step.Id}");
    }

    private static Button NowButton(Step step) => step.Button("now_button", "w", "sekarang");

    private async Task SetTimeAsync(Step step, long startsAt, TimeZoneInfo zone)
    {
        var draft = step.Broadcast with { StartsAt = startsAt, Zone = zone.Id };
        if (draft.IsTooLate(step.Turn.Now))
        {
            await AskTimeAsync(step, "time_past");
            return;
        }

        if (draft.StartAt(step.Turn.Now) - step.Turn.Now > Furthest)
        {
            await AskTimeAsync(step, "time_far");
            return;
        }

        await BroadcastStore.SaveAsync(step.Turn.Session, draft, step.Turn.Now);
        await AskNextAsync(await step.AgainAsync());
    }

    private static async Task DropAsync(Step step)
    {
        await BroadcastStore.MoveAsync(step.Turn.Session, step.Broadcast, BroadcastState.Cancelled, reason: null, step.Turn.Now);
        await step.Turn.SayAsync(step.Words["dropped", ("number", step.Words.Number(step.Id))], step.Words.Button("list_button", ""), step.Turn.MenuButton);
    }
}
