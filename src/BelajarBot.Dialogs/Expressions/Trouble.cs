namespace BelajarBot.Dialogs.Expressions;

/// <summary>What the reader hoped to find where it found something else.</summary>
internal enum Expectation
{
    Condition,
    Value,
    Operator,
    Opening,
    Closing,
}

/// <summary>Every mistake that an expression can contain, in words.</summary>
internal static class Trouble
{
    public static ExpressionError Empty() => At(
        default,
        ExpressionErrorKind.Empty,
        "Kondisi kosong.",
        "The condition is empty.",
        "Tulis sebuah kondisi, misalnya role = guru, atau hapus barisnya.",
        "Write a condition such as role = guru, or remove the line.");

    public static ExpressionError TooLong(int limit) => At(
        new(limit, 1),
        ExpressionErrorKind.TooComplex,
        $"Kondisi lebih panjang dari {limit} karakter.",
        $"The condition is longer than {limit} characters.",
        "Pakai 'in (a, b, c)' sebagai ganti banyak 'or', atau bagi menjadi beberapa kondisi.",
        "Use 'in (a, b, c)' instead of many 'or', or split it into several conditions.");

    public static ExpressionError TooDeep(Place place, int limit) => At(
        place,
        ExpressionErrorKind.TooComplex,
        $"Lebih dari {limit} tingkat kurung atau 'not'.",
        $"More than {limit} levels of parentheses or 'not'.",
        "Hapus kurung yang tidak perlu.",
        "Remove parentheses that are not needed.");

    public static ExpressionError TooManyParts(Place place, int limit) => At(
        place,
        ExpressionErrorKind.TooComplex,
        $"Lebih dari {limit} nama dan nilai.",
        $"More than {limit} names and values.",
        "Bagi menjadi beberapa kondisi.",
        "Split it into several conditions.");

    public static ExpressionError BadCharacter(string source, int at)
    {
        var two = source.Substring(at, Math.Min(2, source.Length - at));
        var length = two is "==" or "<>" or "&&" or "||" || char.IsSurrogatePair(source, at) ? 2 : 1;
        (string Indonesian, string English) remedy = (two, source[at]) switch
        {
            ("==", _) => ("Pakai satu tanda: =", "Use a single ="),
            ("<>", _) or (_, '!') or (_, '≠') => ("Untuk 'tidak sama dengan' tulis != dan untuk 'bukan' tulis not.", "For 'is not equal' write != and for 'not' write not."),
            (_, '≤') => ("Tulis <=", "Write <="),
            (_, '≥') => ("Tulis >=", "Write >="),
            (_, '&') => ("Tulis and (atau dan).", "Write and (or dan)."),
            (_, '|') => ("Tulis or (atau atau).", "Write or (or atau)."),
            (_, '“' or '”' or '\'' or '‘' or '’' or '`') => ("Pakai tanda kutip lurus ganda: \"teks\"", "Use straight double quotes: \"text\""),
            (_, '{' or '}') => ("Tulis namanya saja, tanpa kurung kurawal.", "Write just the name, without braces."),
            (_, '-' or '+' or '*' or '/') => (
                "Tidak ada hitungan di sini; untuk selisih waktu pakai since(tanggal) atau until(tanggal).",
                "There is no arithmetic; for a distance in time use since(date) or until(date)."),
            _ => ("Hapus, atau tulis teks di antara tanda kutip: \"teks\"", "Remove it, or write text between quotes: \"text\""),
        };
        return At(
            new(at, length),
            ExpressionErrorKind.Syntax,
            $"Tanda {Shown(source.Substring(at, length))} tidak dikenal.",
            $"The sign {Shown(source.Substring(at, length))} means nothing here.",
            remedy.Indonesian,
            remedy.English);
    }

    public static ExpressionError LooseDot(Place place, string text) => At(
        place,
        ExpressionErrorKind.Syntax,
        $"Titik dalam {Shown(text)} tidak diikuti apa pun.",
        $"A dot in {Shown(text)} is followed by nothing.",
        "Titik menyambung dua nama (contact.npsn) atau angka (32.73).",
        "A dot joins two names (contact.npsn) or digits (32.73).");

    public static ExpressionError OpenText(Place place) => At(
        place,
        ExpressionErrorKind.Syntax,
        "Tanda kutip tidak ditutup.",
        "The quotation mark is never closed.",
        "Tambahkan \" di akhir teks.",
        "Add \" at the end of the text.");

    public static ExpressionError BadDuration(Place place) => At(
        place,
        ExpressionErrorKind.Syntax,
        "Lama waktu harus bilangan bulat dan paling lama seratus tahun.",
        "A duration is a whole number, and a century at most.",
        "Tulis misalnya 3 days, 36 hours, 2 minggu.",
        "Write for example 3 days, 36 hours, 2 weeks.");

    public static ExpressionError Unexpected(Token found, Expectation expected)
    {
        var (indonesian, english) = expected switch
        {
            Expectation.Condition => ("kondisi seperti role = guru", "a condition such as role = guru"),
            Expectation.Value => ("sebuah nilai", "a value"),
            Expectation.Opening => ("kurung buka (", "an opening parenthesis ("),
            Expectation.Closing => ("kurung tutup )", "a closing parenthesis )"),
            _ => ("and, or, atau akhir kondisi", "and, or, or the end of the condition"),
        };
        var end = found.Kind is TokenKind.End;
        return At(
            found.Place,
            ExpressionErrorKind.Syntax,
            end ? $"Kondisi berhenti; seharusnya masih ada {indonesian}." : $"Tidak diharapkan: {Shown(found.Text)}.",
            end ? $"The condition stops where {english} should follow." : $"{Shown(found.Text)} is not expected here.",
            $"Di sini seharusnya ada {indonesian}.",
            $"Put {english} here.");
    }

    public static ExpressionError UnknownName(Place place, string name, string? near) => At(
        place,
        ExpressionErrorKind.UnknownName,
        $"Nama {Shown(name)} tidak dikenal.",
        $"There is no name {Shown(name)}.",
        Suggest(near, "Pakai contact.<isian>, program.<tanggal>, atau jawaban yang ada di 'answers'."),
        SuggestEnglish(near, "Use contact.<field>, program.<date>, or an answer listed in 'answers'."));

    /// <summary>A choice without what it is a choice of, as in <c>role = guru or kepsek</c>.</summary>
    public static ExpressionError LooseChoice(Place place, string id, Variable variable) => At(
        place,
        ExpressionErrorKind.UnknownName,
        $"{Shown(id)} adalah pilihan dari {variable.Name}, bukan nama.",
        $"{Shown(id)} is a choice of {variable.Name}, not a name.",
        $"Tulis {variable.Name} = {id}, atau untuk beberapa pilihan {variable.Name} in ({id}, ...).",
        $"Write {variable.Name} = {id}, or for several choices {variable.Name} in ({id}, ...).");

    public static ExpressionError UnknownFunction(Place place, string name, string? near) => At(
        place,
        ExpressionErrorKind.UnknownFunction,
        $"Fungsi {Shown(name)} tidak dikenal.",
        $"There is no function {Shown(name)}.",
        Suggest(near, $"Yang ada: {string.Join(", ", Function.All.Keys)}."),
        SuggestEnglish(near, $"There are: {string.Join(", ", Function.All.Keys)}."));

    public static ExpressionError BadCall(Place place, Function function) => At(
        place,
        ExpressionErrorKind.WrongType,
        $"{function.Name} dipakai dengan cara lain.",
        $"{function.Name} is used in another way.",
        $"Contoh: {function.Usage}",
        $"Example: {function.Usage}");

    public static ExpressionError UnknownMilestone(Place place, string name, string? near) => At(
        place,
        ExpressionErrorKind.UnknownMilestone,
        $"Tonggak {Shown(name)} tidak ada.",
        $"There is no milestone {Shown(name)}.",
        Suggest(near, "Tulis dialog.tonggak, dengan tonggak yang ada di 'milestones' dialog itu."),
        SuggestEnglish(near, "Write dialog.milestone, with one that the dialog lists in 'milestones'."));

    public static ExpressionError UnknownStep(Place place, string name, string? near) => At(
        place,
        ExpressionErrorKind.UnknownStep,
        $"Dialog atau langkah {Shown(name)} tidak ada.",
        $"There is no dialog or step {Shown(name)}.",
        Suggest(near, "Tulis dialog, atau dialog.langkah."),
        SuggestEnglish(near, "Write dialog, or dialog.step."));

    public static ExpressionError UnknownProgram(Place place, string name, string? near) => At(
        place,
        ExpressionErrorKind.UnknownProgram,
        $"Program {Shown(name)} tidak ada.",
        $"There is no programme {Shown(name)}.",
        Suggest(near, "Pakai id sebuah berkas di dialogs/programs."),
        SuggestEnglish(near, "Use the id of a file in dialogs/programs."));

    public static ExpressionError UnknownConsent(Place place, string name, string? near) => At(
        place,
        ExpressionErrorKind.UnknownConsent,
        $"Persetujuan {Shown(name)} tidak ada.",
        $"There is no consent {Shown(name)}.",
        Suggest(near, "Pakai nama sebuah persetujuan di dialogs/consents.yaml."),
        SuggestEnglish(near, "Use the name of a consent in dialogs/consents.yaml."));

    public static ExpressionError UnknownArea(Place place, string name, string? near) => At(
        place,
        ExpressionErrorKind.UnknownArea,
        $"Wilayah {Shown(name)} tidak dikenal.",
        $"There is no region {Shown(name)}.",
        Suggest(near, "Pakai kode wilayah, misalnya 32 atau 32.73, atau nama provinsi seperti jabar."),
        SuggestEnglish(near, "Use a region code such as 32 or 32.73, or a province such as jabar."));

    public static ExpressionError NotAChoice(Place place, string value, Variable variable, string? near) => At(
        place,
        ExpressionErrorKind.NotAChoice,
        $"{Shown(value)} bukan pilihan dari {variable.Name}.",
        $"{Shown(value)} is not a choice of {variable.Name}.",
        Suggest(near, $"Pilihannya: {string.Join(", ", variable.Choices.Take(12))}."),
        SuggestEnglish(near, $"The choices are: {string.Join(", ", variable.Choices.Take(12))}."));

    public static ExpressionError NeedsQuotes(Place place, string text) => At(
        place,
        ExpressionErrorKind.WrongType,
        $"{Shown(text)} dibandingkan dengan teks, tetapi bukan teks.",
        $"{Shown(text)} is compared with a text but is not one.",
        $"Tulis di antara tanda kutip: \"{text}\"",
        $"Write it between quotes: \"{text}\"");

    public static ExpressionError EmptyText(Place place) => At(
        place,
        ExpressionErrorKind.WrongType,
        "Teks kosong sama dengan tidak ada nilai.",
        "An empty text is the same as no value.",
        "Untuk 'belum diisi' tulis not nama, untuk 'sudah diisi' tulis namanya saja.",
        "For 'not filled in' write not name; for 'filled in' just the name.");

    public static ExpressionError NoOrder(Place place, ValueKind kind) => At(
        place,
        ExpressionErrorKind.WrongType,
        $"{Indonesian(kind)} tidak punya urutan besar-kecil.",
        $"{English(kind)} has no order.",
        "Pakai =, != atau in (...).",
        "Use =, != or in (...).");

    public static ExpressionError WrongType(Place place, string what, ValueKind expected) => At(
        place,
        ExpressionErrorKind.WrongType,
        $"{Shown(what)} bukan {Indonesian(expected).ToLowerInvariant()}.",
        $"{Shown(what)} is not {English(expected).ToLowerInvariant()}.",
        $"Di sini perlu {Indonesian(expected).ToLowerInvariant()}, misalnya {Example(expected)}.",
        $"{English(expected)} is needed here, for example {Example(expected)}.");

    public static ExpressionError FlagCompared(Place place, string name) => At(
        place,
        ExpressionErrorKind.WrongType,
        $"{Shown(name)} sudah berarti ya atau tidak.",
        $"{Shown(name)} already means yes or no.",
        $"Tulis {name} atau not {name}, tanpa perbandingan.",
        $"Write {name} or not {name}, without a comparison.");

    public static ExpressionError NotACondition(Place place, string what) => At(
        place,
        ExpressionErrorKind.WrongType,
        $"{Shown(what)} adalah nilai, bukan kondisi.",
        $"{Shown(what)} is a value, not a condition.",
        "Bandingkan dengan sesuatu, misalnya silent > 3 days.",
        "Compare it with something, for example silent > 3 days.");

    public static ExpressionError NotAValue(Place place, string what) => At(
        place,
        ExpressionErrorKind.WrongType,
        $"{Shown(what)} adalah kondisi, bukan nilai.",
        $"{Shown(what)} is a condition, not a value.",
        $"Tulis {what} atau not {what}, tanpa perbandingan.",
        $"Write {what} or not {what}, without a comparison.");

    public static ExpressionError NotReachedWithin(Place place) => At(
        place,
        ExpressionErrorKind.WrongType,
        "'within' hanya untuk tonggak.",
        "'within' is for milestones only.",
        "Tulis reached(dialog.tonggak) within 7 days; untuk tanggal lain since(tanggal) <= 7 days.",
        "Write reached(dialog.milestone) within 7 days; for other dates since(date) <= 7 days.");

    public static ExpressionError NotAnAnswer(Place place, string name, string? near) => At(
        place,
        ExpressionErrorKind.UnknownName,
        $"{Shown(name)} bukan jawaban dialog ini.",
        $"{Shown(name)} is not an answer of this dialog.",
        Suggest(near, "Untuk isian lain tulis namanya saja, misalnya contact.npsn."),
        SuggestEnglish(near, "For other fields write just the name, for example contact.npsn."));

    public static ExpressionError NotInAudience(Place place, string name) => At(
        place,
        ExpressionErrorKind.NotInAudience,
        $"{Shown(name)} tidak tersedia dalam sasaran: jawaban hanya dikenal di dialognya.",
        $"{Shown(name)} is not available in an audience: an answer is known in its dialog only.",
        "Simpan jawabannya (save: contact.<isian>) lalu pakai isian itu, atau pakai tonggak: reached(dialog.tonggak).",
        "Save the answer (save: contact.<field>) and use that field, or use a milestone: reached(dialog.milestone).");

    private static ExpressionError At(
        Place place, ExpressionErrorKind kind, string indonesian, string english, string remedy, string remedyEnglish) =>
        new(place.Start + 1, Math.Max(1, place.Length), kind, new(indonesian, english), new(remedy, remedyEnglish));

    private static string Suggest(string? near, string otherwise) => near is null ? otherwise : $"Maksud Anda '{near}'?";

    private static string SuggestEnglish(string? near, string otherwise) => near is null ? otherwise : $"Did you mean '{near}'?";

    // Long words are cut, and what cannot be printed is shown by its number.
    private static string Shown(string text) => text switch
    {
        [var c] when char.IsControl(c) || char.IsSurrogate(c) => $"U+{(int)c:X4}",
        { Length: <= 60 } => $"'{text}'",
        _ => $"'{text.AsSpan(0, 60)}…'",
    };

    private static string Example(ValueKind kind) => kind switch
    {
        ValueKind.Text => "\"belajar.id\"",
        ValueKind.Number => "10",
        ValueKind.Date => "2026-06-30",
        ValueKind.Duration => "3 days",
        ValueKind.Area => "32",
        ValueKind.Choice => "guru",
        _ => "contact.setuju",
    };

    private static string Indonesian(ValueKind kind) => kind switch
    {
        ValueKind.Text => "Teks",
        ValueKind.Number => "Bilangan",
        ValueKind.Date => "Tanggal",
        ValueKind.Duration => "Lama waktu",
        ValueKind.Area => "Wilayah",
        ValueKind.Choice => "Pilihan",
        _ => "Ya/tidak",
    };

    private static string English(ValueKind kind) => kind switch
    {
        ValueKind.Text => "A text",
        ValueKind.Number => "A number",
        ValueKind.Date => "A date",
        ValueKind.Duration => "A duration",
        ValueKind.Area => "A region",
        ValueKind.Choice => "A choice",
        _ => "A yes or no",
    };
}
