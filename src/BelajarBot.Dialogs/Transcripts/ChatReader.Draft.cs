using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Transcripts;

/// <content>What has been read of a conversation so far.</content>
public sealed partial class ChatReader
{
    /// <summary>A text whose further lines may still come.</summary>
    private sealed class Pending(char mark, int firstLine, string text)
    {
        internal char Mark => mark;

        internal string Who { get; init; } = "";

        internal int FirstLine { get; } = firstLine;

        internal int LastLine { get; set; } = firstLine;

        internal List<string> Lines { get; } = [text];
    }

    /// <summary>A conversation while it is being read.</summary>
    private sealed class Draft(Place place, string title)
    {
        internal Place Place => place;

        internal string Title => title;

        internal bool IsBroken { get; set; }

        internal List<Given> Given { get; } = [];

        internal List<OtherPerson> Others { get; } = [];

        internal TimeZoneInfo Zone { get; set; } = ChatTime.Jakarta;

        internal DateTimeOffset Now { get; set; } = ChatTime.At(UsualStart, ChatTime.Jakarta);

        internal ChatAction? Action { get; set; }

        internal List<SaidLine> Said { get; } = [];

        internal List<Fact> Facts { get; } = [];

        internal ImmutableArray<Scene>.Builder Scenes { get; } = ImmutableArray.CreateBuilder<Scene>();

        internal void EndScene()
        {
            if (Action is not null)
            {
                Scenes.Add(new Scene(Action, [.. Said], [.. Facts]));
            }

            Said.Clear();
            Facts.Clear();
        }
    }
}
