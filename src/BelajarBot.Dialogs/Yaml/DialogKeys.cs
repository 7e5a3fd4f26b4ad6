using System.Collections.Frozen;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>What each key of a dialog file means, in a sentence for the author: editors show it beside the key.</summary>
internal static class DialogKeys
{
    private static readonly FrozenDictionary<string, string> Meanings = new Dictionary<string, string>
    {
        ["dialog"] = "Nama tetap dialog ini, sama dengan nama berkasnya (tanda - menjadi _).",
        ["format"] = "Versi bahasa dialog yang dipakai berkas ini, sekarang 1. Berkas lama diperbarui dengan: belajarbot upgrade.",
        ["title"] = "Judul yang dibaca orang di menu.",
        ["languages"] = "Bahasa dialog ini; yang pertama adalah bahasa berkas ini.",
        ["program"] = "Program yang diikuti orang dengan memulai dialog ini.",
        ["who"] = "Siapa yang boleh memulai; semua orang bila tidak ditulis.",
        ["consent"] = "Persetujuan yang diminta sekali, sebelum langkah pertama; namanya dari consents.yaml.",
        ["menu"] = "Tempatnya di menu (1 yang teratas); false: tidak tampil, dibuka lewat kata kunci, tautan, topik, atau dialog lain.",
        ["start"] = "Cara orang memulai: perintah, kata kunci, tautan.",
        ["commands"] = "Perintah tanpa garis miring: [aktivasi] untuk /aktivasi.",
        ["keywords"] = "Kata yang memulai dialog bila ditulis persis seperti itu.",
        ["link"] = "Isi tautan t.me/<bot>?start=… yang memulai dialog.",
        ["milestones"] = "Tonggak, dalam urutan tercapainya; dipakai statistik.",
        ["answers"] = "Semua yang boleh ditanyakan dan diingat, dengan jenisnya.",
        ["type"] = "Jenis jawaban; menentukan cara membacanya.",
        ["save"] = "Data orang yang ikut diisi, misalnya contact.npsn.",
        ["personal"] = "true bila data pribadi: disamarkan di catatan, dihapus bila diminta.",
        ["min"] = "Angka terkecil.",
        ["max"] = "Angka terbesar, panjang teks terbanyak, atau jumlah percobaan.",
        ["steps"] = "Langkah-langkah; urutan berkas adalah urutan percakapan.",
        ["help"] = "Pertanyaan yang boleh muncul kapan saja, dengan jawabannya.",
        ["moved"] = "Ke mana orang dipindahkan yang berdiri di langkah yang sudah tidak ada: langkah_lama: langkah_baru.",
        ["drop"] = "Bagi orang yang langkahnya hilang dan tidak dipindahkan moved: finish (menyelesaikan versi lama; biasanya), restart (mulai lagi, jawaban tetap), handover (diserahkan kepada petugas).",
        ["id"] = "Nama tetap; jangan diubah setelah dipakai orang.",
        ["say"] = "Yang dikatakan bot. {nama|pengganti} diisi dengan data, *tebal* dan _miring_ menjadi gaya huruf.",
        ["if"] = "Langkah dilewati kecuali syarat ini berlaku.",
        ["skip_if"] = "Langkah dilewati bila syarat ini berlaku.",
        ["milestone"] = "Tonggak yang tercapai dengan menyelesaikan ini.",
        ["go"] = "Langkah berikutnya; bila tidak ditulis, yang di bawahnya.",
        ["forget"] = "Jawaban yang dilupakan lagi.",
        ["end"] = "Dialog selesai di sini, dengan hasil ini, misalnya done.",
        ["ask"] = "Jawaban yang ditanyakan (pada help: kalimat pertanyaannya).",
        ["hint"] = "Penjelasan ketika orang menulis bantuan.",
        ["invalid"] = "Kata-kata bila jawaban tidak terbaca; {answer} adalah yang ditulis orang.",
        ["must"] = "Syarat tambahan atas jawaban yang terbaca.",
        ["check"] = "Syaratnya; answer adalah jawabannya.",
        ["else"] = "Yang dikatakan bila syarat tidak terpenuhi.",
        ["tries"] = "Sesudah sekian kali gagal, pergi ke langkah lain.",
        ["then"] = "Langkah sesudah percobaan habis.",
        ["accept"] = "Jenis jawaban lain yang juga diterima, misalnya photo.",
        ["choices"] = "Tombol-tombolnya; kata yang diketik berarti sama.",
        ["label"] = "Kata pada tombol.",
        ["also"] = "Kata lain yang berarti sama.",
        ["match"] = "exact: tanpa tebakan salah ketik.",
        ["when"] = "Pada answers: tanggal yang diharapkan (past, future atau any). Pada reminders: idle 1 day, atau 7 days before kapan at 09:00.",
        ["wait"] = "Menunggu selama ini, lalu lanjut sendiri di luar jam istirahat: 1 day, 3 jam, 2 minggu.",
        ["handover"] = "Meneruskan orang ini kepada petugas; dialog diam sampai petugas selesai.",
        ["resume"] = "Langkah tempat dialog lanjut setelah petugas selesai.",
        ["queue"] = "Siapa petugasnya, misalnya duta.",
        ["area"] = "Data orang yang menentukan wilayahnya: contact.region.",
        ["note"] = "Keterangan untuk petugas.",
        ["reply_within"] = "Dalam berapa lama petugas sebaiknya menjawab.",
        ["call"] = "Menjalankan dialog lain, lalu kembali ke sini.",
        ["reminders"] = "Pengingat bagi orang yang berhenti di tengah jalan.",
        ["unless"] = "Tidak dikirim bila syarat ini berlaku.",
        ["buttons"] = "Tombol pengingat: resume, later, stop.",
        ["valid"] = "Seberapa terlambat masih boleh dikirim; biasanya 2 jam.",
        ["level"] = "Tingkat wilayah yang diharapkan.",
    }.ToFrozenDictionary();

    /// <summary>The meaning of a key, or null when nobody wrote one yet.</summary>
    internal static string? Meaning(string key) => Meanings.GetValueOrDefault(key);
}
