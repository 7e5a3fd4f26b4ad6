using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Tests.Understanding;

/// <summary>On Wednesday 4 March 2026, 10:00 in Jakarta.</summary>
public sealed class ValueTypesTests
{
    private static readonly ValueContext Context = new(
        new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.FromHours(7)), TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"), "id");

    [Theory]
    [InlineData("25", "25")]
    [InlineData("dua puluh lima", "25")]
    [InlineData("1.250,5", "1250.5")]
    [InlineData("1.250", "1250")]
    [InlineData("10rb", "10000")]
    [InlineData("2,5 juta", "2500000")]
    [InlineData("sekitar 30 orang", "30")]
    [InlineData("seratus dua puluh tiga", "123")]
    [InlineData("seribu lima ratus", "1500")]
    [InlineData("dua belas ribu", "12000")]
    [InlineData("0,75", "0.75")]
    [InlineData("-3", "-3")]
    [InlineData("12 ribu", "12000")]
    public void Numbers_are_read_the_Indonesian_way(string typed, string value) => Accepts("number", typed, value);

    [Theory]
    [InlineData("banyak")]
    [InlineData("3 sampai 5")]
    [InlineData("")]
    [InlineData("1.25.7")]
    public void What_is_not_one_number_is_refused(string typed) => Refuses("number", typed, "invalid");

    [Fact]
    public void A_separator_that_may_group_or_divide_is_asked_about()
    {
        var choose = Assert.IsType<ValueResult.Choose>(Parse("number", "1,250"));

        Assert.Equal(["1250", "1.25"], choose.Options.Select(option => option.Value));
    }

    [Fact]
    public void A_bound_settles_what_a_separator_means()
    {
        Accepts("number", "1,250", "1.25", new ValueOptions(Max: 10));
        Refuses("number", "11", "too_large", new ValueOptions(Max: 10));
        Refuses("number", "0", "too_small", new ValueOptions(Min: 1));
    }

    [Theory]
    [InlineData("hari ini", "2026-03-04")]
    [InlineData("besok", "2026-03-05")]
    [InlineData("bsk ya bu", "2026-03-05")]
    [InlineData("lusa", "2026-03-06")]
    [InlineData("besok lusa", "2026-03-06")]
    [InlineData("kemarin", "2026-03-03")]
    [InlineData("kemarin lusa", "2026-03-02")]
    [InlineData("Senin depan", "2026-03-09")]
    [InlineData("jumat", "2026-03-06")]
    [InlineData("hari Jum'at ini", "2026-03-06")]
    [InlineData("jumat depan", "2026-03-13")]
    [InlineData("senin minggu depan", "2026-03-09")]
    [InlineData("senin lalu", "2026-03-02")]
    [InlineData("minggu", "2026-03-08")]
    [InlineData("minggu depan", "2026-03-11")]
    [InlineData("hari minggu depan", "2026-03-15")]
    [InlineData("3 hari lagi", "2026-03-07")]
    [InlineData("dua minggu lagi", "2026-03-18")]
    [InlineData("seminggu yang lalu", "2026-02-25")]
    [InlineData("bulan depan", "2026-04-04")]
    [InlineData("akhir bulan ini", "2026-03-31")]
    [InlineData("3 Maret", "2026-03-03")]
    [InlineData("3 mar 2026", "2026-03-03")]
    [InlineData("3maret2026", "2026-03-03")]
    [InlineData("tgl 17 agustus 2025", "2025-08-17")]
    [InlineData("17 agutsus", "2026-08-17")]
    [InlineData("3/3/26", "2026-03-03")]
    [InlineData("13-02-2026", "2026-02-13")]
    [InlineData("3.3.2026", "2026-03-03")]
    [InlineData("2026-03-03", "2026-03-03")]
    [InlineData("March 3, 2026", "2026-03-03")]
    [InlineData("next monday", "2026-03-09")]
    [InlineData("in 2 days", "2026-03-06")]
    [InlineData("tanggal 15", "2026-03-15")]
    [InlineData("lima mei", "2026-05-05")]
    public void Dates_are_read_as_people_say_them(string typed, string value) => Accepts("date", typed, value);

    [Theory]
    [InlineData("tgl 5 bulan depan", "2026-04-05")]
    [InlineData("tgl 20 bulan depan", "2026-04-20")]
    [InlineData("tanggal satu bulan depan", "2026-04-01")]
    [InlineData("tanggal 20 di bulan depan", "2026-04-20")]
    [InlineData("5 bln dpn", "2026-04-05")]
    [InlineData("tgl5 bln depan ya", "2026-04-05")]
    [InlineData("bulan depan tanggal 5", "2026-04-05")]
    [InlineData("bln dpn tgl dua puluh lima", "2026-04-25")]
    [InlineData("tanggal 5 bulan berikutnya", "2026-04-05")]
    [InlineData("tanggal 5 bulan yang akan datang", "2026-04-05")]
    [InlineData("tgl 5-6 bulan depan", "2026-04-05")]
    [InlineData("tanggal 5 dua bulan lagi", "2026-05-05")]
    [InlineData("dua bulan lagi tanggal 5", "2026-05-05")]
    [InlineData("tgl 10 bulan ini", "2026-03-10")]
    [InlineData("tgl 5 bulan lalu", "2026-02-05")]
    [InlineData("the 5th of next month", "2026-04-05")]
    [InlineData("next month on the 5th", "2026-04-05")]
    [InlineData("awal bulan depan", "2026-04-01")]
    [InlineData("pertengahan bulan depan", "2026-04-15")]
    [InlineData("akhir bln dpn", "2026-04-30")]
    public void A_day_beside_a_month_that_is_named_by_its_distance_is_a_day_of_that_month(string typed, string value) => Accepts("date", typed, value);

    [Theory]
    [InlineData("5 bulan lagi", "2026-08-04")]
    [InlineData("lima bulan lagi", "2026-08-04")]
    [InlineData("2 bulan ke depan", "2026-05-04")]
    [InlineData("3 bulan yang akan datang", "2026-06-04")]
    [InlineData("5 bulan yang lalu", "2025-10-04")]
    [InlineData("in 2 months", "2026-05-04")]
    public void Months_that_are_counted_are_counted_from_today(string typed, string value) => Accepts("date", typed, value);

    [Theory]
    [InlineData("tanggal 5 bulan april", "2026-04-05")]
    [InlineData("tgl 5 bln 4", "2026-04-05")]
    [InlineData("april tanggal 5", "2026-04-05")]
    [InlineData("5-6 april", "2026-04-05")]
    [InlineData("dua puluh lima maret", "2026-03-25")]
    [InlineData("5 april tahun depan", "2027-04-05")]
    [InlineData("senin tanggal 16", "2026-03-16")]
    [InlineData("rapat wali murid kelas enam tanggal 16", "2026-03-16")]
    [InlineData("kamis minggu depan", "2026-03-12")]
    [InlineData("minggu depan hari kamis", "2026-03-12")]
    [InlineData("2 minggu lagi hari senin", "2026-03-16")]
    [InlineData("jumat minggu ini", "2026-03-06")]
    [InlineData("minggu depan beli kamus", "2026-03-11")]
    [InlineData("nanti hari senin", "2026-03-09")]
    public void The_most_exact_words_for_a_day_count(string typed, string value) => Accepts("date", typed, value);

    [Theory]
    [InlineData("besok jam 8 rapat", "rapat")]
    [InlineData("tgl 5 bln dpn jam 9 bayar listrik", "bayar listrik")]
    [InlineData("bayar listrik tgl 5 bln dpn jm 9", "bayar listrik")]
    [InlineData("senin dpn jam 8 rapat", "rapat")]
    [InlineData("tgl 5 rapat wali murid bulan depan jam 9", "rapat wali murid")]
    [InlineData("tgl 5-6 bulan depan jam 9 bimtek", "bimtek")]
    [InlineData("minggu depan beli kamus", "beli kamus")]
    [InlineData("bsk jam 8 pg rapat di SMPN1 Cianjur", "rapat di SMPN1 Cianjur")]
    [InlineData("tanggal lima jam delapan", "")]
    [InlineData("jam delapan besok", "")]
    [InlineData("pada hari Senin tanggal 16 Maret 2026 pukul 08.00 WIB Upacara", "Upacara")]
    [InlineData("2 jam lagi telepon operator", "telepon operator")]
    [InlineData("on Friday at 10 am call the operator", "call the operator")]
    [InlineData("besok saya coba lagi ya min", "saya coba lagi ya min")]
    [InlineData("rapat besok jam 8 waktu Papua", "rapat")]
    [InlineData("2 jam sebelum rapat besok jam 10 WIT", "rapat")]
    [InlineData("seminggu sebelum 10 Maret jam 8 bayar SPP", "bayar SPP")]
    [InlineData("rapat", "rapat")]
    public void What_is_left_of_a_text_is_what_names_no_moment(string typed, string rest) =>
        Assert.Equal(rest, MomentWords.Without(typed, BahasaFiles.Types.Regions, Context));

    [Theory]
    [InlineData("31/2/2026", "no_such_date")]
    [InlineData("tgl 31 bulan depan", "no_such_date")]
    [InlineData("2/13/2026", "no_such_date")]
    [InlineData("32 maret", "invalid")]
    [InlineData("nanti saja", "2026-03-04")]
    [InlineData("terserah", "invalid")]
    [InlineData("belum tahu", "invalid")]
    [InlineData("rapat kelas 5", "invalid")]
    public void What_is_no_date_is_refused_with_the_reason(string typed, string reason)
    {
        if (reason.StartsWith('2'))
        {
            Accepts("date", typed, reason);
        }
        else
        {
            Refuses("date", typed, reason);
        }
    }

    [Fact]
    public void A_hint_decides_the_year_and_refuses_the_other_side()
    {
        var future = new ValueOptions(When: DateHint.Future);
        var past = new ValueOptions(When: DateHint.Past);

        Accepts("date", "1 januari", "2027-01-01", future);
        Accepts("date", "31 desember", "2025-12-31", past);
        Accepts("date", "tanggal 2", "2026-04-02", future);
        Refuses("date", "kemarin", "past", future);
        Refuses("date", "besok", "future", past);
    }

    [Theory]
    [InlineData("jam 8", "08:00")]
    [InlineData("jam 8 pagi", "08:00")]
    [InlineData("jm 8 malam", "20:00")]
    [InlineData("pukul 13.30", "13:30")]
    [InlineData("13:30 WIB", "13:30")]
    [InlineData("jam 9 WIT", "07:00")]
    [InlineData("jam setengah delapan", "07:30")]
    [InlineData("jam dua siang", "14:00")]
    [InlineData("8pm", "20:00")]
    [InlineData("jam 12 malam", "00:00")]
    [InlineData("12 siang", "12:00")]
    [InlineData("jam 4 sore", "16:00")]
    [InlineData("jam 8 kurang 15", "07:45")]
    [InlineData("jam sebelas", "11:00")]
    [InlineData("9", "09:00")]
    public void Times_are_read_as_people_say_them(string typed, string value) => Accepts("time", typed, value);

    [Theory]
    [InlineData("jam 25")]
    [InlineData("kapan saja")]
    [InlineData("3 orang")]
    public void What_is_no_time_is_refused(string typed) => Refuses("time", typed, "invalid");

    [Fact]
    public void An_hour_that_may_be_night_or_afternoon_is_asked_about()
    {
        var choose = Assert.IsType<ValueResult.Choose>(Parse("time", "jam 2"));

        Assert.Equal(["14:00", "02:00"], choose.Options.Select(option => option.Value));
    }

    [Theory]
    [InlineData("besok jam 8", "2026-03-05T08:00+07:00")]
    [InlineData("ingetin saya besok jam 8 pagi ya", "2026-03-05T08:00+07:00")]
    [InlineData("3/3/2026 pukul 13.30", "2026-03-03T13:30+07:00")]
    [InlineData("jam 9 WITA besok", "2026-03-05T08:00+07:00")]
    [InlineData("senin depan 10.00", "2026-03-09T10:00+07:00")]
    [InlineData("jam 9", "2026-03-05T09:00+07:00")]
    [InlineData("jam 11", "2026-03-04T11:00+07:00")]
    [InlineData("2 jam lagi", "2026-03-04T12:00+07:00")]
    [InlineData("30 menit lagi", "2026-03-04T10:30+07:00")]
    [InlineData("besok pagi", "2026-03-05T08:00+07:00")]
    [InlineData("nanti malam", "2026-03-04T19:00+07:00")]
    [InlineData("tgl 5 bulan depan jam 9", "2026-04-05T09:00+07:00")]
    [InlineData("jam 9 tgl 5 bln dpn", "2026-04-05T09:00+07:00")]
    [InlineData("senin tgl 16 jam 8 pg", "2026-03-16T08:00+07:00")]
    [InlineData("nanti senin jam delapan", "2026-03-09T08:00+07:00")]
    [InlineData("2026-03-05T08:00+07:00", "2026-03-05T08:00+07:00")]
    [InlineData("besok jam 8 WIT", "2026-03-05T06:00+07:00")]
    [InlineData("jam 8 besok wita", "2026-03-05T07:00+07:00")]
    [InlineData("besok jam 8 UTC", "2026-03-05T15:00+07:00")]
    [InlineData("besok jam 08.30 UTC+8", "2026-03-05T07:30+07:00")]
    [InlineData("besok jam 8 gmt +10", "2026-03-05T05:00+07:00")]
    [InlineData("besok jam 8 waktu Papua", "2026-03-05T06:00+07:00")]
    [InlineData("besok jam 8 pagi waktu Indonesia Timur", "2026-03-05T06:00+07:00")]
    [InlineData("besok pukul 8 waktu di Kalimantan Timur", "2026-03-05T07:00+07:00")]
    [InlineData("besok pukul 8 waktu Makassar", "2026-03-05T07:00+07:00")]
    [InlineData("besok pukul 8 waktu Bandung", "2026-03-05T08:00+07:00")]
    [InlineData("besok jam 8 waktu setempat", "2026-03-05T08:00+07:00")]
    [InlineData("besok waktu istirahat jam 10", "2026-03-05T10:00+07:00")]
    [InlineData("rapat 12 Maret jam 9", "2026-03-12T09:00+07:00")]
    [InlineData("besok jam 3 dini hari", "2026-03-05T03:00+07:00")]
    [InlineData("1 hari sebelum 10 Maret jam 8", "2026-03-09T08:00+07:00")]
    [InlineData("dua minggu sebelum tanggal 25 Maret jam 8", "2026-03-11T08:00+07:00")]
    [InlineData("sebulan sebelum 25 Mei jam 8", "2026-04-25T08:00+07:00")]
    [InlineData("H-3 10/3 pukul 08.00", "2026-03-07T08:00+07:00")]
    [InlineData("2 jam sebelum jam 10 besok", "2026-03-05T08:00+07:00")]
    [InlineData("setengah jam sebelum pukul 10 besok", "2026-03-05T09:30+07:00")]
    [InlineData("the day before 10 March at 8 am", "2026-03-09T08:00+07:00")]
    public void Moments_are_read_as_people_say_them(string typed, string value) => Accepts("datetime", typed, value);

    [Theory]
    [InlineData("besok jam 8 waktu Tokyo")]
    [InlineData("besok jam 8 pagi waktu Kalimantan")]
    [InlineData("besok jam 8 JST")]
    [InlineData("besok jam 8 UTC+20")]
    public void A_clock_that_we_do_not_know_is_never_taken_for_the_persons_own(string typed)
    {
        Refuses("datetime", typed, "unknown_zone");
        Refuses("time", typed, "unknown_zone");
    }

    [Fact]
    public void A_time_alone_belongs_to_the_day_that_was_asked_about()
    {
        var read = Create("datetime").Parse(new TextInput("jam 8"), Context with { Day = new DateOnly(2026, 3, 20) });

        Assert.Equal("2026-03-20T08:00+07:00", Assert.IsType<ValueResult.Accepted>(read).Value);
    }

    [Fact]
    public void A_moment_needs_a_time_and_the_right_side_of_now()
    {
        Refuses("datetime", "besok", "no_time");
        Refuses("datetime", "hari ini jam 9 pagi", "past", new ValueOptions(When: DateHint.Future));
        Refuses("datetime", "besok jam 9 pagi", "future", new ValueOptions(When: DateHint.Past));
    }

    [Theory]
    [InlineData("081234567890", "+6281234567890")]
    [InlineData("0812-3456-7890", "+6281234567890")]
    [InlineData("+62 812 3456 7890", "+6281234567890")]
    [InlineData("6281234567890", "+6281234567890")]
    [InlineData("0062 812.3456.7890", "+6281234567890")]
    [InlineData("wa saya (0812) 34567890", "+6281234567890")]
    public void Mobile_numbers_are_stored_one_way(string typed, string value) => Accepts("phone", typed, value);

    [Theory]
    [InlineData("021-7654321", "not_mobile")]
    [InlineData("0812345", "too_short")]
    [InlineData("081234567890123", "too_long")]
    [InlineData("+60 12 345 6789", "foreign")]
    [InlineData("tidak punya", "no_digits")]
    [InlineData("080812345678", "not_mobile")]
    public void Other_numbers_are_refused_with_the_reason(string typed, string reason) => Refuses("phone", typed, reason);

    [Fact]
    public void A_shared_contact_is_a_phone_number_and_a_strangers_is_marked()
    {
        var type = Create("phone");

        var own = type.Parse(new ContactInput("6281234567890", IsOwn: true), Context);
        var other = type.Parse(new ContactInput("6281234567890", IsOwn: false), Context);

        Assert.Equal(new ValueResult.Accepted("+6281234567890", "+62 812-3456-7890"), own);
        Assert.Equal("not_own", Assert.IsType<ValueResult.Accepted>(other).Warning);
    }

    [Theory]
    [InlineData("Sari@Gmail.com", "sari@gmail.com", null)]
    [InlineData("email saya: sari.dewi@yahoo.co.id.", "sari.dewi@yahoo.co.id", null)]
    [InlineData("sari@gmial.com", "sari@gmail.com", "repaired")]
    [InlineData("sari @ gmail . com", "sari@gmail.com", "repaired")]
    [InlineData("sari@gmail,com", "sari@gmail.com", "repaired")]
    [InlineData("sari at gmail dot com", "sari@gmail.com", "repaired")]
    public void Addresses_are_found_and_mended(string typed, string value, string? warning) => Accepts("email", typed, value, warning: warning);

    [Theory]
    [InlineData("sari.gmail.com", "no_at")]
    [InlineData("@sari", "invalid")]
    [InlineData("sari@", "invalid")]
    [InlineData("sari@sekolah", "invalid")]
    public void What_is_no_address_is_refused(string typed, string reason) => Refuses("email", typed, reason);

    [Theory]
    [InlineData("siti12@guru.sd.belajar.id", "siti12@guru.sd.belajar.id", null)]
    [InlineData("SITI12@Guru.SD.Belajar.id", "siti12@guru.sd.belajar.id", null)]
    [InlineData("akun saya siti12@admin.smp.belajar.id ya", "siti12@admin.smp.belajar.id", null)]
    [InlineData("siti@madrasah.kemenag.go.id", "siti@madrasah.kemenag.go.id", null)]
    [InlineData("siti@baru.belajar.id", "siti@baru.belajar.id", "unknown_subdomain")]
    [InlineData("siti12@guru.sd.belajarid", "siti12@guru.sd.belajar.id", "repaired")]
    [InlineData("siti12@guru.sd.belajar.co.id", "siti12@guru.sd.belajar.id", "repaired")]
    [InlineData("siti12@guru.sd.belajar,id", "siti12@guru.sd.belajar.id", "repaired")]
    [InlineData("siti12@gurusd.belajar.id", "siti12@guru.sd.belajar.id", "repaired")]
    [InlineData("siti12.guru.sd.belajar.id", "siti12@guru.sd.belajar.id", "repaired")]
    [InlineData("siti12@guru.sd.belajar.id.", "siti12@guru.sd.belajar.id", null)]
    [InlineData("siti12 @guru.sd.belajar.id", "siti12@guru.sd.belajar.id", "repaired")]
    [InlineData("siti12@guru.sd.blajar.id", "siti12@guru.sd.belajar.id", "repaired")]
    [InlineData("siti12@guru.sd.belajar", "siti12@guru.sd.belajar.id", "repaired")]
    [InlineData("siti12@guru,sd,belajar,id", "siti12@guru.sd.belajar.id", "repaired")]
    public void Belajar_id_accounts_are_found_and_mended(string typed, string value, string? warning) => Accepts("belajar_id", typed, value, warning: warning);

    [Theory]
    [InlineData("siti@gmail.com", "private_mail")]
    [InlineData("siti@yahoo.co.id", "private_mail")]
    [InlineData("siti@sekolah.sch.id", "other_domain")]
    [InlineData("siti", "no_at")]
    [InlineData("siti-@-@belajar.id", "no_at")]
    public void Other_accounts_are_refused_with_the_reason(string typed, string reason) => Refuses("belajar_id", typed, reason);

    [Theory]
    [InlineData("20104567", "20104567")]
    [InlineData("01234567", "01234567")]
    [InlineData("2010 4567", "20104567")]
    [InlineData("20-10-45-67", "20104567")]
    [InlineData("NPSN: 20104567 ya", "20104567")]
    [InlineData("2O104567", "20104567")]
    [InlineData("２０１０４５６７", "20104567")]
    public void An_npsn_is_eight_digits(string typed, string value) => Accepts("npsn", typed, value);

    [Theory]
    [InlineData("2010456", "too_short")]
    [InlineData("201045678", "too_long")]
    [InlineData("0051234567", "is_nisn")]
    [InlineData("3201234567890001", "is_nik")]
    [InlineData("198501012010011001", "is_nip")]
    [InlineData("lupa", "no_digits")]
    public void A_number_that_is_no_npsn_is_refused_by_name(string typed, string reason) => Refuses("npsn", typed, reason);

    [Fact]
    public void Seven_digits_are_told_that_one_is_missing()
    {
        var refused = Assert.IsType<ValueResult.Refused>(Parse("npsn", "2010456"));

        Assert.Equal("Baru 7 angka, kurang 1. NPSN terdiri dari 8 angka.", BahasaFiles.Texts.ForRefusal("npsn", refused, "2010456", "id"));
    }

    [Fact]
    public void Text_is_kept_but_not_beyond_its_limit()
    {
        Accepts("text", "  Siti Aminah \n", "Siti Aminah");
        Refuses("text", " ", "empty");
        Refuses("text", "123456", "too_long", new ValueOptions(Max: 5));
    }

    [Fact]
    public void Every_refusal_and_warning_of_every_type_has_words_in_both_languages()
    {
        var random = new Random(3);
        foreach (var name in BahasaFiles.Types.Names)
        {
            Assert.True(BahasaFiles.Texts.Has(name, ValueTexts.Hint), name);
            Assert.True(BahasaFiles.Texts.Has(name, ValueTexts.Invalid), name);
            var type = Create(name);
            for (var i = 0; i < 200; i++)
            {
                foreach (var sample in type.Samples(random))
                {
                    var key = type.Parse(sample.Input, Context) switch
                    {
                        ValueResult.Refused refused => refused.Reason,
                        ValueResult.Accepted { Warning: { } warning } => warning,
                        _ => ValueTexts.Hint,
                    };
                    Assert.True(BahasaFiles.Texts.Has(name, key), $"{name}.{key}");
                }
            }
        }
    }

    [Fact]
    public void Samples_are_what_they_say_and_values_read_back_as_themselves()
    {
        var random = new Random(5);
        foreach (var name in BahasaFiles.Types.Names)
        {
            var type = Create(name);
            for (var i = 0; i < 200; i++)
            {
                foreach (var sample in type.Samples(random))
                {
                    var result = type.Parse(sample.Input, Context);

                    Assert.False(sample.Kind == SampleKind.Valid && result is ValueResult.Refused, $"{name}: {sample.Input} {result}");
                    Assert.False(sample.Kind == SampleKind.Invalid && result is not ValueResult.Refused, $"{name}: {sample.Input} {result}");
                    if (result is ValueResult.Accepted accepted && sample.Input is not FileInput)
                    {
                        var again = type.Parse(new TextInput(accepted.Value.Replace('.', name == "number" ? ',' : '.')), Context);
                        Assert.Equal(accepted.Value, Assert.IsType<ValueResult.Accepted>(again).Value);
                    }
                }
            }
        }
    }

    [Fact]
    public void No_type_breaks_on_anything_that_arrives()
    {
        var random = new Random(13);
        Input[] odd =
        [
            new UnsupportedInput("voice"), new PressInput("forged"), new StartInput("x"), new ContactInput("", false),
            new FileInput(FileKind.Document, "r", null, null, null), new TextInput(new string('9', 5000)), new TextInput(new string('@', 5000)),
        ];
        foreach (var name in BahasaFiles.Types.Names)
        {
            var type = Create(name);
            foreach (var input in odd)
            {
                Assert.NotNull(type.Parse(input, Context));
            }

            for (var i = 0; i < 500; i++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(50)).Select(_ => (char)random.Next(0x20, i % 2 == 0 ? 0x7F : 0xFFFF)));
                Assert.NotNull(type.Parse(new TextInput(text), Context));
            }
        }
    }

    private static IValueType Create(string name, ValueOptions? options = null)
    {
        Assert.True(BahasaFiles.Types.TryCreate(name, options ?? ValueOptions.None, out var type));
        return type;
    }

    private static ValueResult Parse(string name, string typed, ValueOptions? options = null) =>
        Create(name, options).Parse(new TextInput(typed), Context);

    private static void Accepts(string name, string typed, string value, ValueOptions? options = null, string? warning = null)
    {
        var accepted = Assert.IsType<ValueResult.Accepted>(Parse(name, typed, options));
        Assert.Equal(value, accepted.Value);
        if (name is "email" or "belajar_id")
        {
            Assert.Equal(warning, accepted.Warning);
        }
    }

    private static void Refuses(string name, string typed, string reason, ValueOptions? options = null) =>
        Assert.Equal(reason, Assert.IsType<ValueResult.Refused>(Parse(name, typed, options)).Reason);
}
