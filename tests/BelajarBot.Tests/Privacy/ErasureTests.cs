using System.Text.Json;
using BelajarBot.Privacy;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Privacy;

/// <summary>
/// What is kept about a person is found again in every table: to show it, and to do away with it. A new table about
/// people makes these tests fail until it is seeded here, erased, and part of the export.
/// </summary>
public sealed class ErasureTests
{
    /// <summary>One row about the person in each table; the columns by which tables point to people are found in the schema.</summary>
    private static readonly string[] Seeds =
    [
        "insert into conversation (person_id, dialog, number, revision, step, turn, status, state, started_at, updated_at) values (@id, 'jejak', 9, 'x', '', 1, 'ended', '{}', 1, 1)",
        "insert into milestone (person_id, scope, milestone, reached_at) values (@id, 'jejak', 'x', 1)",
        "insert into enrolment (person_id, program, cycle, enrolled_at) values (@id, 'jejak', '', 1)",
        "insert into reminder_log (person_id, dialog, reminder, revision, planned_for, decided_at, decision) values (@id, 'jejak', 'lanjut', 'x', 1, 1, 'sent')",
        "insert into consent_decision (person_id, consent, decision, version, text_hash, language, manner, at) values (@id, 'jejak', 'given', '1', 'x', 'id', 'button', 1)",
        "insert into outbox (channel, address, person_id, class, body, state, not_before, created_at) values (@channel, @address, @id, 0, '{\"t\":\"jejak\"}', 'failed', 1, 1)",
        "insert into outbox (channel, address, person_id, class, body, state, not_before, created_at) values (@channel, @address, null, 0, '{\"t\":\"jejak\"}', 'failed', 1, 1)",
        "insert into campaign (state, created_at, changed_at) values ('finished', 1, 1)",
        "insert into outbox (channel, address, person_id, class, body, state, campaign_id, not_before, created_at) select @channel, @address, @id, 2, '{\"t\":\"jejak\"}', 'sent', max(id), 1, 1 from campaign",
        "insert into personal_reminder (person_id, words, due_at, is_confirmed, created_at) values (@id, 'jejak', 4102444800000, 1, 1)",
        "insert into sent_file (person_id, path, name, kept_at) values (@id, 'jejak', 'jejak', 1)",
        "insert into role_grant (person_id, role, area, granted_at) values (@id, 2, 'jejak', 1)",
        "insert into invitation (code_hash, role, area, invited_by, created_at, until, used_by) values (cast(@id as text), 2, 'jejak', @id, 1, 4102444800000, @id)",
        "insert into broadcast (officer_id, channel, state, created_at, changed_at) values (@id, @channel, 'cancelled', 1, 1)",
        "insert into broadcast (officer_id, channel, state, created_at, changed_at) values (@id, @channel, 'draft', 1, 1)",
        "insert into broadcast_text (broadcast_id, language, source) select max(id), 'id', 'jejak' from broadcast",
        "insert into audit (at, officer_id, act, area, person_id) values (1, @id, 'jejak', '32', @id)",
        "insert into export_request (person_id, question, format, asked_at) values (@id, 'jejak', 0, 1)",
        "insert into count_request (person_id, question, asked_at) values (@id, 'jejak', 1)",
        "insert into contact_file (person_id, reference, asked_at, next_at, content) values (@id, 'jejak', 1, 4102444800000, 'jejak')",
        "insert into digest (person_id, question, rhythm, next_at) values (@id, 'jejak', 1, 1)",
        "insert into ticket (person_id, dialog, queue, note, opened_at) values (@id, 'jejak', 'duta', 'jejak', 1)",
        """
        insert into event (officer_id, channel, state, kind, title, link_code, attendance_code, created_at)
        values (@id, @channel, 'open', 'pmo', 'jejak', cast(@id as text), 'jejak', 1)
        """,
        "insert into event_answer (event_id, person_id, state, asked_at, told_version, comment) select max(id), @id, 'yes', 1, 0, 'jejak' from event",
        "insert into event_task (event_id, person_id, title) select max(id), @id, 'jejak' from event",
        "insert into circular (officer_id, channel, state, area, title, file, created_at) values (@id, @channel, 'published', '32', 'jejak', '{}', 1)",
        "insert into off_duty (person_id, since) values (@id, 1)",
        "insert into kept_question (person_id, words, at) values (@id, 'jejak', 1)",
        "insert into ticket_message (ticket_id, body, at) select max(id), '{\"kind\":\"text\",\"Text\":\"jejak\"}', 1 from ticket",
        "insert into submission (person_id, kind, dialog, revision, step, title, review_by, state, questions, answers, submitted_at, changed_at, reviewer_id, reminders) values (@id, 'jejak', 'jejak', 'x', 'kirim', 'jejak', 'reviewer', 'returned', '[]', '{}', 1, 1, @id, 0)",
        "insert into submission_reason (submission_id, step, reason) select max(id), 'jejak', 'jejak' from submission",
        "insert into submission_event (submission_id, at, actor_id, act, note) select max(id), 1, @id, 'returned', 'jejak' from submission",
        "insert into event_agenda (submission_id, event_id, decision) select max(s.id), max(e.id), 'jejak' from submission s, event e",
        "insert into ticket_notice (ticket_id, officer_id, told_at) select max(id), @id, 1 from ticket",
        "insert into parked_update (channel, update_id, reason, raw, address, parked_at) values (@channel, 901, 'x', '{\"jejak\":1}', @address, 1)",
        "insert into parked_update (channel, update_id, reason, raw, parked_at) values (@channel, 902, 'x', '{\"chat\":{\"id\":\"sari\",\"jejak\":1}}', 1)",
        "insert into web_message (address, direction, body, client_id, at) values (@address, 'in', '{\"text\":\"jejak\"}', 1, 1)",
    ];

    [Theory, BothDatabases]
    public async Task Nothing_is_left_in_any_table_that_points_to_the_person(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await SeedAsync(chat, "sari");
        await SeedAsync(chat, "tini");
        var tables = await TablesAsync(chat, kind);
        foreach (var (table, column) in tables)
        {
            Assert.True(await CountAsync(chat, table, column, "sari") > 0, $"Seed the table {table} in ErasureTests, and erase and export it.");
        }

        await EraseAsync(chat, "sari");

        foreach (var (table, column) in tables)
        {
            Assert.True(await CountAsync(chat, table, column, "sari") == 0, $"{table}.{column} still points to the person: erase it in Privacy/Erasure.cs.");
            Assert.True(await CountAsync(chat, table, column, "tini") > 0, $"{table}.{column} of somebody else was erased, too.");
        }

        Assert.Equal(["tini"], await chat.QueryAsync<string>("select address from person"));
        Assert.Empty(await chat.QueryAsync<long>("select update_id from parked_update where raw like '%sari%'"));

        // What others got stays, without a trace of whose it was; a draft was theirs alone.
        Assert.Equal(["cancelled"], await chat.QueryAsync<string>("select state from broadcast where officer_id is null"));
    }

    [Theory, BothDatabases]
    public async Task Pressing_the_button_erases_and_the_next_message_comes_from_a_stranger(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await chat.SaysAsync("/aktivasi");
        await SeedAsync(chat, "sari");
        var asked = await chat.SaysAsync("/hapusdata");

        var farewell = await chat.PressesAsync(PrivacyChat.DataOf(asked, "Ya, hapus semua data saya"));
        var known = await chat.QueryAsync<string>("select address from person");
        var greeting = await chat.SendsAsync(new Dialogs.Engine.StartInput(""));

        Assert.StartsWith("Semua data Anda sudah dihapus.", Assert.Single(farewell).Text.Text, StringComparison.Ordinal);
        Assert.Empty(known);
        Assert.StartsWith("Halo Bapak/Ibu!", Assert.Single(greeting).Text.Text, StringComparison.Ordinal);
        Assert.Empty(await chat.QueryAsync<string>("select dialog from conversation"));
    }

    [Theory, BothDatabases]
    public async Task The_press_that_arrives_twice_does_not_make_the_person_known_again(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        var data = PrivacyChat.DataOf(await chat.SaysAsync("/hapusdata"), "Ya, hapus semua data saya");
        await chat.PressesAsync(data);

        var again = await chat.RepeatsAsync(new Dialogs.Engine.PressInput(data));

        Assert.Empty(again);
        Assert.Empty(await chat.QueryAsync<string>("select address from person"));
    }

    [Theory, BothDatabases]
    public async Task The_export_shows_every_table_that_points_to_the_person(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await SeedAsync(chat, "sari");
        await chat.ExecuteAsync("update person set name = 'Bu Sari', source = 'webinar'");
        var tables = (await TablesAsync(chat, kind)).Select(entry => entry.Table).Distinct().Order(StringComparer.Ordinal);

        var said = await chat.SaysAsync("/dataku");

        var file = Assert.Single(said).File!;
        Assert.Equal(("data-saya.json", "application/json"), (file.Name, file.MimeType));
        await using var content = chat.Bot.Of<FileFolder>().Open(file.Path)!;
        using var export = await JsonDocument.ParseAsync(content, cancellationToken: TestContext.Current.CancellationToken);
        var parts = export.RootElement.EnumerateObject().ToDictionary(part => part.Name, part => part.Value.ToString());
        Assert.Equal(tables, parts.Keys.Order(StringComparer.Ordinal));
        Assert.All(parts.Where(part => part.Key is not ("person" or "web_message" or "off_duty")), part => Assert.Contains("jejak", part.Value, StringComparison.Ordinal));
        Assert.Contains("Bu Sari", parts["person"], StringComparison.Ordinal);
        Assert.Contains("webinar", parts["person"], StringComparison.Ordinal);
        Assert.Contains("+07:00", parts["person"], StringComparison.Ordinal);
    }

    private static async Task SeedAsync(PrivacyChat chat, string address)
    {
        await chat.SaysAsync("/bantuan", address);
        await chat.Database.WriteAsync(
            async session =>
            {
                var (id, channel) = await session.FirstOrDefaultAsync<(long, string)>("select id, channel from person where address = @address", new { address });
                foreach (var seed in Seeds)
                {
                    var own = address == "sari" ? seed : seed.Replace("sari", address, StringComparison.Ordinal).Replace(" 90", " 91", StringComparison.Ordinal);
                    await session.ExecuteAsync(own, new { id, channel, address });
                }
            },
            TestContext.Current.CancellationToken);
    }

    /// <summary>Erases as somebody of the web chat, who alone has a history there.</summary>
    private static async Task EraseAsync(PrivacyChat chat, string address) => await chat.Database.WriteAsync(
        async session =>
        {
            var id = await session.ScalarAsync<long>("select id from person where address = @address", new { address });
            await Erasure.EraseAsync(session, new ErasedPerson(id, "script", address));
            await Erasure.EraseAsync(session, new ErasedPerson(id, "web", address));
        },
        TestContext.Current.CancellationToken);

    private static Task<long> CountAsync(PrivacyChat chat, string table, string column, string address) => chat.Database.ReadAsync(
        session => session.ScalarAsync<long>(
            column switch
            {
                "person_id" or "officer_id" or "invited_by" or "used_by" => $"select count(*) from {table} where {column} in (select id from person where address = @address)",
                "ticket_id" => $"select count(*) from {table} where ticket_id in (select t.id from ticket t join person p on p.id = t.person_id where p.address = @address)",
                "submission_id" => $"select count(*) from {table} where submission_id in (select s.id from submission s join person p on p.id = s.person_id where p.address = @address)",
                _ => $"select count(*) from {table} where address = @address",
            },
            new { address }),
        TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<(string Table, string Column)>> TablesAsync(PrivacyChat chat, DatabaseKind kind)
    {
        const string pointers = "('person_id', 'officer_id', 'invited_by', 'used_by', 'ticket_id', 'submission_id', 'address')";
        return await chat.QueryAsync<(string, string)>(kind == DatabaseKind.Sqlite
            ? $"select t.name, c.name from sqlite_master t join pragma_table_info(t.name) c where t.type = 'table' and c.name in {pointers}"
            : $"select table_name::text, column_name::text from information_schema.columns where table_schema = current_schema() and column_name in {pointers}");
    }
}
