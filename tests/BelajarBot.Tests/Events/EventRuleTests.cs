using System.Text;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.Events;

namespace BelajarBot.Tests.Events;

/// <summary>What is decided about events from plain values: seats, moments, files.</summary>
public sealed class EventRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 5, 2, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddHours(2);
    private static readonly TypedAmounts Amounts = new(new ValueTypes(Regions.Parse("regions.csv", "", "aliases.csv", "", [])));
    private static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");

    [Theory]
    [InlineData(0, 500, 0, "yes")]
    [InlineData(30, 29, 0, "yes")]
    [InlineData(30, 30, 0, "waiting")]
    [InlineData(30, 29, 1, "waiting")]
    [InlineData(30, 20, 5, "yes")]
    public void Nobody_overtakes_those_who_wait(long capacity, long taken, long waiting, string becomes) =>
        Assert.Equal(becomes, new Seats(capacity, taken, waiting).Ask());

    [Theory]
    [InlineData(30, 28, 15, 2)]
    [InlineData(30, 31, 15, 0)]
    [InlineData(30, 10, 3, 3)]
    [InlineData(0, 10, 0, 0)]
    public void As_many_move_up_as_there_are_seats(long capacity, long taken, long waiting, int moveUp) =>
        Assert.Equal(moveUp, new Seats(capacity, taken, waiting).ToOffer);

    [Fact]
    public void A_seat_is_kept_for_twelve_hours_but_not_into_the_last_hour()
    {
        Assert.Equal(Start.AddDays(-2).AddHours(12), Seats.KeptUntil(Start.AddDays(-2), Start));
        Assert.Equal(Start.AddHours(-1), Seats.KeptUntil(Start.AddHours(-5), Start));
        Assert.Null(Seats.KeptUntil(Start.AddHours(-2), Start));
    }

    [Theory]
    [InlineData(-25, 0)]
    [InlineData(-24, 1)]
    [InlineData(-2, 1)]
    [InlineData(-1, 2)]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 3)]
    [InlineData(60, 0)]
    public void Each_reminder_has_its_time(int hoursFromStart, int stage) =>
        Assert.Equal(stage, EventTimes.StageAt(Start.AddHours(hoursFromStart), Start, End));

    [Fact]
    public void Who_said_yes_after_a_reminder_was_due_is_not_reminded_of_it()
    {
        Assert.False(EventTimes.IsWorthSaying(EventTimes.DayBefore, Start.AddHours(-3), Start));
        Assert.True(EventTimes.IsWorthSaying(EventTimes.HourBefore, Start.AddHours(-3), Start));
        Assert.False(EventTimes.IsWorthSaying(EventTimes.HourBefore, Start.AddMinutes(-10), Start));
    }

    [Fact]
    public void An_event_is_looked_at_when_the_next_thing_is_due_and_then_no_more()
    {
        Assert.Equal(Start.AddDays(-1), EventTimes.NextLook(Start.AddDays(-3), Start, End, offerEnds: null, hasWaiting: false));
        Assert.Equal(Start.AddDays(-2), EventTimes.NextLook(Start.AddDays(-3), Start, End, Start.AddDays(-2), hasWaiting: false));
        Assert.Equal(Start.AddDays(-3).AddHours(1), EventTimes.NextLook(Start.AddDays(-3), Start, End, offerEnds: null, hasWaiting: true));
        Assert.Equal(End.AddMinutes(15), EventTimes.NextLook(End, Start, End, Start.AddDays(-2), hasWaiting: true));
        Assert.Null(EventTimes.NextLook(End.AddHours(1), Start, End, offerEnds: null, hasWaiting: true));
    }

    [Theory]
    [InlineData("weekly", "2026-03-05 09:00", "2026-03-05 12:00", "2026-03-12 09:00")]
    [InlineData("weekly", "2026-03-05 09:00", "2026-04-01 12:00", "2026-04-02 09:00")]
    [InlineData("monthly", "2026-03-05 09:00", "2026-03-05 12:00", "2026-04-02 09:00")]
    [InlineData("monthly", "2026-01-29 09:00", "2026-01-29 12:00", "2026-02-26 09:00")]
    [InlineData("monthly", "2026-01-29 09:00", "2026-03-01 12:00", "2026-03-26 09:00")]
    [InlineData("monthly", "2026-12-07 09:00", "2026-12-08 12:00", "2027-01-04 09:00")]
    public void The_next_meeting_of_a_series_is_on_the_same_weekday(string repeats, string first, string now, string next) =>
        Assert.Equal(At(next), EventTimes.NextOfSeries(At(first), Jakarta, repeats, At(now)));

    [Fact]
    public void What_is_held_once_has_no_next() => Assert.Null(EventTimes.NextOfSeries(Start, Jakarta, "once", End));

    [Fact]
    public void The_owner_of_a_task_is_told_a_day_before_on_the_day_and_a_day_after()
    {
        Assert.Equal(Start.AddDays(-1), EventTimes.NextOfTask(Start, Start.AddDays(-9)));
        Assert.Equal(Start, EventTimes.NextOfTask(Start, Start.AddDays(-1)));
        Assert.Equal(Start.AddDays(1), EventTimes.NextOfTask(Start, Start));
        Assert.Null(EventTimes.NextOfTask(Start, Start.AddDays(1)));
    }

    [Theory]
    [InlineData("90 menit", 90)]
    [InlineData("1,5 jam", 90)]
    [InlineData("2", 120)]
    [InlineData("sekitar 2 jam saja", 120)]
    [InlineData("2 days", 2880)]
    [InlineData("dua jam", 120)]
    [InlineData("satu setengah jam", 90)]
    [InlineData("setengah jam", 30)]
    [InlineData("sejam", 60)]
    [InlineData("sejam setengah", 90)]
    [InlineData("2 jam setengah ya", 150)]
    [InlineData("1 jam 30 menit", 90)]
    [InlineData("1 jam 30", 90)]
    [InlineData("dua puluh lima menit", 25)]
    [InlineData("Durasinya 3 jam, min", 180)]
    [InlineData("90", 0)]
    [InlineData("5 bulan depan jam 9", 0)]
    [InlineData("5 April jam 9 pagi", 0)]
    [InlineData("jam 8 sampai jam 10", 0)]
    [InlineData("lama sekali", 0)]
    [InlineData("", 0)]
    public void A_length_is_read_as_people_write_it_and_nothing_else_as_one(string words, long minutes) => Assert.Equal(minutes, Amounts.MinutesIn(words));

    [Theory]
    [InlineData("40", 40L)]
    [InlineData("0", 0L)]
    [InlineData("maksimal 40 orang", 40L)]
    [InlineData("1.000 peserta", 1000L)]
    [InlineData("seratus orang aja", 100L)]
    [InlineData("dua puluh lima kursi", 25L)]
    [InlineData("5 April jam 9 pagi", null)]
    [InlineData("30 atau 40", null)]
    [InlineData("2,5", null)]
    [InlineData("banyak", null)]
    public void A_number_of_seats_is_read_as_people_write_it_and_nothing_else_as_one(string words, long? seats) => Assert.Equal(seats, Amounts.SeatsIn(words));

    [Theory]
    [InlineData("BCD-FGH", "bcdfgh")]
    [InlineData(" bcd fgh ", "bcdfgh")]
    [InlineData("bcdfg", null)]
    [InlineData("bcdfga", null)]
    [InlineData("bcdfg1", null)]
    public void A_code_is_read_as_it_is_copied_from_a_wall(string typed, string? code) => Assert.Equal(code, Event.ReadCode(typed));

    [Fact]
    public void A_calendar_file_folds_its_lines_marks_what_means_something_and_ends_lines_as_it_must()
    {
        var meeting = Meeting() with { Title = "Bimtek; koding, dasar\\lanjut\r\nuntuk guru 🧑‍🏫 " + new string('é', 80), Version = 3 };

        var file = CalendarFile.Write(meeting, "Aula, Bandung", "Baris satu\nbaris dua", Start);

        var lines = file.Split("\r\n");
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\n', file.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.Contains("DTSTART:20260305T020000Z", lines);
        Assert.Contains("DTEND:20260305T040000Z", lines);
        Assert.Contains("SEQUENCE:3", lines);
        Assert.Contains("STATUS:CONFIRMED", lines);
        Assert.Contains("LOCATION:Aula\\, Bandung", lines);
        Assert.Contains("DESCRIPTION:Baris satu\\nbaris dua", lines);
        var unfolded = file.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Bimtek\\; koding\\, dasar\\\\lanjut\\nuntuk guru 🧑‍🏫 " + new string('é', 80) + "\r\n", unfolded, StringComparison.Ordinal);
        Assert.StartsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", file, StringComparison.Ordinal);
        Assert.EndsWith("END:VEVENT\r\nEND:VCALENDAR\r\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_event_keeps_its_identity_in_the_calendar_when_it_moves_or_is_cancelled()
    {
        var before = CalendarFile.Write(Meeting(), null, null, Start);
        var after = CalendarFile.Write(Meeting() with { State = EventState.Cancelled, Version = 1 }, null, null, Start);

        Assert.Equal(LineOf(before, "UID:"), LineOf(after, "UID:"));
        Assert.Equal("STATUS:CANCELLED", LineOf(after, "STATUS:"));
        Assert.DoesNotContain("LOCATION", before, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_is_a_page_whose_table_leads_to_each_object()
    {
        var pdf = Encoding.Latin1.GetString(Certificate.Write(new CertificateText(
            "SERTIFIKAT KEHADIRAN", "diberikan kepada", "Dr. Sari (André) Wulandari, M.Pd.", "telah mengikuti Bimtek", new string('W', 120) + " 🎓", "Kamis, 5 Maret 2026", "Nomor 1-2")));

        Assert.StartsWith("%PDF-1.4\n", pdf, StringComparison.Ordinal);
        Assert.Contains("(Dr. Sari \\(André\\) Wulandari, M.Pd.) Tj", pdf, StringComparison.Ordinal);
        var table = int.Parse(pdf.Split("startxref\n")[1].Split('\n')[0]);
        Assert.Equal("xref", pdf[table..(table + 4)]);
        var places = pdf[table..].Split('\n').Skip(3).Take(5).Select(line => int.Parse(line[..10])).ToList();
        Assert.All(places.Index(), place => Assert.StartsWith($"{place.Index + 1} 0 obj", pdf[place.Item..], StringComparison.Ordinal));
        var stream = pdf.Split("\nstream\n")[1].Split("endstream")[0];
        Assert.Contains($"/Length {stream.Length} ", pdf, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bu Sari, S.Pd.", true)]
    [InlineData("José Ñuñez", true)]
    [InlineData("さくら", false)]
    [InlineData("Sari\n", false)]
    public void A_name_is_taken_if_the_letters_can_be_printed(string name, bool canBe) => Assert.Equal(canBe, Certificate.CanWrite(name));

    private static DateTimeOffset At(string local) => new(DateTime.Parse(local), TimeSpan.FromHours(7));

    private static string LineOf(string file, string start) => file.Split("\r\n").Single(line => line.StartsWith(start, StringComparison.Ordinal));

    private static Event Meeting() => new(
        7, 1, "script", EventState.Open, "bimtek", "Bimtek", "32", "true", Start, "Asia/Jakarta", 120, "Aula", 30, "", null, 0, "once", Start, null, null,
        "bcdfghjkmn", "bcdfgh", 0, null, null, null, null, Start.AddDays(-9));

    [Theory]
    [InlineData("-6.9025, 107.6188", "-6.9025,107.6188")]
    [InlineData("geo:-6.9,107.6", "-6.9,107.6")]
    [InlineData("https://www.google.com/maps/place/Aula/@-6.9025,107.6188,17z", "-6.9025,107.6188")]
    [InlineData("https://maps.google.com/?q=-6.9025,107.6188", "-6.9025,107.6188")]
    [InlineData("https://www.openstreetmap.org/?mlat=-6.9025&mlon=107.6188#map=17", "-6.9025,107.6188")]
    [InlineData("https://www.google.com/maps/search/?api=1&query=-6.9%2C107.6", "-6.9,107.6")]
    [InlineData("https://maps.app.goo.gl/abc", null)]
    [InlineData("https://meet.example.id/?q=-6.9025,107.6188", null)]
    [InlineData("Aula, Jalan Braga 1", null)]
    [InlineData("95.0, 107.6", null)]
    [InlineData("12, 3 orang", null)]
    public void A_pin_is_found_in_coordinates_and_in_links_of_maps(string typed, string? pin) =>
        Assert.Equal(pin, MapPin.In(new TextInput(typed))?.Write());

    [Fact]
    public void A_pin_is_written_as_it_is_read()
    {
        var pin = MapPin.In(new PlaceInput(-6.123456789, 106.8, null))!;

        Assert.Equal("-6.12346,106.8", pin.Write());
        Assert.Equal(pin.Write(), MapPin.Read(pin.Write())!.Write());
        Assert.EndsWith("query=-6.12346%2C106.8", pin.Link, StringComparison.Ordinal);
    }
}
