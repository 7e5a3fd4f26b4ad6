using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Engine;

/// <summary>The menu, made for the person: what to do next in one tap, a few other things, and the rest behind a button.</summary>
internal sealed partial class Visit
{
    /// <summary>More buttons than these are not read on a phone.</summary>
    private const int MostEntries = 5;

    private ImmutableArray<ImmutableArray<Button>> Menu()
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Button>>();
        var first = FirstInMenu();
        if (first is ({ } dialog, var key))
        {
            rows.Add([new Button(Render(key, dialog).Text, ButtonData.Open(dialog.Id))]);
        }

        rows.AddRange(Entries(first?.Dialog).Take(MostEntries).Select(dialog => ImmutableArray.Create(Entry(dialog))));
        if (visitor.IsOfficer && library.Texts.FindCommand(BotTexts.OfficerCommand) is { } work)
        {
            rows.Add([Button.Asking(work.Description.In(context.Contact.Language).Render(OneValue.None).Text, work.Name, "")]);
        }

        if (RestOfMenu(first?.Dialog).Any())
        {
            rows.Add([new Button(Render("more_button", null).Text, ButtonData.More)]);
        }

        return rows.ToImmutable();
    }

    private void SayMore() => Say("menu_more",
    [
        .. RestOfMenu(FirstInMenu()?.Dialog).Select(button => ImmutableArray.Create(button)),
        [new Button(Render("menu_button", null).Text, ButtonData.Menu)],
    ]);

    /// <summary>What the menu has no room for: the other dialogs, and what the bot itself answers.</summary>
    private IEnumerable<Button> RestOfMenu(Dialog? first) => Entries(first).Skip(MostEntries).Select(Entry)
        .Concat(library.Texts.Commands.Where(command => !command.IsHidden).Select(command =>
            Button.Asking(command.Description.In(context.Contact.Language).Render(OneValue.None).Text, command.Name, "")));

    /// <summary>What was left unfinished; else the next step of the programme that the person is on the way through.</summary>
    private (Dialog Dialog, string Key)? FirstInMenu() =>
        Unfinished() is { } unfinished ? (unfinished.Dialog, "resume_button")
        : NextStep.Find(library, visitor.Conversations, context) is { } next ? (next, "next_button")
        : null;

    /// <summary>
    /// The dialogs that the menu offers this person: those of their role before those of everybody, and what they have been
    /// through after the others like it.
    /// </summary>
    private IEnumerable<Dialog> Entries(Dialog? first)
    {
        var role = context.Contact.Fields["role"] ?? Dialog.EveryRole;
        return library.Dialogs
            .Where(dialog => dialog.Id != first?.Id && (dialog.IsInMenu || dialog.MenuPlaces.ContainsKey(role)) && DialogEngine.MayBegin(dialog, context))
            .OrderBy(dialog => !dialog.MenuPlaces.ContainsKey(role))
            .ThenBy(dialog => StateOf(dialog.Id) is { Status: ConversationStatus.Ended })
            .ThenBy(dialog => dialog.MenuPlaces.GetValueOrDefault(role, dialog.MenuPlaces.GetValueOrDefault(Dialog.EveryRole)));
    }

    private Button Entry(Dialog dialog) => new(TitleOf(dialog), ButtonData.Open(dialog.Id));
}
