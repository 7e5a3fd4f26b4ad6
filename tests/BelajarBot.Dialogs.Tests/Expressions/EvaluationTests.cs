using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.Dialogs.Tests.Expressions;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData("role = guru and area = 32 and not reached(aktivasi.aktif) and silent > 3 days")]
    [InlineData("role = guru or role = kepsek")]
    [InlineData("role in (kepsek, guru)")]
    [InlineData("role not in (kepsek, duta)")]
    [InlineData("contact.npsn")]
    [InlineData("npsn = \"20104567\"")]
    [InlineData("answered(benar)")]
    [InlineData("not answered(catatan)")]
    [InlineData("benar = bukan")]
    [InlineData("not benar = tidak and benar != in")]
    [InlineData("status = sudah and not contact.status")]
    [InlineData("ends_with(answer, \"belajar.id\")")]
    [InlineData("ends_with(email, \".BELAJAR.id\") and starts_with(email, \"sari\") and contains(email, \"@guru\")")]
    [InlineData("email = answer and not email != answer")]
    [InlineData("length(npsn) = 8")]
    [InlineData("consent and pupils >= 28 and pupils < 28.5")]
    [InlineData("30 > pupils")]
    [InlineData("pupils in (1, 28)")]
    [InlineData("area = 32.73 and area = jabar and area = \"Kota Bandung\"")]
    [InlineData("area in (33, jabar)")]
    [InlineData("area != 33")]
    [InlineData("reached(mulai) and milestone mulai and reached(aktivasi.mulai) within 7 days")]
    [InlineData("not reached(mulai) within 5 days")]
    [InlineData("reached_at(mulai) < 2026-03-05 and since(reached_at(mulai)) = 6 days")]
    [InlineData("until(program.tenggat) > 100 days and now < program.tenggat and program.tenggat = 2026-06-30")]
    [InlineData("stuck(aktivasi) and stuck(aktivasi.masuk) and stuck(masuk) and not stuck(sapa)")]
    [InlineData("enrolled(pembatik_2026) and not enrolled(belajar_id_2026)")]
    [InlineData("consented(data_program) and not consented(foto)")]
    [InlineData("silent = 5 hari dan bukan (role = duta atau area = 33)")]
    [InlineData("false or not false and true")]
    [InlineData("2 weeks > 13 days")]
    public void This_is_true_of_sari(string source)
    {
        var expression = Compiled.In(Sari.Dialog, source);

        Assert.True(expression.Evaluate(new Sari()));
    }

    [Theory]
    [InlineData("role = guru")]
    [InlineData("role != guru")]
    [InlineData("role not in (guru, duta)")]
    [InlineData("area = 32")]
    [InlineData("area != 32")]
    [InlineData("npsn")]
    [InlineData("npsn != \"1\"")]
    [InlineData("npsn = email")]
    [InlineData("npsn != email")]
    [InlineData("length(npsn) >= 0")]
    [InlineData("contains(npsn, \"2\")")]
    [InlineData("consent")]
    [InlineData("pupils != 1")]
    [InlineData("silent > 0 days")]
    [InlineData("since(seen) < 100 weeks")]
    [InlineData("seen < now")]
    [InlineData("program.tenggat != 2026-06-30")]
    public void About_a_missing_value_everything_is_false_and_its_negation_true(string source)
    {
        var stranger = new Sari()
            .Without("contact.role").Without("contact.area").Without("contact.npsn").Without("contact.consent")
            .Without("contact.pupils").Without("contact.seen").Without("program.tenggat");

        Assert.False(Compiled.In(Sari.Dialog, source).Evaluate(stranger));
        Assert.True(Compiled.In(Sari.Dialog, $"not ({source})").Evaluate(stranger));
    }

    [Theory]
    [InlineData("32", true)]
    [InlineData("32.73", true)]
    [InlineData("32.73.01", true)]
    [InlineData("320", false)]
    [InlineData("3", false)]
    [InlineData("33.32", false)]
    public void An_area_covers_the_codes_below_it_and_no_others(string region, bool covered)
    {
        var person = new Sari().With("contact.area", Value.Of(region));

        Assert.Equal(covered, Compiled.In(Sari.Dialog, "area = 32").Evaluate(person));
        Assert.Equal(!covered, Compiled.In(Sari.Dialog, "area != 32").Evaluate(person));
    }

    [Fact]
    public void An_empty_text_is_a_missing_value()
    {
        var person = new Sari().With("contact.npsn", Value.Of(string.Empty));

        Assert.False(Compiled.In(Sari.Dialog, "npsn").Evaluate(person));
    }

    [Theory]
    [InlineData("ÉMILE", false)]
    [InlineData("éMILE", true)]
    public void Only_the_letters_a_to_z_are_compared_without_case(string name, bool same)
    {
        var person = new Sari().With("contact.npsn", Value.Of(name));

        Assert.Equal(same, Compiled.In(Sari.Dialog, "npsn = \"émile\"").Evaluate(person));
    }

    [Fact]
    public void A_typical_condition_is_evaluated_without_allocating()
    {
        var expression = Compiled.In(Sari.Dialog, "role = guru and area = 32 and not reached(aktif) and silent > 3 days and ends_with(answer, \"belajar.id\")");
        var sari = new Sari();
        expression.Evaluate(sari);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var holds = expression.Evaluate(sari);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(holds);
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(ValueKind.Date, "2026-06-30", true)]
    [InlineData(ValueKind.Date, "2026-06-30T08:00", true)]
    [InlineData(ValueKind.Date, "2026-06-30T08:00:00+07:00", true)]
    [InlineData(ValueKind.Date, "0001-01-01", false)]
    [InlineData(ValueKind.Date, "besok", false)]
    [InlineData(ValueKind.Number, "12.5", true)]
    [InlineData(ValueKind.Number, "dua", false)]
    [InlineData(ValueKind.Flag, "true", true)]
    [InlineData(ValueKind.Flag, "ya", false)]
    [InlineData(ValueKind.Duration, "3.00:00:00", true)]
    [InlineData(ValueKind.Duration, "lama", false)]
    [InlineData(ValueKind.Text, "", false)]
    public void A_stored_text_becomes_a_value_or_is_missing(ValueKind kind, string stored, bool exists)
    {
        Assert.Equal(exists, Value.Stored(kind, stored, TimeSpan.FromHours(7)).Exists);
    }

    [Fact]
    public void A_stored_day_begins_in_the_given_offset()
    {
        var value = Value.Stored(ValueKind.Date, "2026-06-30", TimeSpan.FromHours(9));

        Assert.Equal(Value.Of(new DateTimeOffset(2026, 6, 29, 15, 0, 0, TimeSpan.Zero)), value);
    }
}
