using BelajarBot.Conversations;

namespace BelajarBot.Tests.Programs;

/// <summary>A dialog folder of a test's own, with a programme and a dialog of it.</summary>
internal sealed class LombaFolder : IDisposable
{
    private const string Dialog = """
        dialog: ikut
        title: Ikut lomba
        program: lomba
        start: {commands: [lomba]}
        milestones: [daftar]
        answers:
          mau: {type: choice}
        steps:
          - id: sapa
            say: "{program.title} {program.cycle}: {program.state}."
          - id: tanya
            ask: mau
            say: Mau ikut?
            choices:
              - {id: ya, label: Mau, milestone: daftar}
              - {id: nanti, label: Nanti saja, go: tanya}
          - id: kabar
            say: Tutup {program.daftar_tutup|date}.
          - id: terdaftar
            if: enrolled(lomba)
            say: Anda terdaftar.
          - id: tunggu
            ask: mau
            say: Naskahnya siap?
            choices:
              - {id: ya, label: Siap}
          - id: selesai
            say: Sampai jumpa.
            end: done
        reminders:
          - id: tenggat
            when: 7 days before program.daftar_tutup at 09:00
            say: Tinggal 7 hari, {program.daftar_tutup|date}.
            buttons: []
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("belajarbot-programs-");

    internal LombaFolder()
    {
        var shipped = DialogFolder.Find("dialogs");
        foreach (var file in new[] { "bot.yaml", "bot.en.yaml", "regions.csv", "bahasa/slang.csv", "bahasa/values.csv", "bahasa/region-aliases.csv" })
        {
            Write(file, File.ReadAllText(System.IO.Path.Combine(shipped, file)));
        }

        Write("ikut.yaml", Dialog);
        Close("2026-07-15");
    }

    internal string Path => folder.FullName;

    /// <summary>Writes the programme with this deadline.</summary>
    internal void Close(string day) => Write("programs/lomba.yaml", """
        program: lomba
        title: Lomba
        links: {situs: {title: Situs, value: lomba.example, source: uji, last_checked: 2026-01-31, confidence: V}}
        cycles:
          - cycle: 2026
            state: open
            source: uji
            last_checked: 2026-01-31
            confidence: V
            dates:
              daftar_tutup: {value: DAY, source: uji, last_checked: 2026-01-31, confidence: V}
          - {cycle: 2027, state: unannounced}
        """.Replace("DAY", day, StringComparison.Ordinal));

    internal void Write(string file, string text)
    {
        var path = System.IO.Path.Combine(folder.FullName, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
