using System.Diagnostics;
using System.Globalization;
using System.Text;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Imports;
using CsvHelper;

namespace Benchmarks;

/// <summary>
/// Reads a list of 100,000 schools as <c>import schools</c> does: every line checked, its area found. The baseline is the CSV reader
/// alone over the same text. Says also how much memory the list holds until it is written.
/// </summary>
internal static class ImportBenchmark
{
    private const int Lines = 100_000;
    private const int Rounds = 5;

    internal static async Task<int> RunAsync(string[] args)
    {
        var loaded = DialogLoader.Load(await DialogFolder.ReadAsync(args is [var folder] ? folder : "dialogs", CancellationToken.None), []);
        if (loaded.Library is not { } library)
        {
            Console.WriteLine(string.Join('\n', loaded.Problems.Take(10)));
            return 1;
        }

        var text = new StringBuilder("npsn,name,area,level\n");
        var regencies = library.Texts.Data.Types.Regions.All.Where(region => !region.IsProvince).ToList();
        for (var i = 0; i < Lines; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{20_000_000 + i},SD Negeri {i},{regencies[i % regencies.Count].Code},sd\n");
        }

        var content = Encoding.UTF8.GetBytes(text.ToString());
        List<double> reads = [], parses = [];
        var held = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            using (var csv = CsvReader.FromText(Encoding.UTF8.GetString(content), new CsvReaderOptions()))
            {
                csv.ReadHeader();
                while (csv.Read())
                {
                    _ = csv.GetString(0).Length + csv.GetString(1).Length + csv.GetString(2).Length + csv.GetString(3).Length;
                }
            }

            parses.Add(clock.Elapsed.TotalMilliseconds);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            clock.Restart();
            var read = ImportedLists.ReadSchools(content, library.Texts.Data.Types.Regions);
            reads.Add(clock.Elapsed.TotalMilliseconds);
            held = GC.GetTotalMemory(forceFullCollection: true) - before;
            if (read.Rows.Count != Lines)
            {
                Console.WriteLine(string.Join('\n', read.Rejected.Take(10)));
                return 1;
            }
        }

        var (taken, parsed) = (reads.Order().ElementAt(Rounds / 2), parses.Order().ElementAt(Rounds / 2));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Reading and checking {Lines} schools: {taken:0} ms, {taken / parsed:0.0} x the CSV reader alone ({parsed:0} ms); median of {Rounds}; held in {held / 1e6:0.0} MB"));
        return 0;
    }
}
