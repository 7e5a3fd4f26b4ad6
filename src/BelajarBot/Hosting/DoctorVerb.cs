using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Hosting;

/// <summary><c>doctor</c>: whether the counters of statistics say what the facts say; with <c>--repair</c> they do afterwards.</summary>
internal static class DoctorVerb
{
    /// <summary>More than anybody reads; the count says whether there are more.</summary>
    private const int MostShown = 100;

    internal static Command Command(Option<string[]> settings)
    {
        var repair = new Option<bool>("--repair") { Description = "Count anew from the facts where there is a difference." };
        var json = new Option<bool>("--json") { Description = "The differences as JSON." };
        var language = new Option<string>("--lang") { Description = "The language of the report: id or en.", DefaultValueFactory = _ => "id" };
        language.AcceptOnlyFromAmong("id", "en");
        var command = new Command("doctor", "Recompute the counters of statistics from the facts, and tell every difference.") { repair, json, language };
        command.SetAction((result, cancel) => RunAsync(
            result.GetValue(repair), result.GetValue(json), result.GetValue(language) == "en", result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(bool isRepair, bool isJson, bool isEnglish, IEnumerable<string> settings, CancellationToken cancel)
    {
        await using var app = BotHost.CreateBuilder(settings).Build();
        Settings.Check(app.Services);
        var open = app.Services.GetRequiredService<OpenDatabase>();
        try
        {
            await open.OpenExistingAsync(cancel);
        }
        catch (StorageException trouble) when (trouble.Trouble == StorageTrouble.InUse)
        {
            await Console.Error.WriteLineAsync(isEnglish
                ? "The bot is running and has the SQLite file. Stop it for a moment, or let the doctor look at a backup; with PostgreSQL both can work at the same time."
                : "Bot sedang berjalan dan memegang berkas SQLite-nya. Hentikan sebentar, atau periksa cadangannya; dengan PostgreSQL keduanya bisa berjalan bersamaan.");
            return ExitCode.CouldNot;
        }

        var differences = await open.Database.ReadAsync(
            session =>
            {
                session.Unhurried = true;
                return CounterCheck.DifferencesAsync(session, MostShown + 1);
            },
            cancel);
        await ReportAsync([.. differences.Take(MostShown)], differences.Count > MostShown, isJson, isEnglish);
        if (differences.Count > 0 && isRepair)
        {
            await open.Database.WriteAsync(CounterCheck.RepairAsync, cancel);
            await Console.Error.WriteLineAsync(isEnglish ? "Counted anew: the counters say what the facts say." : "Sudah dihitung ulang: semua penghitung sesuai dengan faktanya.");
            return ExitCode.Fine;
        }

        return differences.Count == 0 ? ExitCode.Fine : ExitCode.HasProblems;
    }

    private static async Task ReportAsync(IReadOnlyList<CounterDifference> differences, bool areMore, bool isJson, bool isEnglish)
    {
        if (isJson)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(differences, DoctorJson.Default.IReadOnlyListCounterDifference));
            return;
        }

        foreach (var one in differences)
        {
            var day = one.Grain == 0 ? isEnglish ? "all days" : "semua hari" : CountedFact.DateOf(one.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var place = isEnglish ? $"area {Or(one.Area)} | level {Or(one.Level)}" : $"wilayah {Or(one.Area)} | jenjang {Or(one.Level)}";
            var (counter, facts) = isEnglish ? ("counter", "facts") : ("penghitung", "fakta");
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Kind} {one.Scope} {one.Cycle} {one.Name} | {place} | {day}: {counter} {one.Counted}, {facts} {one.Facts}"));
        }

        await Console.Out.WriteLineAsync((differences.Count, isEnglish) switch
        {
            (0, true) => "Every counter says what the facts say.",
            (0, false) => "Semua penghitung sesuai dengan faktanya.",
            (var count, true) => $"{count}{(areMore ? " or more" : "")} counters differ from the facts. 'doctor --repair' counts anew.",
            (var count, false) => $"{count}{(areMore ? " atau lebih" : "")} penghitung berbeda dari faktanya. 'doctor --repair' menghitung ulang.",
        });

        static string Or(string code) => code.Length == 0 ? "-" : code;
    }
}

/// <summary>How differences are told to machines.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<CounterDifference>))]
internal sealed partial class DoctorJson : JsonSerializerContext;
