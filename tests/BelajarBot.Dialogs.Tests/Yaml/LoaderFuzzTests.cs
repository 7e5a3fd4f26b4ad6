using System.Diagnostics;
using System.Text;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Tests.Checks;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Yaml;

/// <summary>
/// Whatever stands in a dialog file, loading ends soon, with a library or with problems whose places are inside the
/// file; never with an exception. Seeded, so that a failure repeats; <c>BELAJARBOT_LONG=1</c> tries far more.
/// </summary>
public sealed class LoaderFuzzTests
{
    private const string Path = "belajar-id/aktivasi.yaml";
    private const string English = "belajar-id/aktivasi.en.yaml";

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("BELAJARBOT_LONG") == "1";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static readonly string[] Snippets =
    [
        ":", "-", "\t", "\n", "  ", "{", "}", "[", "]", "|", ">", "\"", "'", "#", "&a", "*a", "!!str", "---", "...", "%", "?", "\\", "\0", "é", "😀", "\uD83D", "\uFEFF", "\u2028",
        "go: ", "if: ", "id: ", "ask: ", "say: ", "choices: ", "{contact.name", "{answer}", "*", "_", "tries: {max: 3, then: ", "end: done", "<<: *a", "? [a]: b", "999999999999999999999",
    ];

    private static int Rounds(int brief, int full) => IsLong ? full : brief;

    [Fact]
    public void Random_characters_end_in_problems_inside_the_file()
    {
        var random = new Random(20260302);
        for (var round = 0; round < Rounds(60, 10_000); round++)
        {
            var text = new StringBuilder();
            for (var left = random.Next(1, 400); left > 0; left--)
            {
                _ = random.Next(3) switch
                {
                    0 => text.Append((char)random.Next(0x20, 0x7F)),
                    1 => text.Append((char)random.Next(0, 0x10000)),
                    _ => text.Append(Snippets[random.Next(Snippets.Length)]),
                };
            }

            AssertEndsWell(DialogFiles.Bare.With("coba.yaml", text.ToString()), $"round {round}");
        }
    }

    [Fact]
    public void Random_bytes_read_as_text_end_in_problems_inside_the_file()
    {
        var random = new Random(20260303);
        for (var round = 0; round < Rounds(60, 5_000); round++)
        {
            var bytes = new byte[random.Next(1, 2_000)];
            random.NextBytes(bytes);

            AssertEndsWell(DialogFiles.Bare.With("coba.yaml", Encoding.UTF8.GetString(bytes)), $"round {round}");
        }
    }

    [Theory]
    [InlineData(Path)]
    [InlineData(English)]
    [InlineData("bot.yaml")]
    [InlineData("programs/pembatik.yaml")]
    [InlineData("programs/pembatik.en.yaml")]
    public void Shipped_files_with_some_damage_end_in_a_library_or_in_problems_inside_the_file(string file)
    {
        var random = new Random(20260304);
        for (var round = 0; round < Rounds(15, 3_000); round++)
        {
            var text = new StringBuilder(DialogFiles.Shipped[file]);
            for (var slips = random.Next(1, 6); slips > 0; slips--)
            {
                Damage(text, random);
            }

            AssertEndsWell(DialogFiles.Shipped.With(file, text.ToString()), $"{file}, round {round}");
        }
    }

    [Fact]
    public void Random_pieces_of_programme_files_end_in_problems_inside_the_file()
    {
        string[] pieces =
        [
            .. Snippets, "program: coba\n", "title: Coba\n", "links:\n", "facts:\n", "cycles:\n", "  a: ", "  - cycle: 2026\n", "    state: open\n", "    dates:\n", "      a_tutup: ",
            "{value: 2026-07-15, ", "type: date, ", "source: s, ", "last_checked: 2026-01-31, ", "confidence: V}\n", "valid_to: 0001-01-01, ", "valid_from: 9999-12-31, ", "zone: WIT, ", "value: 9999-12-31",
        ];
        var random = new Random(20260305);
        for (var round = 0; round < Rounds(150, 10_000); round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)]));

            AssertEndsWell(DialogFiles.Bare.With("programs/coba.yaml", text), $"round {round}");
        }
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{a: ", 100_000)]
    [InlineData("- ", 100_000)]
    [InlineData("? ", 100_000)]
    [InlineData("a:\n ", 50_000)]
    public void Deep_nesting_ends_in_a_problem(string piece, int times)
    {
        AssertEndsWell(DialogFiles.Bare.With("coba.yaml", string.Concat(Enumerable.Repeat(piece, times))), piece);
    }

    [Fact]
    public void Steps_of_growing_depth_end_in_a_problem()
    {
        var text = new StringBuilder("dialog: coba\ntitle: Coba\nsteps:\n");
        for (var depth = 1; depth < 2_000; depth++)
        {
            text.Append(' ', depth).Append("- a:\n");
        }

        AssertEndsWell(DialogFiles.Bare.With("coba.yaml", text.ToString()), "steps");
    }

    [Fact]
    public void A_bomb_of_aliases_does_not_go_off()
    {
        var bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat("bcdefghi".Select(
            letter => $"{letter}: &{letter} [{string.Join(", ", Enumerable.Repeat($"*{(char)(letter - 1)}", 9))}]\n"));

        var problems = AssertEndsWell(DialogFiles.Bare.With("coba.yaml", bomb), "bomb");

        Assert.Contains(problems, problem => problem.Code == "D000");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("- {id: a, say: b}\n")]
    [InlineData("\n")]
    [InlineData("😀")]
    public void Ten_megabytes_are_refused_at_once(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 10 * 1024 * 1024 / piece.Length));

        var problems = AssertEndsWell(DialogFiles.Bare.With("coba.yaml", text), "10 MB");

        Assert.Contains(problems, problem => problem.Code == "D000" && problem.Place == new Place("coba.yaml", 1, 1));
    }

    [Theory]
    [InlineData("  - {id: a#, say: x}\n")]
    [InlineData("  - {id: a#, say: x, if: contact.npsn, go: a0}\n")]
    [InlineData("  - {id: a#, ask: a#, say: x, go: a1}\n")]
    [InlineData("  - {id: a#, say: \"{contact.name}\", skip_if: contact.role = guru}\n")]
    [InlineData("  - {id: a#, say: x, go: b#}\n")]
    public void A_file_full_of_steps_is_checked_in_time(string step)
    {
        var text = new StringBuilder("dialog: coba\ntitle: Coba\nsteps:\n");
        for (var number = 0; text.Length < Rounds(60, 500) * 1024; number++)
        {
            text.Append(step.Replace("#", $"{number}", StringComparison.Ordinal));
        }

        AssertEndsWell(DialogFiles.Bare.With("coba.yaml", text.ToString()), step, IsLong ? TimeSpan.FromMinutes(2) : Soon);
    }

    [Fact]
    public void One_question_with_thousands_of_choices_is_checked_in_time()
    {
        var text = new StringBuilder("dialog: coba\ntitle: Coba\nanswers: {a: {type: choice}}\nsteps:\n  - id: a\n    ask: a\n    say: x\n    choices:\n");
        for (var number = 0; number < Rounds(500, 5_000); number++)
        {
            text.Append("      - {id: a").Append(number).Append(", label: pilihan panjang ").Append((char)('a' + (number % 26))).Append(number).Append("}\n");
        }

        AssertEndsWell(DialogFiles.Bare.With("coba.yaml", text.ToString()), "choices", IsLong ? TimeSpan.FromMinutes(2) : Soon);
    }

    private static void Damage(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length);
        var length = Math.Min(random.Next(1, 40), text.Length - at);
        switch (random.Next(5))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, Snippets[random.Next(Snippets.Length)]);
                break;
            case 2:
                text[at] = (char)random.Next(0x20, 0x7F);
                break;
            case 3:
                text.Insert(random.Next(text.Length), text.ToString(at, length));
                break;
            default:
                var lines = text.ToString().Split('\n');
                var (one, other) = (random.Next(lines.Length), random.Next(lines.Length));
                (lines[one], lines[other]) = (lines[other], lines[one]);
                text.Clear().Append(string.Join('\n', lines));
                break;
        }

        if (text.Length == 0)
        {
            text.Append('x');
        }
    }

    private static IReadOnlyList<Problem> AssertEndsWell(Dictionary<string, string> files, string what, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        LoadedDialogs loaded;
        try
        {
            loaded = files.Load();
        }
        catch (Exception thrown)
        {
            throw new InvalidOperationException($"Loading threw at {what}: {thrown}", thrown);
        }

        Assert.True(watch.Elapsed < (limit ?? Soon), $"{what} took {watch.Elapsed}");
        Assert.Equal(loaded.Library is null, loaded.Problems.Any(problem => problem.Level == ProblemLevel.Error));
        foreach (var inFile in loaded.Problems.Where(problem => files.ContainsKey(problem.Place.File)).GroupBy(problem => problem.Place.File))
        {
            var lines = files[inFile.Key].Split(["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029"], StringSplitOptions.None).Length;
            var outside = inFile.FirstOrDefault(problem => problem.Place.Line < 1 || problem.Place.Line > lines || problem.Place.Column < 1);
            Assert.True(outside is null, $"{what}: {outside} stands outside the file of {lines} lines");
        }

        return loaded.Problems;
    }
}
