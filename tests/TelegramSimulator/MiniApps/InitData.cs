using System.Security.Cryptography;
using System.Text;
using TelegramSimulator.People;

namespace TelegramSimulator.MiniApps;

/// <summary>Signs what a Mini App gets as <c>initData</c> (T149): who opened it and when, proved by the bot's token.</summary>
public static class InitData
{
    /// <summary>The query string for this person; more fields may be added, and all of them are signed.</summary>
    public static string Sign(
        string token, SimulatedPerson person, DateTimeOffset authDate, params IReadOnlyList<KeyValuePair<string, string>> more)
    {
        // Escaped slashes, as Telegram writes them: whoever reads the user anew before hashing finds another hash (T150).
        var name = System.Text.Json.JsonEncodedText.Encode(person.FirstName);
        var language = person.LanguageCode is null ? "" : $",\"language_code\":\"{person.LanguageCode}\"";
        var user = $$"""{"id":{{person.Id}},"first_name":"{{name}}"{{language}},"allows_write_to_pm":true,"photo_url":"https:\/\/t.me\/i\/userpic\/320\/a+b.svg"}""";
        return Sign(token,
        [
            new("query_id", $"AAHq{person.Id}"), new("user", user), new("auth_date", $"{authDate.ToUnixTimeSeconds()}"),
            new("signature", Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes(user))).TrimEnd('=').Replace('+', '-').Replace('/', '_')),
            .. more,
        ]);
    }

    /// <summary>The query string of exactly these fields and their hash.</summary>
    public static string Sign(string token, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var check = string.Join('\n', fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));
        var secret = HMACSHA256.HashData("WebAppData"u8, Encoding.UTF8.GetBytes(token));
        var hash = Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(check)));
        return string.Join('&', fields.Append(new("hash", hash)).Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
    }
}
