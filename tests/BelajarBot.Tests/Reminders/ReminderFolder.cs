using BelajarBot.Tests.Conversations;

namespace BelajarBot.Tests.Reminders;

/// <summary>A dialog folder of a test's own, with a dialog that reminds by silence and by a programme's date.</summary>
internal sealed class ReminderFolder : ScratchDialogs
{
    internal const string Dialog = """
        dialog: uji
        title: Uji
        program: lomba
        start: {commands: [uji]}
        milestones: [beres]
        answers:
          hasil: {type: choice}
        steps:
          - id: tanya
            ask: hasil
            say: Sudah?
            choices: [{id: sudah, label: Sudah, milestone: beres}]
          - id: selesai
            say: Bagus.
            end: done
        reminders:
          - id: sehari
            when: idle 1 day
            say: Pengingat sehari.
          - id: tiga_hari
            when: idle 3 days
            unless: reached(beres)
            say: Pengingat tiga hari.
          - id: tenggat
            when: 2 days before program.tutup at 09:00
            say: Pengingat tenggat {program.tutup|date}.
        """;

    internal ReminderFolder()
        : base("commands/jadwal.yaml", "commands/jadwal.en.yaml")
    {
        Write("holidays.yaml", "holidays:\n  - {date: 08-17, name: Merdeka, source: uji, last_checked: 2026-01-31, confidence: V}\n");
        Write("uji.yaml", Dialog);
        Close("2026-08-28");
    }

    /// <summary>Writes the programme with this deadline.</summary>
    internal void Close(string day) => WriteContest("tutup", day);
}
