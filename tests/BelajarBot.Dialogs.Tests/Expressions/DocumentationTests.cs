using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.Dialogs.Tests.Expressions;

/// <summary>Every example of docs/expressions.md, in the dialog of dialog-language's worked example.</summary>
public sealed class DocumentationTests
{
    private static readonly string[] _page = ReadPage();

    private static readonly IEnumerable<Variable> _variables =
    [
        new(VariableSource.Contact, "role", ValueKind.Choice, ["guru", "kepsek", "tendik", "duta"]),
        new(VariableSource.Contact, "area", ValueKind.Area),
        new(VariableSource.Contact, "npsn", ValueKind.Text),
        new(VariableSource.Contact, "setuju", ValueKind.Flag),
        new(VariableSource.Contact, "seen", ValueKind.Date),
        new(VariableSource.Program, "tenggat", ValueKind.Date),
        new(VariableSource.Answer, "npsn", ValueKind.Text),
        new(VariableSource.Answer, "npsn.nama", ValueKind.Text),
        new(VariableSource.Answer, "sekolah_benar", ValueKind.Choice, ["ya", "bukan", "tidak"]),
        new(VariableSource.Answer, "status", ValueKind.Choice, ["sudah", "belum", "lupa"]),
        new(VariableSource.Input, "answer", ValueKind.Text),
    ];

    private static readonly ExpressionSchema _dialog = Schema(ExpressionUse.Dialog);

    [Fact]
    public void Every_audience_on_the_page_compiles()
    {
        var audience = Schema(ExpressionUse.Audience);

        Assert.All(Examples("audience"), source => Compiled.In(audience, source));
    }

    [Fact]
    public void Every_condition_on_the_page_compiles()
    {
        Assert.All(Examples("dialog"), source => Compiled.In(_dialog, source));
    }

    [Fact]
    public void Every_mistake_on_the_page_is_told_in_these_words()
    {
        Assert.All(Examples("mistakes"), line =>
        {
            var (source, message) = line.Split(" → ") is [var left, var right] ? (left, right) : (line, string.Empty);

            var error = Assert.Single(Expression.Compile(source, _dialog).Errors);

            Assert.Equal(message, error.ToString());
        });
    }

    [Fact]
    public void What_the_page_calls_never_true_is_found_to_be_so()
    {
        Assert.All(Examples("never"), source => Assert.Equal(Truth.Never, Compiled.In(_dialog, source).FindTruth()));
    }

    [Fact]
    public void Every_function_is_on_the_page_and_its_error_message_shows_a_use_that_compiles()
    {
        Assert.All(Function.All.Values, function =>
        {
            Assert.Contains(_page, line => line.StartsWith('|') && line.Contains($"`{function.Name}(", StringComparison.Ordinal));
            Compiled.In(_dialog, function.Usage);
        });
    }

    private static ExpressionSchema Schema(ExpressionUse use) => new(
        use,
        _variables,
        [new("aktivasi_belajar_id", ["mulai", "sekolah_terverifikasi", "akun_aktif"], ["sapa", "masuk", "selesai"])])
    {
        Dialog = use is ExpressionUse.Dialog ? "aktivasi_belajar_id" : null,
        Programs = ["belajar_id_2026", "pembatik_2026"],
        Consents = ["data_program"],
        Areas = new Dictionary<string, string>
        {
            ["32"] = "32", ["jabar"] = "32", ["32.73"] = "32.73", ["kota bandung"] = "32.73", ["33"] = "33",
        },
    };

    /// <summary>The lines of every block that is marked with the word; at least one.</summary>
    private static List<string> Examples(string word)
    {
        List<string> examples = [];
        for (var i = 0; i < _page.Length; i++)
        {
            if (_page[i] != $"```{word}")
            {
                continue;
            }

            while (_page[++i] != "```")
            {
                examples.Add(_page[i]);
            }
        }

        Assert.NotEmpty(examples);
        return examples;
    }

    private static string[] ReadPage()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BelajarBot.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return File.ReadAllLines(Path.Combine(folder.FullName, "docs", "expressions.md"));
    }
}
