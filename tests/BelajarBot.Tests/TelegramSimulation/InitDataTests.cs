using System.Security.Cryptography;
using System.Text;
using TelegramSimulator;
using TelegramSimulator.MiniApps;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class InitDataTests
{
    [Fact]
    public async Task T149_Every_field_but_the_hash_is_signed_with_the_token()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);

        var data = InitData.Sign(telegram.Token, telegram.Person(firstName: "Ibu \"Sari\""), DateTimeOffset.FromUnixTimeSeconds(1_772_413_200));

        var fields = data.Split('&').Select(field => field.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        Assert.True(fields.Remove("hash", out var hash));
        var check = string.Join('\n', fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));
        var secret = HMACSHA256.HashData("WebAppData"u8, Encoding.UTF8.GetBytes(telegram.Token));
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(check))), hash);
        Assert.Contains("signature", fields.Keys);
        Assert.Contains(@"\/", fields["user"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task T149_An_independent_library_finds_the_signature_good_and_a_changed_one_bad()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        await using var library = await NodeClients.StartAsync("init-data.mjs", telegram.Token);
        var good = InitData.Sign(telegram.Token, telegram.Person(firstName: "Sari é +"), DateTimeOffset.UtcNow);

        await library.WriteLineAsync(good);
        var first = await library.ReadLineAsync();
        await library.WriteLineAsync(good.Replace("query_id=A", "query_id=B", StringComparison.Ordinal));
        var second = await library.ReadLineAsync();

        Assert.Equal(("valid", "invalid"), (first, second));
    }
}
