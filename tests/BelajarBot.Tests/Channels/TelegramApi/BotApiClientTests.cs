using System.Text.Json;
using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Dialogs.Engine;
using Microsoft.Extensions.Options;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.Channels.TelegramApi;

public sealed class BotApiClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int, string, string> Codes => new()
    {
        { 400, "Bad Request: message is too long", nameof(BotApiErrorKind.BadRequest) },
        { 401, "Unauthorized", nameof(BotApiErrorKind.Unauthorized) },
        { 403, "Forbidden: bot was blocked by the user", nameof(BotApiErrorKind.Forbidden) },
        { 404, "Not Found: method not found", nameof(BotApiErrorKind.NotFound) },
        { 406, "Not Acceptable: of tomorrow", nameof(BotApiErrorKind.BadRequest) },
        { 409, "Conflict: terminated by other getUpdates request", nameof(BotApiErrorKind.Conflict) },
        { 413, "Request Entity Too Large", nameof(BotApiErrorKind.TooLarge) },
        { 429, "Too Many Requests: retry after 5", nameof(BotApiErrorKind.TooManyRequests) },
        { 500, "Internal Server Error", nameof(BotApiErrorKind.ServerTrouble) },
        { 502, "Bad Gateway", nameof(BotApiErrorKind.ServerTrouble) },
        { 504, "Gateway Timeout", nameof(BotApiErrorKind.ServerTrouble) },
    };

    [Theory, MemberData(nameof(Codes))]
    public async Task T1_T3_Every_error_becomes_one_typed_value_by_its_code(int code, string description, string kind)
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        using var client = NewClient(telegram);
        telegram.Fail("getMe", new Fault.Status(code, description, RetryAfter: code == 429 ? 5 : null, MigrateToChatId: code == 400 ? -1002471352452 : null));

        var error = Assert.IsType<BotApiResult<BotUser>.Error>(await client.GetMeAsync(Cancel));

        Assert.Equal((kind, code, description), (error.Kind.ToString(), error.Code, error.Description));
        Assert.Equal(code == 429 ? TimeSpan.FromSeconds(5) : null, error.RetryAfter);
        Assert.Equal(code == 400 ? -1002471352452 : null, error.MigrateToChatId);
    }

    [Fact]
    public async Task T1_A_description_beside_a_success_is_still_a_success()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        using var client = NewClient(telegram);

        Assert.IsType<BotApiResult<bool?>.Ok>(await client.DeleteWebhookAsync(Cancel));
    }

    [Fact]
    public async Task T4_An_error_is_known_by_a_part_of_its_words_in_any_case()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        using var client = NewClient(telegram);
        telegram.Fail("getMe", new Fault.Status(400, "Bad Request: Message is NOT modified: and a tail of tomorrow"));

        var error = Assert.IsType<BotApiResult<BotUser>.Error>(await client.GetMeAsync(Cancel));

        Assert.True(error.Says("message is not modified"));
    }

    [Fact]
    public async Task T2_What_is_no_JSON_is_judged_by_its_status()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        using var client = NewClient(telegram);
        telegram.Fail("getMe", new Fault.Body(502, "<html>"));
        telegram.Fail("getMe", new Fault.Body(200, ""));

        Assert.Equal(BotApiErrorKind.ServerTrouble, Assert.IsType<BotApiResult<BotUser>.Error>(await client.GetMeAsync(Cancel)).Kind);
        Assert.False(Assert.IsType<BotApiResult<BotUser>.NoAnswer>(await client.GetMeAsync(Cancel)).IsCertainlyNotSent);
    }

    [Theory]
    [InlineData("", false, "/bot{0}/getMe")]
    [InlineData("/prefix/of/a/proxy", false, "/prefix/of/a/proxy/bot{0}/getMe")]
    public async Task T15_A_path_in_the_base_address_is_kept(string prefix, bool isTest, string expected)
    {
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { PathPrefix = prefix }, Cancel);
        using var client = NewClient(telegram, options => (options.BaseUrl, options.TestEnvironment) = (telegram.BaseUrl + "/", isTest));

        Assert.IsType<BotApiResult<BotUser>.Ok>(await client.GetMeAsync(Cancel));

        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, telegram.Token), telegram.Requests[0].Path);
    }

    [Fact]
    public async Task T15_In_the_test_environment_the_word_test_stands_before_the_method()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        using var client = NewClient(telegram, options => options.TestEnvironment = true);

        await client.GetMeAsync(Cancel);

        Assert.Equal($"/bot{telegram.Token}/test/getMe", telegram.Requests[0].Path);
    }

    [Fact]
    public async Task T7_The_largest_message_that_we_build_is_far_below_a_mebibyte()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var sari = telegram.Person();
        sari.Says("/start");
        using var client = NewClient(telegram);
        var text = string.Concat(Enumerable.Repeat("\u0001\"😀", 1024));
        var row = Enumerable.Range(0, 8).Select(i => new Button(string.Concat(Enumerable.Repeat("😀", 40)), new string('x', 62) + i, ButtonKind.Press)).ToList();

        var sent = await new TelegramChannel(client).SendAsync(
            new OutgoingMessage(1, "telegram", $"{sari.Id}", MessageClass.Reply, RichText.Plain(text), Enumerable.Repeat(row, 12).ToList()), Cancel);

        Assert.IsType<SendResult.Sent>(sent);
        Assert.InRange(telegram.RequestsTo("sendMessage")[0].Body.Length, 4096, 100_000);
    }

    [Fact]
    public async Task T11_False_is_sent_and_what_is_not_set_is_not()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        using var client = NewClient(telegram);

        await client.DeleteWebhookAsync(Cancel);
        await client.GetMyCommandsAsync(null, languageCode: null, Cancel);

        Assert.Equal("""{"drop_pending_updates":false}""", telegram.RequestsTo("deleteWebhook")[0].Text);
        Assert.Equal("{}", telegram.RequestsTo("getMyCommands")[0].Text);
    }

    [Fact]
    public async Task T161_A_call_that_is_refused_for_its_token_is_made_again_with_the_one_in_the_file_now()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "1000001:revoked", Cancel);
            using var client = NewClient(telegram, options => (options.Token, options.TokenFile) = ("", file));
            await File.WriteAllTextAsync(file, telegram.Token, Cancel);

            var first = await client.GetMeAsync(Cancel);
            telegram.RevokeToken();
            var second = await client.GetMeAsync(Cancel);

            Assert.IsType<BotApiResult<BotUser>.Ok>(first);
            Assert.Equal(BotApiErrorKind.Unauthorized, Assert.IsType<BotApiResult<BotUser>.Error>(second).Kind);
            Assert.False(client.HasFreshToken());
            Assert.Equal(3, telegram.RequestsTo("getMe").Count);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task T8_An_update_that_is_nested_deeper_than_usual_harms_no_other_of_its_batch()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.Enqueue($$"""{"update_id":$ID,"message_of_tomorrow":{{new string('[', 300)}}{{new string(']', 300)}}}""");
        telegram.Enqueue("""{"update_id":$ID,"poll":{}}""");
        using var client = NewClient(telegram);

        var result = await client.GetUpdatesAsync(null, 100, TimeSpan.Zero, TelegramUpdates.Kinds, Cancel);

        Assert.Equal(2, Assert.IsType<BotApiResult<JsonElement>.Ok>(result).Value.GetArrayLength());
    }

    private static BotApiClient NewClient(Simulator telegram, Action<TelegramOptions>? change = null)
    {
        var options = PollingBot.OptionsFor(telegram.BaseUrl, telegram.Token);
        change?.Invoke(options);
        return new BotApiClient(Options.Create(options), TimeProvider.System);
    }
}
