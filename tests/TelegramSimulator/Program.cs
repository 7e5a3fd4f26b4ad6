using System.Runtime.InteropServices;
using TelegramSimulator;

// dotnet run --project tests/TelegramSimulator -- --port 8081 --token 1:TEST [--prefix /x] [--limits]
var options = new SimulatorOptions { Port = 8081, Token = "1:TEST", Record = false, IsLocal = true };
for (var i = 0; i < args.Length; i++)
{
    var value = i + 1 < args.Length ? args[i + 1] : null;
    switch (args[i])
    {
        case "--port" when int.TryParse(value, out var port) && port is >= 0 and <= 65535:
            (options, i) = (options with { Port = port }, i + 1);
            break;
        case "--token" when value?.IndexOf(':') is > 0 && long.TryParse(value[..value.IndexOf(':')], out _):
            (options, i) = (options with { Token = value }, i + 1);
            break;
        case "--prefix" when value?.StartsWith('/') == true && !value.EndsWith('/'):
            (options, i) = (options with { PathPrefix = value }, i + 1);
            break;
        case "--limits":
            options = options with { Limits = new TelegramSimulator.Faults.RateLimits() };
            break;
        default:
            await Console.Error.WriteLineAsync(
                $"Cannot make sense of \"{args[i]}\". Usage: TelegramSimulator [--port 8081] [--token 1:TEST] [--prefix /path] [--limits]\n"
                + "The token starts with a number and a colon; the prefix starts with a slash and does not end with one.");
            return 2;
    }
}

var stop = new TaskCompletionSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.TrySetResult();
};

// Without this the web server would catch a polite kill and the program would wait on.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.TrySetResult();
});
try
{
    await using var telegram = await Simulator.StartAsync(options);
    var page = new Uri(telegram.BaseUrl).GetLeftPart(UriPartial.Authority);
    Console.WriteLine($"Telegram__BaseUrl={telegram.BaseUrl} Telegram__Token={telegram.Token}");
    Console.WriteLine($"Play a person at {page}/ ; Ctrl+C ends it.");
    await stop.Task;
    return 0;
}
catch (IOException problem)
{
    await Console.Error.WriteLineAsync($"Cannot listen on port {options.Port}: {problem.Message} Choose another with --port.");
    return 3;
}
