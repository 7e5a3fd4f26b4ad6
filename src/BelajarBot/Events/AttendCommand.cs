using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Events;

/// <summary><c>/hadir</c>: somebody is there, and says so with the code that is shown in the room, typed or from the picture.</summary>
internal sealed class AttendCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "hadir", ("ask", []), ("wrong", []), ("early", ["title", "when"]), ("late", ["title"]), ("cancelled", ["title"]), ("noted", ["title"]), ("noted_already", ["title"]));

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        var typed = turn.Said is { } said ? (said as TextInput)?.Text ?? "" : turn.Arguments;
        if (typed.Length == 0 && turn.Said is null)
        {
            turn.Await("");
            await turn.SayAsync(turn.Text("ask"));
            return;
        }

        var found = Event.ReadCode(typed) is { } code ? await EventStore.WithAttendanceCodeAsync(turn.Session, code) : [];
        if (found.Find(each => each.TakesAttendance(turn.Now)) is { } meeting)
        {
            await NoteAsync(turn, meeting);
            return;
        }

        if (found is [var other, ..])
        {
            var key = other.State == EventState.Cancelled ? "cancelled" : turn.Now < other.Start ? "early" : "late";
            await turn.SayAsync(
                turn.Text(key, ("title", other.Title), ("when", EventWords.For(turn.Library, turn.Person).When(other, Events.ClockFor(turn.Person, other)))), turn.MenuButton);
            return;
        }

        turn.Await("");
        await turn.SayAsync(turn.Text("wrong"), turn.MenuButton);
    }

    /// <summary>Whoever has the code is there, whether they were invited or not.</summary>
    private static async Task NoteAsync(CapabilityTurn turn, Event meeting)
    {
        var answer = await EventStore.AnswerAsync(turn.Session, meeting.Id, turn.Person.Id);
        if (answer?.AttendedAt is null)
        {
            if (answer is null)
            {
                await EventStore.SetAnswerAsync(turn.Session, meeting, turn.Person.Id, AnswerState.Seen, null, turn.Now);
            }

            await turn.Session.ExecuteAsync(
                "update event_answer set attended_at = @now where event_id = @event and person_id = @person",
                new { now = turn.Now, @event = meeting.Id, person = turn.Person.Id });
            if (turn.Now >= meeting.End)
            {
                await EventStore.WakeAsync(turn.Session, meeting.Id, turn.Now);
            }
        }

        await turn.SayAsync(
            turn.Text(answer?.AttendedAt is null ? "noted" : "noted_already", ("title", meeting.Title)),
            EventWords.For(turn.Library, turn.Person).Button("see_button", EventWords.Arguments("lihat", meeting.Id)), turn.MenuButton);
    }
}
