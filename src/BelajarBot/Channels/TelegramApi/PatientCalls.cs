namespace BelajarBot.Channels.TelegramApi;

/// <summary>Calls that must succeed sooner or later: what goes wrong is told once, and waited out.</summary>
internal sealed class PatientCalls(BotApiClient client, TelegramOptions options, TelegramOutage outage, TimeProvider time)
{
    private static readonly TimeSpan TokenFileLook = TimeSpan.FromSeconds(5);
    private static readonly TelegramTrouble Unexpected = new("Unexpected", "Telegram answered with something that is not what was asked for.");

    /// <summary>Calls until it works; null when the token is refused for good.</summary>
    public async Task<T?> UntilAnsweredAsync<T>(Func<CancellationToken, Task<BotApiResult<T>>> call, CancellationToken stop)
    {
        while (true)
        {
            var result = await call(stop);
            if (result is BotApiResult<T>.Ok { Value: var value })
            {
                outage.End();
                return value;
            }

            if (!await OvercomeAsync(result, stop))
            {
                return default;
            }
        }
    }

    /// <summary>Waits until another try of what ended like this makes sense; false when none ever will.</summary>
    public Task<bool> OvercomeAsync<T>(BotApiResult<T> result, CancellationToken stop) =>
        OvercomeAsync(TelegramTrouble.Of(result) ?? Unexpected, stop);

    /// <inheritdoc cref="OvercomeAsync{T}"/>
    public async Task<bool> OvercomeAsync(TelegramTrouble trouble, CancellationToken stop)
    {
        outage.Begin(trouble);
        if (trouble.IsTokenRefused)
        {
            return await AwaitTokenAsync(stop);
        }

        await outage.PauseAsync(trouble, stop);
        return true;
    }

    /// <summary>A refused token is not tried again; only another one in the token file is (T5, T161).</summary>
    private async Task<bool> AwaitTokenAsync(CancellationToken stop)
    {
        if (options.TokenFile.Length == 0)
        {
            return false;
        }

        while (!client.HasFreshToken())
        {
            await Task.Delay(options.RetryDelay < TokenFileLook ? options.RetryDelay : TokenFileLook, time, stop);
        }

        return true;
    }
}
