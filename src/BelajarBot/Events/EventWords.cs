using System.Globalization;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Wording;

namespace BelajarBot.Events;

/// <summary>The texts about events for somebody: in their language, with times on their own clock.</summary>
internal sealed class EventWords(DialogLibrary library, string language)
{
    internal static EventWords For(DialogLibrary library, Person person) => new(library, person.Language);

    internal string Language => language;

    internal RichText this[string key, params ReadOnlySpan<(string Name, string? Words)> values] =>
        library.Texts.FindCommand(EventCommand.Contract.Command)!.Texts[key].In(language).Render(new NamedValues(values));

    internal Button Button(string key, string arguments, params ReadOnlySpan<(string Name, string? Words)> values) =>
        Dialogs.Engine.Button.Asking(this[key, values].Text, EventCommand.Contract.Command, arguments);

    internal Button MenuButton => Dialogs.Engine.Button.ToMenu(library.Texts["menu_button"].In(language).Source);

    internal string Number(long number) => Moments.Number(number, language);

    internal string When(Event meeting, TimeZoneInfo zone) => Moments.At(meeting.Start, zone, language);

    internal string Length(Event meeting) => Moments.Span(TimeSpan.FromMinutes(meeting.LengthMinutes ?? 0), language);

    internal string Area(string? area) => area is null or "" ? this["whole_country"].Text : library.Texts.Data.Types.Regions.Find(area)?.Name ?? area;

    internal string Kind(Event meeting) => this[$"kind_{meeting.Kind}"].Text;

    /// <summary>The audience in words: those of its button, or as the officer wrote it.</summary>
    internal string Audience(Event meeting) =>
        EventCommand.Audiences.Concat(EventCommand.Phases).FirstOrDefault(each => each.Expression == meeting.Audience).Key is { } key ? this[$"audience_{key}"].Text : meeting.Audience ?? "";

    /// <summary>Where it is. A link is for those who have a seat.</summary>
    internal string Place(Event meeting, bool hasSeat) => meeting.IsOnline && !hasSeat ? this["online"].Text : meeting.Place ?? "";

    internal string Seats(Seats seats) => !seats.IsLimited ? this["seats_open"].Text
        : seats.Free > seats.Waiting ? this["seats_free", ("free", Number(seats.Free - seats.Waiting)), ("capacity", Number(seats.Capacity))].Text
        : this["seats_full", ("capacity", Number(seats.Capacity)), ("waiting", Number(seats.Waiting))].Text;

    /// <summary>Its name on a button, with the day.</summary>
    internal Button Entry(Event meeting, TimeZoneInfo zone, string verb) => this["item",
        ("title", meeting.Title ?? this["no_title"].Text),
        ("day", meeting.StartsAt is { } start ? Moments.Day(start, zone, language) : this["draft"].Text)].Text is var label
        ? Dialogs.Engine.Button.Asking(label, EventCommand.Contract.Command, Arguments(verb, meeting.Id))
        : throw new InvalidOperationException("A text is never null.");

    /// <summary>What everybody is told about an event, with one line of their own below.</summary>
    internal RichText Card(string key, Event meeting, TimeZoneInfo zone, Seats seats, bool hasSeat, string mine) => this[key,
        ("title", meeting.Title), ("kind", Kind(meeting)), ("when", When(meeting, zone)), ("length", Length(meeting)),
        ("place", Place(meeting, hasSeat)), ("seats", Seats(seats)), ("mine", mine)];

    internal static string Arguments(string verb, long id) => string.Create(CultureInfo.InvariantCulture, $"{verb}.{id}");

    internal static string Arguments(string verb, long id, long more) => string.Create(CultureInfo.InvariantCulture, $"{verb}.{id}.{more}");
}
