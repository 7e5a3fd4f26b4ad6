using System.Diagnostics;
using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.Dialogs.Tests.Expressions;

public sealed class AnalysisTests
{
    [Theory]
    [InlineData("true", Truth.Always)]
    [InlineData("2 weeks = 14 days", Truth.Always)]
    [InlineData("npsn or not npsn", Truth.Always)]
    [InlineData("reached(aktif) or not reached(aktif)", Truth.Always)]
    [InlineData("not role or role in (guru, kepsek) or role not in (kepsek, guru)", Truth.Always)]
    [InlineData("not role = guru or not role = duta", Truth.Always)]
    [InlineData("not (pupils > 5 and pupils < 3)", Truth.Always)]
    [InlineData("false", Truth.Never)]
    [InlineData("role = guru and role = kepsek", Truth.Never)]
    [InlineData("silent > 3 days and silent < 1 day", Truth.Never)]
    [InlineData("silent > 3 days and since(contact.seen) <= 3 days", Truth.Never)]
    [InlineData("area = 32.73 and not area = 32", Truth.Never)]
    [InlineData("area = 32 and area = 33", Truth.Never)]
    [InlineData("npsn = \"a\" and npsn = \"b\"", Truth.Never)]
    [InlineData("starts_with(npsn, \"a\") and not npsn", Truth.Never)]
    [InlineData("stuck(masuk) and not stuck(masuk)", Truth.Never)]
    [InlineData("enrolled(pembatik_2026) and not enrolled(pembatik_2026)", Truth.Never)]
    [InlineData("consented(foto) and not consented(foto)", Truth.Never)]
    [InlineData("consented(foto) and not consented(data_program)", Truth.Depends)]
    [InlineData("consent and not consent", Truth.Never)]
    [InlineData("npsn = email and not npsn", Truth.Never)]
    [InlineData("npsn = \"A\" and npsn = \"a\"", Truth.Depends)]
    [InlineData("role != guru", Truth.Depends)]
    [InlineData("role = guru or role = kepsek", Truth.Depends)]
    [InlineData("area = 32 and not area = 32.73", Truth.Depends)]
    [InlineData("silent > 3 days and silent < 4 days", Truth.Depends)]
    [InlineData("pupils > 3 or pupils <= 3", Truth.Depends)]
    [InlineData("pupils > 3 or pupils <= 3 or not pupils", Truth.Always)]
    [InlineData("reached(mulai) within 7 days and not reached(mulai)", Truth.Depends)]
    public void A_condition_that_no_fact_can_change_is_found(string source, Truth truth)
    {
        var expression = Compiled.In(Sari.Dialog, source);

        Assert.Equal(truth, expression.FindTruth());
    }

    [Fact]
    public void An_expression_with_too_many_cases_to_try_depends_and_that_is_said_soon()
    {
        var source = string.Join(" and ", Enumerable.Range(10, 30).Select(i => $"(contains(npsn, \"{i}\") or not contains(npsn, \"{i}\"))"));
        var watch = Stopwatch.StartNew();

        var truth = Compiled.In(Sari.Dialog, source).FindTruth();

        Assert.Equal(Truth.Depends, truth);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    [Fact]
    public void The_readings_tell_what_is_read_where_and_whether_only_presence_matters()
    {
        var expression = Compiled.In(Sari.Dialog, "npsn and length(catatan) > 3 or answered(benar) and consent");

        Assert.Equal(
            [("contact.npsn", 1, true), ("answers.catatan", 17, false), ("answers.benar", 42, true), ("contact.consent", 53, false)],
            expression.Readings.Select(reading => (reading.Variable.Name, reading.Column, reading.OnlyWhetherKnown)));
    }

    [Fact]
    public void The_milestones_are_listed_once_with_their_dialog()
    {
        var expression = Compiled.In(Sari.Dialog, "reached(mulai) or reached(aktivasi.mulai) within 1 day or since(reached_at(pembatik.lulus)) > 1 week");

        Assert.Equal(["aktivasi.mulai", "pembatik.lulus"], expression.Milestones.Select(milestone => milestone.ToString()));
    }

    [Fact]
    public void Looking_into_a_table_costs_more_than_a_comparison()
    {
        Assert.Equal(2, Compiled.In(Sari.Dialog, "role = guru and area = 32").Cost);
        Assert.Equal(21, Compiled.In(Sari.Dialog, "role = guru and reached(aktif) and stuck(masuk)").Cost);
    }

    [Theory]
    [InlineData("ROLE=Guru  DAN(bukan npsn)", "role = guru and not npsn")]
    [InlineData("(a or b) and c", "(a or b) and c")]
    [InlineData("silent>1 hari", "silent > 1 day")]
    [InlineData("milestone aktif", "reached(aktif)")]
    public void An_expression_has_a_usual_form(string source, string usual)
    {
        Assert.Equal(usual, Parser.Parse(source, out _)?.ToString());
    }
}
