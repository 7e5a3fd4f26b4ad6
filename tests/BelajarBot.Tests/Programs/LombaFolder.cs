using BelajarBot.Tests.Conversations;

namespace BelajarBot.Tests.Programs;

/// <summary>A dialog folder of a test's own, with a programme and a dialog of it.</summary>
internal sealed class LombaFolder : ScratchDialogs
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

    internal LombaFolder()
    {
        Write("ikut.yaml", Dialog);
        Close("2026-07-15");
    }

    /// <summary>Writes the programme with this deadline.</summary>
    internal void Close(string day) => WriteContest("daftar_tutup", day, "- {cycle: 2027, state: unannounced}");
}
