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
}
