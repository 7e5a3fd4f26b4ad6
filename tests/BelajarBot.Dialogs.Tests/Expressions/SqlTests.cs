using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.Dialogs.Tests.Expressions;

public sealed class SqlTests
{
    private static readonly SqlNames _names = new()
    {
        Columns = new Dictionary<string, string>
        {
            ["contact.role"] = "person.role",
            ["contact.area"] = "person.region",
            ["contact.npsn"] = "person.npsn",
            ["contact.seen"] = "person.seen_at",
        },
        CycleOf = name => name is "pembatik" or "pembatik_2026" ? "2026" : string.Empty,
    };

    [Theory]
    [InlineData("role = guru", "person.role in (@p0)")]
    [InlineData("role not in (guru, duta)", "(person.role <> '' and person.role not in (@p0, @p1))")]
    [InlineData("not role = guru", "((person.role in (@p0)) is not true)")]
    [InlineData("area = jabar", "(person.region >= @p0 and person.region < @p1)")]
    [InlineData("npsn", "person.npsn <> ''")]
    [InlineData("npsn = \"A\"", "lower(person.npsn) = @p0")]
    [InlineData("contains(npsn, \"50%\")", "lower(person.npsn) like @p0 escape '\\'")]
    [InlineData("silent > 3 days", "(@p0 - person.seen_at) > @p1")]
    [InlineData("consented(data_program)", "replace(person.consents, ' ' || @p0 || ':', '') <> person.consents")]
    [InlineData("enrolled(pembatik_2026)", "exists (select 1 from enrolment e where e.person_id = person.id and e.program = @p0 and e.cycle = @p1)")]
    [InlineData(
        "reached(pembatik.lulus)",
        "exists (select 1 from milestone m where m.person_id = person.id and m.scope = @p0 and m.cycle = @p1 and m.milestone = @p2)")]
    [InlineData(
        "stuck(aktivasi.masuk) or true",
        "(exists (select 1 from conversation c where c.person_id = person.id and c.status = 'open' and c.dialog = @p0 and c.step = @p1) or 1 = 1)")]
    public void An_audience_becomes_sql(string source, string sql)
    {
        var condition = Compiled.In(Sari.Audience, source).ToSql(_names, new Sari());

        Assert.Equal(sql, condition.Text);
    }

    [Fact]
    public void Values_travel_as_parameters_and_never_in_the_text()
    {
        var condition = Compiled.In(Sari.Audience, "npsn = \"'; drop table person; --\" and area = 32.73 and until(program.tenggat) > 1 day")
            .ToSql(_names, new Sari(), prefix: "who");

        Assert.DoesNotContain("drop", condition.Text, StringComparison.Ordinal);
        Assert.Equal(
            new Dictionary<string, object>
            {
                ["who0"] = "'; drop table person; --",
                ["who1"] = "32.73",
                ["who2"] = "32.73/",
                ["who3"] = new DateTimeOffset(2026, 6, 30, 0, 0, 0, TimeSpan.FromHours(7)).ToUnixTimeMilliseconds(),
                ["who4"] = Sari.Today.ToUnixTimeMilliseconds(),
                ["who5"] = 86_400_000L,
            },
            condition.Parameters);
    }

    [Fact]
    public void The_present_moment_is_one_parameter_however_often_it_is_used()
    {
        var condition = Compiled.In(Sari.Audience, "silent > 1 day and silent < 2 days and seen < now").ToSql(_names, new Sari());

        Assert.Equal(3, condition.Parameters.Count);
    }

    [Fact]
    public void A_dialog_condition_has_no_sql_and_a_field_without_a_column_is_a_bug_that_is_told()
    {
        var dialog = Compiled.In(Sari.Dialog, "role = guru");
        var lacking = Compiled.In(Sari.Audience, "email");

        Assert.Throws<InvalidOperationException>(() => dialog.ToSql(_names, new Sari()));
        var error = Assert.Throws<InvalidOperationException>(() => lacking.ToSql(_names, new Sari()));
        Assert.Contains("contact.email", error.Message, StringComparison.Ordinal);
    }
}
