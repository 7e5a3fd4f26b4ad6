using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Conversations;

/// <summary>
/// The part of a conversation that only the engine reads, as compact JSON: what stands in the <c>state</c> column.
/// Unknown keys are passed over, so that an older program can read what a newer one wrote.
/// </summary>
internal static class ConversationState
{
    /// <summary>What the state of a conversation that waits is like (in SQL): the clock looks at it, and nobody is reminded.</summary>
    internal const string OfWait = "%\"w\":1%";

    internal static string Write(Conversation conversation)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteNumber(json, "q", conversation.Question);
            WriteNumber(json, "l", conversation.LastAnswered);
            WriteNumber(json, "f", conversation.FailedTries);
            WriteText(json, "c", conversation.LastChoice);
            WriteText(json, "o", conversation.Outcome);
            WriteText(json, "p", conversation.Caller);
            WriteText(json, "y", conversation.Cycle);
            if (conversation.WaitingUntil is { } until)
            {
                json.WriteNumber("w", until.ToUnixTimeMilliseconds());
            }

            if (conversation.PutOff is { } putOff)
            {
                json.WriteString("d", putOff.Rule);
                json.WriteNumber("u", putOff.Until.ToUnixTimeMilliseconds());
                if (putOff.IsWish)
                {
                    json.WriteBoolean("v", true);
                }
            }

            if (conversation.HasNoReminders)
            {
                json.WriteBoolean("x", true);
            }

            WriteText(json, "s", conversation.Summary);
            if (conversation.Submission is { } submission)
            {
                json.WriteNumber("n", submission);
            }

            if (!conversation.Reopened.IsEmpty)
            {
                json.WriteStartArray("e");
                foreach (var reopened in conversation.Reopened)
                {
                    json.WriteStartArray();
                    json.WriteStringValue(reopened.Step);
                    json.WriteStringValue(reopened.Reason);
                    json.WriteEndArray();
                }

                json.WriteEndArray();
            }

            WriteList(json, "h", conversation.Offered);
            WriteList(json, "r", conversation.Reminded);
            WriteList(json, "t", conversation.Trail);
            if (!conversation.Answers.Entries.IsEmpty)
            {
                json.WriteStartObject("a");
                foreach (var (name, value) in conversation.Answers.Entries)
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    internal static Conversation Read(Conversation bare, string state)
    {
        using var json = JsonDocument.Parse(state);
        var root = json.RootElement;
        return bare with
        {
            Question = Number(root, "q"),
            LastAnswered = Number(root, "l"),
            FailedTries = Number(root, "f"),
            LastChoice = Text(root, "c"),
            Outcome = Text(root, "o"),
            Answers = root.TryGetProperty("a", out var answers)
                ? ValueSet.Of(answers.EnumerateObject().Select(a => new KeyValuePair<string, string?>(a.Name, a.Value.GetString())))
                : ValueSet.Empty,
            Caller = Text(root, "p"),
            Cycle = Text(root, "y"),
            WaitingUntil = root.TryGetProperty("w", out var until) ? DateTimeOffset.FromUnixTimeMilliseconds(until.GetInt64()) : null,
            PutOff = Text(root, "d") is { } rule && root.TryGetProperty("u", out var later)
                ? new PutOffReminder(rule, DateTimeOffset.FromUnixTimeMilliseconds(later.GetInt64()), root.TryGetProperty("v", out var wish) && wish.GetBoolean())
                : null,
            HasNoReminders = root.TryGetProperty("x", out var none) && none.GetBoolean(),
            Summary = Text(root, "s"),
            Submission = root.TryGetProperty("n", out var submission) ? submission.GetInt64() : null,
            Reopened = root.TryGetProperty("e", out var reopened)
                ? [.. reopened.EnumerateArray().Select(each => new Reopened(each[0].GetString()!, each[1].GetString()!))] : [],
            Offered = List(root, "h"),
            Reminded = List(root, "r"),
            Trail = List(root, "t"),
        };
    }

    private static void WriteList(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static ImmutableArray<string> List(JsonElement root, string name) =>
        root.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];

    private static void WriteNumber(Utf8JsonWriter json, string name, int value)
    {
        if (value != 0)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static int Number(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
}
