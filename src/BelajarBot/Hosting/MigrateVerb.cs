using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary><c>migrate</c>: brings the database up to date; <c>run</c> does so too.</summary>
internal static class MigrateVerb
{
    internal static async Task<int> RunAsync(IEnumerable<string> settings, CancellationToken cancel)
    {
        await using var app = BotHost.CreateBuilder(settings).Build();
        Settings.Check(app.Services);
        await app.Services.GetRequiredService<OpenDatabase>().OpenAsync(cancel);
        var provider = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value.Provider;
        await Console.Out.WriteLineAsync($"The {provider} database is at version {Migration.Embedded[^1].Number}.");
        return ExitCode.Fine;
    }
}
