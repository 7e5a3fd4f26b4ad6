using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Engine;

/// <summary>The bot's own words and its menu.</summary>
internal sealed partial class Visit
{
    private ImmutableArray<ImmutableArray<Button>> Menu()
    {
        var unfinished = Unfinished()?.Dialog;
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Button>>();
        if (unfinished is not null)
        {
            rows.Add([new Button(Render("resume_button", unfinished).Text, ButtonData.Open(unfinished.Id))]);
        }

        foreach (var dialog in library.Dialogs)
        {
            if (dialog.IsInMenu && dialog.Id != unfinished?.Id && DialogEngine.MayBegin(dialog, context))
            {
                rows.Add([new Button(TitleOf(dialog), ButtonData.Open(dialog.Id))]);
            }
        }

        return rows.ToImmutable();
    }

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
