using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;

namespace BelajarBot.Progress;

/// <summary><c>/progres</c>: the marks of each programme that the person has begun, what comes next, and a picture of it to share.</summary>
internal sealed class ProgressCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "progres",
        ("nothing", []), ("programme", ["title", "done", "all", "marks"]), ("title_with_cycle", ["title", "cycle"]),
        ("reached", ["mark", "day"]), ("next", ["mark"]), ("open", ["mark"]),
        ("next_button", ["title"]), ("picture_button", ["title"]), ("caption", ["title", "day"]), ("file_name", []),
        ("picture_subtitle", ["name", "day"]), ("picture_count", ["done", "all"]), ("picture_next", []), ("picture_footer", []));

    /// <summary>What the button of the picture carries before the name of the programme.</summary>
    private const string Picture = "gambar.";

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        var conversations = await ConversationStore.OfPersonAsync(turn.Session, turn.Person.Id);
        var contact = turn.Person.ToContact(
            await Milestones.OfPersonAsync(turn.Session, turn.Person.Id, turn.Library),
            await Enrolments.OfPersonAsync(turn.Session, turn.Person.Id, turn.Library));
        var ways = WaysOf(turn, contact, conversations);

        if (turn.IsPress && turn.Arguments.StartsWith(Picture, StringComparison.Ordinal)
            && ways.Find(way => way.Scope == turn.Arguments[Picture.Length..]) is { } shown)
        {
            await SendPictureAsync(turn, shown);
        }
        else
        {
            await TellAsync(turn, ways, conversations, turn.Library.ContextFor(contact, turn.Now));
        }
    }

    /// <summary>How far the person is in each programme that they have touched.</summary>
    private static List<Way> WaysOf(CapabilityTurn turn, Contact contact, IReadOnlyList<Conversation> conversations)
    {
        var touched = conversations.Select(conversation => turn.Library.Find(conversation.Dialog)?.Program)
            .Concat(contact.Milestones.Keys.Select(mark => mark.Scope)).Concat(contact.Enrolments).ToHashSet();
        var ways = new List<Way>();
        foreach (var programme in turn.Library.Programmes.All.Where(programme => touched.Contains(programme.Id)))
        {
            var names = NextStep.MilestonesOf(turn.Library, programme.Id);
            if (names.IsEmpty)
            {
                continue;
            }

            var next = NextStep.NextOf(names, name => contact.Milestones.ContainsKey((programme.Id, name)));
            ways.Add(new Way(programme.Id, TitleOf(turn, programme), next,
            [
                .. names.Select(name => new Mark(
                    turn.Library.Programmes.MilestoneIn(programme.Id, name, turn.Person.Language),
                    contact.Milestones.TryGetValue((programme.Id, name), out var at) ? at : null,
                    name == next)),
            ]));
        }

        return ways;
    }

    private static async Task TellAsync(CapabilityTurn turn, List<Way> ways, IReadOnlyList<Conversation> conversations, TurnContext context)
    {
        if (ways.Count == 0)
        {
            await turn.SayAsync(turn.Text("nothing"), turn.MenuButton);
            return;
        }

        for (var i = 0; i < ways.Count; i++)
        {
            var way = ways[i];
            var lines = way.Marks.Select(mark => mark switch
            {
                { ReachedAt: { } at } => turn.Text("reached", ("mark", mark.Words), ("day", Day(turn, at))).Text,
                { IsNext: true } => turn.Text("next", ("mark", mark.Words)).Text,
                _ => turn.Text("open", ("mark", mark.Words)).Text,
            });
            List<Button> buttons = [];
            if (way.Next is { } next && NextStep.DialogFor(turn.Library, way.Scope, next, conversations, context) is { } dialog)
            {
                buttons.Add(Button.Opening(turn.Text("next_button", ("title", dialog.Title.In(turn.Person.Language).Source)).Text, dialog.Id));
            }

            buttons.Add(Button.Asking(turn.Text("picture_button", ("title", way.Title)).Text, Contract.Command, Picture + way.Scope));
            if (i == ways.Count - 1)
            {
                buttons.Add(turn.MenuButton);
            }

            await turn.SayAsync(
                turn.Text("programme", ("title", way.Title), ("done", way.Done), ("all", way.All), ("marks", string.Join('\n', lines))), [.. buttons]);
        }
    }

    private static Task SendPictureAsync(CapabilityTurn turn, Way way)
    {
        var page = new ProgressPage(
            way.Title,
            turn.Text("picture_subtitle", ("name", turn.Person.Name), ("day", Day(turn, turn.Now))).Text,
            turn.Text("picture_count", ("done", way.Done), ("all", way.All)).Text,
            turn.Text("picture_footer").Text,
            [
                .. way.Marks.Select(mark => mark switch
                {
                    { ReachedAt: { } at } => new MarkInWords(mark.Words, Day(turn, at), MarkState.Reached),
                    { IsNext: true } => new MarkInWords(mark.Words, turn.Text("picture_next").Text, MarkState.Next),
                    _ => new MarkInWords(mark.Words, "", MarkState.Open),
                }),
            ]);
        return turn.SendFileAsync(
            turn.Text("file_name").Text, ProgressPicture.Draw(page),
            turn.Text("caption", ("title", way.Title), ("day", Day(turn, turn.Now))), turn.MenuButton);
    }

    private static string TitleOf(CapabilityTurn turn, Programme programme)
    {
        var title = programme.Title.In(turn.Person.Language).Source;
        return programme.CycleId.Length == 0 ? title : turn.Text("title_with_cycle", ("title", title), ("cycle", programme.CycleId)).Text;
    }

    private static string Day(CapabilityTurn turn, DateTimeOffset at) =>
        LanguageData.Day(at, new ValueContext(turn.Now, Person.ClockOf(turn.Person.Zone), turn.Person.Language));

    /// <summary>How far somebody is in a programme.</summary>
    private sealed record Way(string Scope, string Title, string? Next, ImmutableArray<Mark> Marks)
    {
        internal string Done => Marks.Count(mark => mark.ReachedAt is not null).ToString(CultureInfo.InvariantCulture);

        internal string All => Marks.Length.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>One mark on it.</summary>
    private sealed record Mark(string Words, DateTimeOffset? ReachedAt, bool IsNext);
}
