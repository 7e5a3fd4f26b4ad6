using System.Text.Json;
using TelegramSimulator.People;

namespace TelegramSimulator.Api;

internal sealed partial class BotMethods
{
    /// <summary>A copy without a trace of where it came from; the answer is only its number (T84).</summary>
    private ApiAnswer CopyMessage(JsonElement parameters)
    {
        if (FindChat(parameters, out var from, "from_chat_id") is { } refusal)
        {
            return refusal;
        }

        if (from!.Find(parameters.GetProperty("message_id").GetInt32()) is not { } original)
        {
            return ApiAnswer.BadRequest("message to copy not found");
        }

        var text = new CheckedText(original.Text, original.Entities, null);
        if (original.File is not null && parameters.TryGetProperty("caption", out _))
        {
            text = TextRules.CheckCaption(parameters);
        }

        return text.Problem is not null ? ApiAnswer.BadRequest(text.Problem)
            : Send(parameters, text, () => original.File, out _, out var copy)
            ?? ApiAnswer.Ok(copy!.Id, static (json, id) =>
            {
                json.WriteStartObject();
                json.WriteNumber("message_id"u8, id);
                json.WriteEndObject();
            });
    }

    private ApiAnswer GetChat(JsonElement parameters) =>
        FindChat(parameters, out var chat) ?? ApiAnswer.Ok(chat!, static (json, chat) => chat.WriteFullInfo(json));

    private ApiAnswer GetChatMember(JsonElement parameters) =>
        FindChat(parameters, out _)
        ?? (telegram.FindChat(parameters.GetProperty("user_id").GetInt64()) is SimulatedPerson person
            ? ApiAnswer.Ok(person, static (json, person) =>
            {
                json.WriteStartObject();
                person.WriteUser(json, "user");
                json.WriteString("status"u8, "member"u8);
                json.WriteEndObject();
            })
            : ApiAnswer.BadRequest("PARTICIPANT_ID_INVALID"));

    private ApiAnswer LeaveChat(JsonElement parameters)
    {
        if (FindChat(parameters, out var chat) is { } refusal)
        {
            return refusal;
        }

        if (chat is not SimulatedGroup group)
        {
            return ApiAnswer.BadRequest("chat member status can't be changed in private chats");
        }

        group.BotLeaves();
        return ApiAnswer.True;
    }
}
