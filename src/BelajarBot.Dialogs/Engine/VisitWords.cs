using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Dialogs.Engine;

/// <summary>The bot's own words.</summary>
internal sealed partial class Visit
{
    private void Say(string key, ImmutableArray<ImmutableArray<Button>> buttons, Dialog? about = null) =>
        effects.Add(new Say(Render(key, about), buttons));

    /// <summary>Says an author's text: of a topic, or of the help of a dialog, whose programme it may name shortly.</summary>
    private void Say(Text text, ImmutableArray<ImmutableArray<Button>> buttons, Dialog? of = null)
    {
        about = of;
        var template = text.In(context.Contact.Language);
        effects.Add(new Say(
            OfficialWords.AreKnown(context, of?.Program, template) ? template.Render(this) : OfficialWords.Unknown(context, of?.Program, template), buttons));
    }

    private RichText Render(string key, Dialog? of)
    {
        about = of;
        return library.Texts[key].In(context.Contact.Language).Render(this);
    }

    private string TitleOf(Dialog dialog) => dialog.Title.In(context.Contact.Language).Render(OneValue.None).Text;

    string? ITemplateValues.WordsFor(TemplateVariable variable) => variable.Name switch
    {
        "name" => context.Contact.Fields["name"],
        "title" => about is null ? null : TitleOf(about),
        _ when variable.Name.StartsWith(Programmes.Prefix, StringComparison.Ordinal) => OfficialWords.For(context, about?.Program, variable),
        _ => null,
    };
}
