using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>
/// The JSON Schema of a dialog file, for editors: they complete keys, show what each means and mark slips while the
/// author types. The bot itself does not use it; <c>check</c> knows much more.
/// </summary>
public static class DialogSchema
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as JSON text.</summary>
    /// <param name="types">The types of answers that there are.</param>
    public static string Write(IEnumerable<string> types)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Dialog BelajarBot",
            ["description"] = "Satu tugas yang dipandu bot, langkah demi langkah. Rujukan: docs/dialog-language.md",
            ["definitions"] = new JsonObject
            {
                ["word"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
                ["id"] = new JsonObject
                {
                    ["type"] = "string",
                    ["pattern"] = "^[a-z][a-z0-9_]{0,30}$",
                    ["description"] = "Huruf kecil, angka dan _, diawali huruf, paling banyak 31. Permanen: jangan diubah setelah dipakai.",
                },
                ["words"] = new JsonObject
                {
                    ["anyOf"] = new JsonArray(Ref("word"), new JsonObject { ["type"] = "array", ["items"] = Ref("word") }),
                },
            },
        };
        var root = Object(["dialog", "format", "title", "languages", "program", "who", "consent", "menu", "start", "milestones", "answers", "steps", "reminders", "help", "moved", "drop"], ["dialog", "title", "steps"]);
        var properties = (JsonObject)root["properties"]!;
        Fill(properties, "start", Object(["commands", "keywords", "link"], []));
        Fill(properties, "answers", Map(Answer(types)));
        Fill(properties, "steps", List(Step()));
        Fill(properties, "reminders", List(Object(["id", "when", "unless", "say", "buttons", "valid"], ["id", "when", "say"])));
        Fill(properties, "help", List(Object(["ask", "say"], ["ask", "say"])));
        Fill(properties, "moved", Map(Ref("id")));
        Fill(properties, "drop", new JsonObject { ["enum"] = new JsonArray("finish", "restart", "handover") });
        foreach (var (key, value) in root.ToList())
        {
            root.Remove(key);
            schema[key] = value;
        }

        return schema.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Answer(IEnumerable<string> types)
    {
        var answer = Object(["type", "label", "save", "personal", "min", "max", "when", "level"], ["type"]);
        var properties = (JsonObject)answer["properties"]!;
        Fill(properties, "type", new JsonObject { ["enum"] = new JsonArray([.. types.Append("choice").Order(StringComparer.Ordinal).Select(type => JsonValue.Create(type))]) });
        Fill(properties, "save", new JsonObject { ["enum"] = new JsonArray([.. ContactFields.Names.Order(StringComparer.Ordinal).Select(field => JsonValue.Create($"contact.{field}"))]) });
        return answer;
    }

    private static JsonObject Step()
    {
        var step = Object([.. StepKind.CommonKeys.Concat(StepKind.All.SelectMany(kind => kind.Keys)).Distinct()], ["id"]);
        var properties = (JsonObject)step["properties"]!;
        var choices = List(Object(["id", "label", "also", "go", "milestone", "forget"], ["id", "label"]));

        // A word names a list of a programme.
        choices["type"] = new JsonArray("array", "string");
        choices["pattern"] = "^program\\.";
        Fill(properties, "choices", choices);
        Fill(properties, "must", List(Object(["check", "else"], ["check", "else"])));
        Fill(properties, "handover", Object(["queue", "area", "note", "reply_within"], ["queue"]));
        Fill(properties, "submit", Submit());
        Fill(properties, "tries", Object(["max", "then"], ["max"]));
        Fill(properties, "match", new JsonObject { ["enum"] = new JsonArray("exact") });
        return step;
    }

    private static JsonObject Submit()
    {
        var submit = Object(["kind", "title", "review"], ["kind"]);
        var review = Object(["by", "area"], []);
        Fill((JsonObject)review["properties"]!, "by", new JsonObject { ["enum"] = new JsonArray("reviewer", "admin") });
        Fill((JsonObject)submit["properties"]!, "review", review);
        return submit;
    }

    private static JsonObject Object(IEnumerable<string> keys, string[] required)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            properties[key] = ShapeOf(key);
            if (DialogKeys.Meaning(key) is { } meaning)
            {
                properties[key]!["description"] = meaning;
            }
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. required.Select(key => JsonValue.Create(key))]),
            ["additionalProperties"] = false,
        };
    }

    /// <summary>A key of a step kind that this class has never heard of may hold anything: the bot's own checks decide.</summary>
    private static JsonObject ShapeOf(string key) => key switch
    {
        "id" or "dialog" or "ask" or "go" or "then" or "milestone" => new JsonObject { ["allOf"] = new JsonArray(Ref(key is "ask" ? "words" : "id")) },
        "title" or "program" or "who" or "consent" or "say" or "hint" or "invalid" or "label" or "else" or "check" or "if" or "skip_if" or "end" or "link"
            or "type" or "save" or "personal" or "min" or "max" or "when" or "level" or "match" or "format" => new JsonObject { ["allOf"] = new JsonArray(Ref("word")) },
        "languages" or "milestones" or "commands" or "keywords" or "also" or "forget" or "accept" or "next" => new JsonObject { ["allOf"] = new JsonArray(Ref("words")) },
        _ => [],
    };

    private static void Fill(JsonObject properties, string key, JsonObject shape)
    {
        if (properties[key] is JsonObject property)
        {
            var meaning = property["description"]?.DeepClone();
            if (meaning is not null)
            {
                shape["description"] = meaning;
            }

            properties[key] = shape;
        }
    }

    private static JsonObject Map(JsonObject values) => new()
    {
        ["type"] = "object",
        ["propertyNames"] = Ref("id"),
        ["additionalProperties"] = values,
    };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Ref(string name) => new() { ["$ref"] = $"#/definitions/{name}" };
}
