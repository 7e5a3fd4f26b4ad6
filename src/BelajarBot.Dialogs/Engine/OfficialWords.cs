using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Engine;

/// <summary>
/// What texts say of programmes: only what is certain. A text that rests on anything else is replaced as a whole by the
/// words that nothing official is known, and where to look.
/// </summary>
internal static class OfficialWords
{
    /// <summary>Whether every value that a text rests on is known for certain.</summary>
    internal static bool AreKnown(TurnContext context, string? own, Template template)
    {
        foreach (var variable in template.RestsOn)
        {
            if (For(context, own, variable) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The words for a variable that begins with <c>program.</c>, or null when they are not certain.</summary>
    internal static string? For(TurnContext context, string? own, TemplateVariable variable)
    {
        var (programme, name) = context.Programmes.Resolve(own, variable.Name[Programmes.Prefix.Length..]);
        var language = context.Contact.Language;
        return programme is null ? null : name switch
        {
            "title" => programme.Title.In(language).Render(OneValue.None).Text,
            "state" => context.Texts[$"program_{Cycle.NameOf(programme.State)}"].In(language).Render(OneValue.None).Text,
            "cycle" => programme.Current?.Id,
            "next" => programme.Next?.Id,
            _ when programme.Lists.ContainsKey(name) => programme.Listed(name, language, context.Now),
            _ when programme.FindCertain(name, context.Now) is { } value => Show(value, variable.Format, context),
            _ => null,
        };
    }

    /// <summary>Nothing official is known; the channel where it will be said.</summary>
    internal static RichText Unknown(TurnContext context, string? own, Template template)
    {
        var programme = template.RestsOn
            .Select(variable => context.Programmes.Resolve(own, variable.Name[Programmes.Prefix.Length..]).Programme)
            .FirstOrDefault(known => known is not null);
        return context.Texts["no_official_information"].In(context.Contact.Language).Render(new Channel(programme, context));
    }

    private static string Show(SourcedValue value, string? format, TurnContext context)
    {
        var (contact, texts) = (context.Contact, context.Texts);
        return value.Date is { } date ? CalendarWords.Show(date, contact.Language)
            : format is null && value.Kind is ValueKind.Text ? value.In(contact.Language)
            : texts.Data.Display(format ?? "number", value.Stored, new ValueContext(context.Now, contact.Zone, contact.Language));
    }

    private sealed class Channel(Programme? programme, TurnContext context) : ITemplateValues
    {
        public string? WordsFor(TemplateVariable variable) => variable.Name switch
        {
            "program" => programme?.Title.In(context.Contact.Language).Render(OneValue.None).Text,
            "link" => programme?.OfficialLink(context.Now)?.Stored,
            _ => null,
        };
    }
}
