using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.Dialogs.Tests.Expressions;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("", 1, ExpressionErrorKind.Empty)]
    [InlineData("   ", 1, ExpressionErrorKind.Empty)]
    [InlineData("role =", 6, ExpressionErrorKind.Syntax)]
    [InlineData("role guru", 6, ExpressionErrorKind.Syntax)]
    [InlineData("and role = guru", 1, ExpressionErrorKind.Syntax)]
    [InlineData("(role = guru", 12, ExpressionErrorKind.Syntax)]
    [InlineData("role = guru)", 12, ExpressionErrorKind.Syntax)]
    [InlineData("role in guru", 9, ExpressionErrorKind.Syntax)]
    [InlineData("role in ()", 10, ExpressionErrorKind.Syntax)]
    [InlineData("reached()", 9, ExpressionErrorKind.Syntax)]
    [InlineData("role = guru &", 13, ExpressionErrorKind.Syntax)]
    [InlineData("contact. = 3", 1, ExpressionErrorKind.Syntax)]
    [InlineData("npsn = \"2010", 8, ExpressionErrorKind.Syntax)]
    [InlineData("npsn = \"20\u000010\"", 11, ExpressionErrorKind.Syntax)]
    [InlineData("npsn = \"20\n10\"", 11, ExpressionErrorKind.Syntax)]
    [InlineData("silent > 999999999 weeks", 10, ExpressionErrorKind.Syntax)]
    [InlineData("silent > 1.5 days", 10, ExpressionErrorKind.Syntax)]
    [InlineData("rol = guru", 1, ExpressionErrorKind.UnknownName)]
    [InlineData("guru = role", 1, ExpressionErrorKind.UnknownName)]
    [InlineData("answered(npsn)", 10, ExpressionErrorKind.UnknownName)]
    [InlineData("reach(aktif)", 1, ExpressionErrorKind.UnknownFunction)]
    [InlineData("reached(aktiff)", 9, ExpressionErrorKind.UnknownMilestone)]
    [InlineData("reached(pembatik.aktif)", 9, ExpressionErrorKind.UnknownMilestone)]
    [InlineData("stuck(aktivasi.sappa)", 7, ExpressionErrorKind.UnknownStep)]
    [InlineData("enrolled(pembatik)", 10, ExpressionErrorKind.UnknownProgram)]
    [InlineData("consented(data)", 11, ExpressionErrorKind.UnknownConsent)]
    [InlineData("area = 99", 8, ExpressionErrorKind.UnknownArea)]
    [InlineData("role = gru", 8, ExpressionErrorKind.NotAChoice)]
    [InlineData("role = 3", 8, ExpressionErrorKind.NotAChoice)]
    [InlineData("role in (guru, murid)", 16, ExpressionErrorKind.NotAChoice)]
    [InlineData("role > guru", 1, ExpressionErrorKind.WrongType)]
    [InlineData("npsn = 20104567", 8, ExpressionErrorKind.WrongType)]
    [InlineData("npsn = sari", 8, ExpressionErrorKind.WrongType)]
    [InlineData("npsn = \"\"", 8, ExpressionErrorKind.WrongType)]
    [InlineData("consent = ya", 1, ExpressionErrorKind.WrongType)]
    [InlineData("pupils = 3 days", 10, ExpressionErrorKind.WrongType)]
    [InlineData("pupils = 32.73.01", 10, ExpressionErrorKind.WrongType)]
    [InlineData("silent > 3", 10, ExpressionErrorKind.WrongType)]
    [InlineData("program.tenggat = 2026-02-30", 19, ExpressionErrorKind.WrongType)]
    [InlineData("silent", 1, ExpressionErrorKind.WrongType)]
    [InlineData("length(npsn)", 1, ExpressionErrorKind.WrongType)]
    [InlineData("length(pupils) = 3", 8, ExpressionErrorKind.WrongType)]
    [InlineData("reached(aktif) = 3", 1, ExpressionErrorKind.WrongType)]
    [InlineData("role within 3 days", 1, ExpressionErrorKind.WrongType)]
    [InlineData("contains(npsn)", 1, ExpressionErrorKind.WrongType)]
    [InlineData("contains(npsn, email)", 16, ExpressionErrorKind.WrongType)]
    [InlineData("reached(\"aktif\")", 1, ExpressionErrorKind.WrongType)]
    [InlineData("3 days", 1, ExpressionErrorKind.WrongType)]
    public void A_mistake_is_told_with_its_place_and_kind(string source, int column, ExpressionErrorKind kind)
    {
        var result = Expression.Compile(source, Sari.Dialog);

        var error = Assert.Single(result.Errors);
        Assert.Equal((column, kind), (error.Column, error.Kind));
        Assert.Null(result.Expression);
    }

    [Theory]
    [InlineData("rol = guru", "role")]
    [InlineData("contact.nspn", "contact.npsn")]
    [InlineData("role = gruu", "guru")]
    [InlineData("reached(aktiff)", "aktif")]
    [InlineData("reached(pembatik.lulu)", "pembatik.lulus")]
    [InlineData("stuck(aktivasi.msauk)", "aktivasi.masuk")]
    [InlineData("enrolled(pembatik_2025)", "pembatik_2026")]
    [InlineData("consented(data_progam)", "data_program")]
    [InlineData("area = jbar", "jabar")]
    [InlineData("end_with(answer, \"x\")", "ends_with")]
    [InlineData("answered(catatn)", "catatan")]
    public void A_slip_of_the_pen_is_answered_with_what_was_meant(string source, string meant)
    {
        var error = Assert.Single(Expression.Compile(source, Sari.Dialog).Errors);

        Assert.Equal($"Maksud Anda '{meant}'?", error.Remedy.Indonesian);
        Assert.Equal($"Did you mean '{meant}'?", error.Remedy.English);
    }

    [Theory]
    [InlineData("role == guru", "=")]
    [InlineData("role <> guru", "!=")]
    [InlineData("role = guru && npsn", "and")]
    [InlineData("role = guru || npsn", "or")]
    [InlineData("!npsn", "not")]
    [InlineData("npsn = 'a'", "\"")]
    [InlineData("npsn = “a”", "\"")]
    [InlineData("{npsn}", "braces")]
    [InlineData("silent ≥ 3 days", ">=")]
    [InlineData("now - 3 days > seen", "since(")]
    public void A_habit_from_another_language_is_answered_with_the_way_to_write_it_here(string source, string way)
    {
        var error = Assert.Single(Expression.Compile(source, Sari.Dialog).Errors);

        Assert.Contains(way, error.Remedy.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role = guru or kepsek", "contact.role = kepsek")]
    [InlineData("guru = role", "contact.role = guru")]
    public void A_choice_on_its_own_is_answered_with_what_it_is_a_choice_of(string source, string way)
    {
        var error = Assert.Single(Expression.Compile(source, Sari.Dialog).Errors);

        Assert.Equal(ExpressionErrorKind.UnknownName, error.Kind);
        Assert.Contains(way, error.Remedy.Indonesian, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_which_no_database_stores_is_refused_and_a_whole_one_is_not()
    {
        var half = Expression.Compile("npsn = \"20" + '\ud83d' + "10\"", Sari.Dialog);

        Assert.Equal((11, "Tanda U+D83D tidak dikenal."), (Assert.Single(half.Errors).Column, half.Errors[0].Message.Indonesian));
        Compiled.In(Sari.Dialog, "npsn = \"20\ud83d\ude0010\"");
    }

    [Fact]
    public void All_mistakes_about_names_are_told_at_once_in_the_order_of_writing()
    {
        var result = Expression.Compile("rol = guru and area = 99 and reached(apa)", Sari.Dialog);

        Assert.Equal([1, 23, 38], result.Errors.Select(error => error.Column));
    }

    [Theory]
    [InlineData("answers.status = sudah")]
    [InlineData("benar = ya")]
    [InlineData("answered(benar)")]
    [InlineData("length(answer) > 3")]
    public void An_answer_is_not_available_in_an_audience(string source)
    {
        var error = Assert.Single(Expression.Compile(source, Sari.Audience).Errors);

        Assert.Equal(ExpressionErrorKind.NotInAudience, error.Kind);
        Assert.Contains("tidak tersedia dalam sasaran", error.Message.Indonesian, StringComparison.Ordinal);
        Assert.Contains("not available in an audience", error.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void In_an_audience_a_shared_short_name_is_the_contact_field()
    {
        var expression = Compiled.In(Sari.Audience, "status = \"aktif\"");

        Assert.Equal("contact.status", Assert.Single(expression.Readings).Variable.Name);
    }

    [Fact]
    public void An_audience_has_no_own_milestones_so_they_need_their_dialog()
    {
        var error = Assert.Single(Expression.Compile("reached(aktif)", Sari.Audience).Errors);

        Assert.Equal(ExpressionErrorKind.UnknownMilestone, error.Kind);
    }
}
