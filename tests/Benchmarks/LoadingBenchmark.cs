using System.Diagnostics;
using System.Globalization;
using System.Text;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Yaml;
using YamlDotNet.Core;

namespace Benchmarks;

/// <summary>
/// Loads and checks 100 dialogs of 50 steps beside the bot's own files, as <c>check</c> and a reload do. The baseline is the
/// YAML parser alone over the same text.
/// </summary>
internal static class LoadingBenchmark
{
    private const int Dialogs = 100;
    private const int Steps = 50;
    private const int Rounds = 7;

    internal static async Task<int> RunAsync(string[] args)
    {
        var files = new Dictionary<string, string>();
        foreach (var (path, text) in await DialogFolder.ReadAsync(args is [var folder] ? folder : "dialogs", CancellationToken.None))
        {
            if (!path.Contains('/', StringComparison.Ordinal) || path.StartsWith("bahasa/", StringComparison.Ordinal))
            {
                files[path] = text;
            }
        }

        for (var i = 0; i < Dialogs; i++)
        {
            files[$"uji_{i}.yaml"] = Dialog(i);
        }

        var loads = new List<double>();
        var parses = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            foreach (var (path, text) in files.Where(file => file.Key.EndsWith(".yaml", StringComparison.Ordinal)))
            {
                var parser = new Parser(new StringReader(text));
                while (parser.MoveNext())
                {
                    // Every event is read, none is kept.
                }
            }

            parses.Add(clock.Elapsed.TotalMilliseconds);
            clock.Restart();
            var loaded = DialogLoader.Load(files, []);
            loads.Add(clock.Elapsed.TotalMilliseconds);
            if (loaded.Library?.Dialogs.Length != Dialogs)
            {
                Console.WriteLine(string.Join('\n', loaded.Problems.Take(10)));
                return 1;
            }
        }

        var (load, parse) = (Median(loads), Median(parses));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Loading and checking {Dialogs} dialogs of {Steps} steps: {load:0} ms (to reach 1000), {load / parse:0.0} x the YAML parser alone ({parse:0} ms); median of {Rounds}"));
        return 0;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Dialog(int number)
    {
        var text = new StringBuilder($"""
            dialog: uji_{number}
            title: Uji {number}
            start: [commands]
            milestones: [mulai]
            answers:
              jawab: [type]

            """.Replace("[commands]", $"{{keywords: [uji nomor {number}]}}", StringComparison.Ordinal).Replace("[type]", "{type: choice}", StringComparison.Ordinal));
        text.Append("steps:\n");
        for (var i = 0; i < Steps - 1; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                  - id: langkah_{i}
                    ask: jawab
                    say: Ini pertanyaan nomor {i}, *penting*. Sudah siap melanjutkan, Bapak/Ibu?
                    hint: Tekan salah satu tombol di bawah.{(i == 0 ? "\n    milestone: mulai" : "")}
                    choices:
                      - {Braces($"id: ya, label: Ya, also: [siap, iya {i}]")}
                      - {Braces($"id: belum, label: Belum siap, also: [blm, nanti dulu], go: langkah_{Math.Max(0, i - 1)}")}

                """);
        }

        return text.Append("  - {id: selesai, say: Terima kasih., end: done}\n").ToString();
    }

    private static string Braces(string inner) => $"{{{inner}}}";
}
