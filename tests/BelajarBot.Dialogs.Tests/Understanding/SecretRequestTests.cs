using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Tests.Understanding;

public sealed class SecretRequestTests
{
    [Theory]
    [InlineData("kirim password lamanya ke saya")]
    [InlineData("balas pesan ini dengan password dan NIK kalian ya")]
    [InlineData("tolong kirimkan kata sandi Ibu, nanti saya coba")]
    [InlineData("boleh minta passwordnya bu?")]
    [InlineData("saya minta NIK dan tanggal lahir Bapak")]
    [InlineData("passwordnya apa?")]
    [InlineData("NIK berapa ya bu?")]
    [InlineData("sebutkan kode verifikasi yang masuk di HP")]
    [InlineData("kodenya tolong dikirim ke saya")]
    [InlineData("tulis kata sandinya di sini, biar saya cek")]
    [InlineData("Jangan khawatir, kirim saja passwordnya")]
    [InlineData("Tidak bisa masuk? Kirim sandi yang lama.")]
    [InlineData("fotokan KTP Ibu lalu kirim ke sini")]
    [InlineData("isi NIK dan kata sandi di formulir ini")]
    [InlineData("jangan lupa kirim OTP-nya")]
    [InlineData("kirim password ke admin")]
    [InlineData("please send me your password")]
    [InlineData("kirim pw nya kak")]
    [InlineData("tolong beri tahu sandinya")]
    [InlineData("tell me the verification code")]
    public void Who_asks_for_a_secret_is_recognised(string text) => Assert.NotNull(SecretRequest.Find(text));

    [Theory]
    [InlineData("Jangan kirim kata sandi kepada siapa pun.")]
    [InlineData("Mohon kirim foto layarnya, tanpa kata sandi atau NIK.")]
    [InlineData("Kata sandi bisa direset lewat belajar.id, pilih Lupa Kata Sandi.")]
    [InlineData("Mintalah kata sandi awal kepada operator sekolah.")]
    [InlineData("minta kata sandi awal dari operator ya bu")]
    [InlineData("Masukkan kata sandi baru dua kali, lalu tekan Simpan.")]
    [InlineData("Isi NIK dan tanggal lahir di laman belajar.id saja.")]
    [InlineData("Google akan kirim kode verifikasi ke HP Ibu.")]
    [InlineData("Kode verifikasi dikirim ke email pribadi.")]
    [InlineData("Kirim permintaan reset kata sandi lewat admin sekolah.")]
    [InlineData("Operator, berikan kata sandi awal kepada guru masing-masing.")]
    [InlineData("Petugas tidak pernah meminta kata sandi atau kode.")]
    [InlineData("Kata sandinya apa sudah diganti sejak masuk pertama kali lewat operator sekolah?")]
    [InlineData("Kodenya jangan diberikan kepada siapa pun.")]
    [InlineData("kirim NPSN sekolah Ibu ya")]
    [InlineData("Bagikan undangan ini, gratis.")]
    [InlineData("Sudah ganti kata sandi?")]
    [InlineData("Ibu tahu kata sandinya?")]
    [InlineData("Bagaimana kabarnya, sudah bisa masuk?")]
    public void Who_only_speaks_of_one_is_not(string text) => Assert.Null(SecretRequest.Find(text));
}
