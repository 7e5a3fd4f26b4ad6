using System.Globalization;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Tests.Understanding;

public sealed class SecretDetectorTests
{
    [Theory]
    [InlineData("ini password saya guru1234 tolong dicek", "ini password saya ••• tolong dicek", SecretKind.Password)]
    [InlineData("Sandi: Melati2021", "Sandi: •••", SecretKind.Password)]
    [InlineData("password saya adalah mawarmelati ya", "password saya adalah ••• ya", SecretKind.Password)]
    [InlineData("pw saya budi_99 kok gagal", "pw saya ••• kok gagal", SecretKind.Password)]
    [InlineData("kata sandinya Pakguru#1 coba", "kata sandinya ••• coba", SecretKind.Password)]
    [InlineData("my password is teacher123", "my password is •••", SecretKind.Password)]
    [InlineData("kode otp nya 482193", "kode otp nya •••", SecretKind.OneTimeCode)]
    [InlineData("kode verifikasi: 123 456", "kode verifikasi: •••", SecretKind.OneTimeCode)]
    [InlineData("kode cadangan 1234 5678", "kode cadangan •••", SecretKind.OneTimeCode)]
    [InlineData("G-482911 ini apa", "••• ini apa", SecretKind.OneTimeCode)]
    [InlineData("nik sy 3201123456780001 tolong", "nik sy ••• tolong", SecretKind.IdentityNumber)]
    [InlineData("3201 1234 5678 0001", "•••", SecretKind.IdentityNumber)]
    [InlineData("nip 198503122010011005.", "nip •••.", SecretKind.IdentityNumber)]
    [InlineData("nik sy 3201xxxxxxxxxxxx tolong", "nik sy ••• tolong", SecretKind.IdentityNumber)]
    [InlineData("nisn siswa 0051234567", "nisn siswa •••", SecretKind.PupilNumber)]
    [InlineData("no rekening saya 1234567890", "no rekening saya •••", SecretKind.FinancialNumber)]
    [InlineData("saya lahir 12 maret 1985", "saya lahir •••", SecretKind.BirthDate)]
    [InlineData("tgl lahir: 12/03/1985", "tgl lahir: •••", SecretKind.BirthDate)]
    public void What_must_not_be_kept_is_taken_out(string text, string redacted, SecretKind kind)
    {
        var result = SecretDetector.Redact(text);

        Assert.Equal(redacted, result.Text);
        Assert.Equal([kind], result.Kinds);
    }

    [Theory]
    [InlineData("cek akun pake npsn bisa? npsn saya 20212345")]
    [InlineData("hp saya 081234567890")]
    [InlineData("wa +62 812 3456 7890")]
    [InlineData("password saya salah terus")]
    [InlineData("lupa password akun guru sd 2")]
    [InlineData("password: apa ya")]
    [InlineData("kata sandi minimal 8 huruf")]
    [InlineData("pembatik 2026 level 1 nilai 70")]
    [InlineData("kode verifikasi 2 langkah ga masuk2")]
    [InlineData("akun saya siti12@guru.sd.belajar.id lupa password")]
    [InlineData("password akun siti12@guru.sd.belajar.id lupa")]
    [InlineData("besok tanggal 3/3/2026 jam 08.00")]
    [InlineData("/statistik 2026-01-01 2026-01-31")]
    [InlineData("dari 2026-01-01-2026-01-31, lalu 2026-02-01 2026-02-28 2026-03-01")]
    [InlineData("2026-01-01 2026-01-31 08.00")]
    [InlineData("/statistik 32.73 2026-01-01 2026-01-31")]
    [InlineData("/statistik 3 2026-01-01 2026-01-31 5")]
    [InlineData("2sv wajib mulai 23 september 2025")]
    [InlineData("ada yg minta 50rb buat aktivasi akun, bener?")]
    [InlineData("")]
    public void What_is_given_on_purpose_stays(string text)
    {
        var result = SecretDetector.Redact(text);

        Assert.Equal(text, result.Text);
        Assert.Empty(result.Kinds);
    }

    [Fact]
    public void Several_secrets_are_all_taken_out()
    {
        var result = SecretDetector.Redact("nik 3201123456780001 password saya sari1234 otp 482193");

        Assert.Equal("nik ••• password saya ••• otp •••", result.Text);
        Assert.Equal([SecretKind.Password, SecretKind.OneTimeCode, SecretKind.IdentityNumber], result.Kinds);
    }

    [Fact]
    public void Redacting_again_finds_nothing_more_whatever_the_text()
    {
        var random = new Random(17);
        const string Alphabet = "0123456789 -.:=@#passwordkotpniksy\n";
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(80)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            var once = SecretDetector.Redact(text);

            Assert.DoesNotMatch("[0-9]{16}", once.Text);
        }
    }

    [Fact]
    public void Every_identity_number_is_taken_out_however_it_is_written_and_whatever_dates_stand_beside_it()
    {
        var random = new Random(17);
        int[][] groupings = [[16], [4, 4, 4, 4], [6, 6, 4], [2, 2, 2, 6, 4], [2, 2, 2, 2, 2, 2, 4], [4, 2, 2, 4, 2, 2], [8, 8]];
        for (var i = 0; i < 3000; i++)
        {
            // Province, regency, district, date of birth (of a woman the day and forty), number.
            var birth = new DateOnly(1950, 1, 1).AddDays(random.Next(27_000));
            var nik = $"{random.Next(11, 97)}{random.Next(1, 100):00}{random.Next(1, 100):00}{birth.Day + (random.Next(2) * 40):00}{birth:MMyy}{random.Next(1, 10_000):0000}";
            var written = Write(nik, groupings[random.Next(groupings.Length)], " -."[random.Next(3)]);
            var dates = $"{birth:yyyy-MM-dd} {birth.AddDays(random.Next(400)):yyyy-MM-dd}";

            Assert.Equal(SecretDetector.Mark, SecretDetector.Redact(written).Text);
            Assert.Equal($"{dates}, {SecretDetector.Mark}, {dates}", SecretDetector.Redact($"{dates}, {written}, {dates}").Text);
            Assert.DoesNotContain(nik, Digits(SecretDetector.Redact($"{dates} {written} {dates}").Text), StringComparison.Ordinal);
        }

        static string Write(string digits, int[] grouping, char between)
        {
            var parts = new List<string>();
            foreach (var length in grouping)
            {
                parts.Add(digits[..length]);
                digits = digits[length..];
            }

            return string.Join(between, parts);
        }

        static string Digits(string text) => new([.. text.Where(char.IsAsciiDigit)]);
    }

    [Theory]
    [InlineData("2026-13-01 2026-01-31")]
    [InlineData("2026-01-01 2026-01-32")]
    [InlineData("3201-01-01 2026-01-31")]
    [InlineData("2026-01-01 3201-12-31")]
    [InlineData("2026-01-01 2026-01311")]
    public void What_only_looks_like_two_dates_is_taken_out(string text) => Assert.Equal(SecretDetector.Mark, SecretDetector.Redact(text).Text);

    [Theory]
    [InlineData("password saya", SecretKind.Password)]
    [InlineData("Kata sandinya:", SecretKind.Password)]
    [InlineData("kata sandi akun belajar id saya ini ya", SecretKind.Password)]
    [InlineData("kode otp", SecretKind.OneTimeCode)]
    [InlineData("kode verifikasi google", SecretKind.OneTimeCode)]
    [InlineData("NIK saya", SecretKind.IdentityNumber)]
    [InlineData("tanggal lahir saya", SecretKind.BirthDate)]
    [InlineData("no rekening", SecretKind.FinancialNumber)]
    [InlineData("pw nya", SecretKind.Password)]
    [InlineData("paswordnya yang kemarin", null)]
    [InlineData("pasword saya kemarin", SecretKind.Password)]
    [InlineData("password saya apa?", null)]
    [InlineData("lupa password", null)]
    [InlineData("kode sekolah", null)]
    [InlineData("saya guru", null)]
    [InlineData("", null)]
    public void A_secret_is_announced_by_a_message_that_says_nothing_else(string text, SecretKind? kind) =>
        Assert.Equal(kind, SecretDetector.Announced(text));

    [Theory]
    [InlineData(SecretKind.Password, "guru1234", true)]
    [InlineData(SecretKind.Password, "Melati#", true)]
    [InlineData(SecretKind.Password, "MawarMelati", true)]
    [InlineData(SecretKind.Password, "12345678", true)]
    [InlineData(SecretKind.Password, "kemarin 12345678", true)]
    [InlineData(SecretKind.Password, "sudah, guru1234", true)]
    [InlineData(SecretKind.Password, "sdh bu Guru#1", true)]
    [InlineData(SecretKind.Password, "yang ini pak siti99", true)]
    [InlineData(SecretKind.Password, "sudah:)", false)]
    [InlineData(SecretKind.Password, "sudah/belum", false)]
    [InlineData(SecretKind.Password, "SUdah", false)]
    [InlineData(SecretKind.Password, "👍👍", false)]
    [InlineData(SecretKind.Password, "masuk2", false)]
    [InlineData(SecretKind.Password, "dari 2025", false)]
    [InlineData(SecretKind.Password, "besok jam 0800", false)]
    [InlineData(SecretKind.Password, "npsn 20104567", false)]
    [InlineData(SecretKind.Password, "nanti saya tanya operator sdn3 dulu", false)]
    [InlineData(SecretKind.Password, "hp saya 081234567890", false)]
    [InlineData(SecretKind.Password, "02/03/2026", false)]
    [InlineData(SecretKind.Password, "lupa", false)]
    [InlineData(SecretKind.Password, "Lupa!", false)]
    [InlineData(SecretKind.Password, "salah terus pak", false)]
    [InlineData(SecretKind.Password, "sari12@guru.sd.belajar.id", false)]
    [InlineData(SecretKind.OneTimeCode, "482 913", true)]
    [InlineData(SecretKind.OneTimeCode, "tidak datang", false)]
    [InlineData(SecretKind.IdentityNumber, "3201 1234 5678", true)]
    [InlineData(SecretKind.IdentityNumber, "tidak ada", false)]
    [InlineData(SecretKind.BirthDate, "12 Maret 1985", true)]
    [InlineData(SecretKind.BirthDate, "untuk apa?", false)]
    public void What_follows_an_announcement_is_looked_at_with_its_kind_in_mind(SecretKind kind, string text, bool isSecret) =>
        Assert.Equal(isSecret, SecretDetector.IsLikely(kind, text));

    /// <summary>How people tell a password, with it in the braces.</summary>
    public static TheoryData<string> Announcements =>
    [
        "pw nya {0} tp gk bs masuk", "password saya kemarin {0}", "pass sy {0}", "paswordnya {0}", "paswort saya {0}", "passwort sy {0} kok ditolak", "kata sandi saya {0}",
        "katasandi {0}", "sandinya {0}", "sandi yang lama {0}", "psw {0}", "pwnya={0}", "pw-nya: {0}", "password -> {0}", "pw nya yg kemarin {0}", "password dari operator {0}",
        "password saya yaitu {0}", "pw adl {0}", "sandi awal dari sekolah {0}", "akun siti12@guru.sd.belajar.id password {0}", "password akun siti12@guru.sd.belajar.id {0}",
        "user siti12@guru.sd.belajar.id, sandi {0}", "{0} itu password saya", "saya pakai {0} sebagai password", "password, {0}", "password ({0})", "kata kunci saya {0}",
        "my old password was {0}", "password saya ganti jadi {0} tapi gagal", "password\n{0}",
    ];

    private static readonly string[] TypicalPasswords =
        ["guru1234", "Guru#1234", "P@ssw0rd123", "budi_99", "Melati2021", "siti1985", "sdnku123", "12345678", "123456", "87654321", "M3rdeka!", "pakbudi01", "qwerty123"];

    [Theory]
    [MemberData(nameof(Announcements))]
    public void A_password_is_taken_out_however_it_is_announced(string announcement)
    {
        Assert.All(TypicalPasswords, password =>
        {
            var redacted = SecretDetector.Redact(string.Format(CultureInfo.InvariantCulture, announcement, password));

            Assert.Contains(SecretKind.Password, redacted.Kinds);
            Assert.DoesNotContain(password, redacted.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Passwords_that_follow_one_another_are_all_taken_out()
    {
        var redacted = SecretDetector.Redact("pw nya guru1234 tp gk bs masuk, password saya kemarin 12345678 lalu saya ganti Guru#99");

        Assert.Equal("pw nya ••• tp gk bs masuk, password saya kemarin ••• lalu saya ganti •••", redacted.Text);
    }

    [Theory]
    [InlineData("P@ssw0rd123")]
    [InlineData("Guru#1234")]
    [InlineData("sudah saya coba pakai Guru#1234 tapi tidak bisa")]
    [InlineData("S1ti@2024.")]
    [InlineData("guru@123")]
    [InlineData("Merdeka!45")]
    public void Letters_figures_and_a_mark_in_one_word_are_a_password_wherever_they_stand(string text) =>
        Assert.Equal([SecretKind.Password], SecretDetector.Redact(text).Kinds);

    /// <summary>What has figures or marks and is no secret.</summary>
    public static TheoryData<string> NoSecrets =>
    [
        "sitiaminah12@guru.sd.belajar.id", "SITI12@GURU.SMP.BELAJAR.ID", "siti12@gmail,com", "siti12@guru", "aminah@guru.smp.belajar.id.", "npsn 20104567", "NPSN:20104567",
        "npsn*20104567*", "081234567890", "wa:081234567890", "+62 812-3456-7890", "50rb", "Rp50.000", "rp 150000", "02/03/2026", "2-3-2026", "12maret2026", "23sept", "jam8", "08.00wib",
        "kelas10", "sdn03pagi", "smpn1cibinong", "SMAN 1 Bandung", "sma1", "level2", "ke2", "akun2", "masuk2", "benar2nya", "2sv", "2FA", "pembatik2026", "k13", "windows10", "a52s",
        "redmi note13", "100%", "3x", "10 orang", "8 huruf", "https://belajar.id/akun?x=1#2", "belajar.id", "@sdn1cibinong", "#gurubelajar2026", "foto1.jpg", "pukul 19.00", "2025/2026",
    ];

    [Theory]
    [MemberData(nameof(NoSecrets))]
    public void Addresses_numbers_and_words_with_figures_are_no_secrets_alone_or_among_words_about_passwords(string ordinary)
    {
        foreach (var text in new[]
        {
            ordinary, $"saya {ordinary} bu", $"lupa password {ordinary} bagaimana", $"saya mau ganti password, {ordinary}", $"password saya salah, sudah lapor {ordinary}",
            $"{ordinary} tidak bisa reset kata sandi", $"sandi operator belum ada untuk {ordinary}",
        })
        {
            Assert.Equal(text, SecretDetector.Redact(text).Text);
        }
    }

    [Fact]
    public void What_people_ask_holds_no_password_unless_it_is_about_leaked_secrets()
    {
        var mistaken = BahasaFiles.Examples
            .Where(example => !example.Topic.StartsWith("safety.", StringComparison.Ordinal) && SecretDetector.Redact(example.Text).Kinds.Contains(SecretKind.Password));

        Assert.Equal([], mistaken.Select(example => example.Text));
    }
}
