using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace TelegramSimulator.Api;

/// <summary>
/// Refuses what <c>methods.json</c> says is wrong. Where the real server would shrug (an unknown parameter, an unknown
/// field), this one is stricter on purpose and says "simulator:", so that a slip in our client cannot hide.
/// </summary>
internal static class ParameterCheck
{
    /// <summary>The description of what is wrong with a request's parameters, or null.</summary>
    public static string? FindProblem(ObjectRule method, JsonElement parameters)
    {
        foreach (var parameter in parameters.EnumerateObject())
        {
            if (!method.Fields.TryGetValue(parameter.Name, out var rule))
            {
                return $"simulator: {method.Name} has no parameter \"{parameter.Name}\"";
            }

            if (FindProblem(rule, parameter.Value) is { } problem)
            {
                return problem;
            }
        }

        foreach (var rule in method.Required)
        {
            if (!parameters.TryGetProperty(rule.Name, out _))
            {
                return MissingText(rule.Name);
            }
        }

        return null;
    }

    private static string MissingText(string parameter) => parameter switch
    {
        "chat_id" => "chat_id is empty",
        "text" => "message text is empty",
        "message_id" => "message identifier is not specified",
        "action" => "wrong parameter action in request",
        _ => $"parameter \"{parameter}\" is required",
    };

    private static string? FindProblem(FieldRule rule, JsonElement value)
    {
        string? problem = null;
        foreach (var type in rule.Types)
        {
            problem = FindProblem(rule, type, type.ArrayDepth, value);
            if (problem is null)
            {
                return FindLimitProblem(rule, value);
            }

            // The one candidate that the value was meant to be tells best what is wrong with it.
            if (rule.Types.Length > 1 && value.ValueKind == JsonValueKind.Object && Resembles(type, value))
            {
                return problem;
            }
        }

        return rule.Name == "reply_markup" && value.ValueKind != JsonValueKind.Object ? "object expected as reply markup" : problem;
    }

    private static bool Resembles(TypeName type, JsonElement value) =>
        ApiSchema.Instance.Types.TryGetValue(type.Name, out var rule)
        && rule.Required.All(field => value.TryGetProperty(field.Name, out _));

    private static string? FindProblem(FieldRule rule, TypeName type, int arrayDepth, JsonElement value)
    {
        if (arrayDepth > 0)
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                return $"simulator: \"{rule.Name}\" must be an array, not {value.ValueKind}";
            }

            foreach (var item in value.EnumerateArray())
            {
                if (FindProblem(rule, type, arrayDepth - 1, item) is { } problem)
                {
                    return problem;
                }
            }

            return null;
        }

        var fits = type.Name switch
        {
            "int" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "float" => value.ValueKind == JsonValueKind.Number,
            "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "string" or "InputFile" => value.ValueKind == JsonValueKind.String,
            _ => value.ValueKind == JsonValueKind.Object,
        };
        if (!fits)
        {
            return $"simulator: \"{rule.Name}\" must be {type.Name}, not {value.ValueKind}";
        }

        if (value.ValueKind == JsonValueKind.String && !IsText(value))
        {
            return "strings must be encoded in UTF-8";
        }

        return value.ValueKind == JsonValueKind.Object && ApiSchema.Instance.Types.TryGetValue(type.Name, out var shape)
            ? FindObjectProblem(shape, value)
            : null;
    }

    /// <summary>Whether the string is text at all: no stray bytes and no half of a surrogate pair (T93).</summary>
    private static bool IsText(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (!Utf8.IsValid(raw))
        {
            return false;
        }

        if (raw.IndexOf("\\u"u8) < 0)
        {
            return true;
        }

        try
        {
            return value.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string? FindObjectProblem(ObjectRule shape, JsonElement value)
    {
        if (shape.Variants is not null)
        {
            return value.TryGetProperty(shape.Discriminator!, out var kind)
                && kind.ValueKind == JsonValueKind.String
                && shape.Variants.TryGetValue(kind.GetString()!, out var variant)
                    ? FindObjectProblem(ApiSchema.Instance.Types[variant], value)
                    : $"simulator: {shape.Name} has an unknown \"{shape.Discriminator}\"";
        }

        foreach (var field in value.EnumerateObject())
        {
            if (!shape.Fields.TryGetValue(field.Name, out var rule))
            {
                return $"simulator: {shape.Name} has no field \"{field.Name}\"";
            }

            if (FindProblem(rule, field.Value) is { } problem)
            {
                return problem;
            }
        }

        foreach (var rule in shape.Required)
        {
            if (!value.TryGetProperty(rule.Name, out _))
            {
                return $"can't parse {shape.Name}: field \"{rule.Name}\" must be present";
            }
        }

        return null;
    }

    private static string? FindLimitProblem(FieldRule rule, JsonElement value)
    {
        if (rule.Values is not null && value.ValueKind == JsonValueKind.String && !rule.Values.Contains(value.GetString()!))
        {
            return rule.Name == "action" ? "wrong parameter action in request" : $"simulator: \"{rule.Name}\" has no value {value}";
        }

        // Telegram clamps some numbers instead of refusing them (T21, T30), counts texts only after entity parsing (T85), and
        // has words of its own for a bad secret (T31).
        if (rule.IsCountedAfterEntities || rule is { Min: null, Max: null }
            || rule.Name is "limit" or "timeout" or "max_connections" or "secret_token")
        {
            return null;
        }

        long size = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetInt64(),
            JsonValueKind.Array => value.GetArrayLength(),
            JsonValueKind.String when rule.Unit == "byte" => Encoding.UTF8.GetByteCount(value.GetString()!),
            JsonValueKind.String => value.GetString()!.EnumerateRunes().Count(),
            _ => rule.Min ?? 0,
        };
        if (size >= (rule.Min ?? long.MinValue) && size <= (rule.Max ?? long.MaxValue))
        {
            return null;
        }

        return rule.Name switch
        {
            "callback_data" => "BUTTON_DATA_INVALID",
            "commands" => "BOT_COMMANDS_TOO_MUCH",
            _ => $"simulator: \"{rule.Name}\" is {size} {rule.Unit ?? ""}, allowed are {rule.Min} to {rule.Max}",
        };
    }
}
