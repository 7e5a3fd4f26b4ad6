using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Engine;

/// <summary>The bot's own words.</summary>
internal sealed partial class Visit
{
    private void Say(string key, ImmutableArray<ImmutableArray<Button>> buttons, Dialog? about = null) =>
        effects.Add(new Say(Render(key, about), buttons));

    private void Say(Text text, ImmutableArray<ImmutableArray<Button>> buttons)
    {
        about = null;
        effects.Add(new Say(text.In(context.Contact.Language).Render(this), buttons));
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
        _ => null,
    };
}
