using System.Data.Common;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.People;
using Dapper;

namespace BelajarBot.Tests.Expressions;

/// <summary>A person, in memory as in the tables.</summary>
internal sealed record TestPerson(
    long Id,
    string? Role,
    string? Region,
    string? Npsn,
    string? Name,
    long? CreatedAt,
    long? SeenAt,
    double? Pupils,
    bool? Consent,
    IReadOnlyDictionary<string, long> Milestones,
    string? Step,
    string? Program,
    string? Consents) : IFacts
{
    public static readonly DateTimeOffset Today = new(2026, 3, 10, 8, 0, 0, TimeSpan.FromHours(7));

    public DateTimeOffset Now => Today;

    public static string CycleOf(string name) => name is "pembatik" or "pembatik_2026" ? "2026" : string.Empty;

    public static TestPerson Random(long id, Random random)
    {
        string? OneOf(params string?[] values) => values[random.Next(values.Length)];
        long? Ago() => random.Next(5) == 0 ? null : Today.ToUnixTimeMilliseconds() - (random.Next(-24, 73) * 3_600_000L);

        return new(
            id,
            OneOf(null, "", "guru", "guru", "kepsek", "duta", "bekas"),
            OneOf(null, "", "32", "32.73", "320", "32.7", "3", "33.01", "31"),
            OneOf([null, "", .. Audience.Words]),
            OneOf([null, "", .. Audience.Words]),
            Ago(),
            Ago(),
            random.Next(4) == 0 ? null : random.Next(7) / 2d,
            random.Next(3) switch { 0 => null, 1 => true, _ => false },
            new[] { "aktivasi..mulai", "aktivasi..aktif", "pembatik.2026.lulus", "pembatik.2025.lulus" }
                .Where(_ => random.Next(2) == 0)
                .ToDictionary(name => name, _ => Ago() ?? 0),
            OneOf(null, "aktivasi.open.masuk", "aktivasi.open.sapa", "aktivasi.done.masuk", "pembatik.open.daftar"),
            OneOf(null, "pembatik_2026.2026", "pembatik_2026.2025", "belajar_id_2026."),
            OneOf(null, " data_program:1 ", " data:2026-11 foto:1 ", " data_program:1 data:2 foto:3 ", " dataxprogram:1 "));
    }

    public Value Read(Variable variable) => variable.Name switch
    {
        "contact.role" => Value.Of(Role),
        "contact.area" => Value.Of(Region),
        "contact.npsn" => Value.Of(Npsn),
        "contact.name" => Value.Of(Name),
        "contact.created" => Moment(CreatedAt),
        "contact.seen" => Moment(SeenAt),
        "contact.pupils" => Pupils is { } pupils ? Value.Of(pupils) : Value.Missing,
        "contact.consent" => Consent is { } consent ? Value.Of(consent) : Value.Missing,
        "program.tenggat" => Value.Of(Today.AddHours(30)),
        "program.kuota" => Value.Of(2),
        "program.kota" => Value.Of("aB"),
        _ => Value.Missing,
    };

    public DateTimeOffset? ReachedAt(MilestoneName milestone) =>
        Milestones.TryGetValue($"{milestone.Dialog}.{CycleOf(milestone.Dialog)}.{milestone.Milestone}", out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;

    public bool StandsAt(string dialog, string? step) =>
        Step?.Split('.') is [var standsIn, "open", var standsAt] && standsIn == dialog && (step ?? standsAt) == standsAt;

    public bool HasConsented(string consent) => GivenConsents.Read(Consents)[consent] is not null;

    public bool IsEnrolled(string program) => Program == $"{program}.{CycleOf(program)}";

    private static Value Moment(long? at) => Value.Of(at is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null);
}

/// <summary>The tables that audiences are asked of, in a database of either kind, with some fields still to come.</summary>
internal sealed class PeopleTable(DbConnection database, SqlNames names)
{
    public static SqlNames NamesFor(string folded) => new()
    {
        Columns = new Dictionary<string, string>
        {
            ["contact.role"] = "person.role",
            ["contact.area"] = "person.region",
            ["contact.npsn"] = "person.npsn",
            ["contact.name"] = "person.name",
            ["contact.created"] = "person.created_at",
            ["contact.seen"] = "person.seen_at",
            ["contact.pupils"] = "person.pupils",
            ["contact.consent"] = "person.consent",
        },
        Folded = folded,
        CycleOf = TestPerson.CycleOf,
    };

    /// <summary>Makes the tables, for this connection only; <paramref name="code"/> is the type of region codes.</summary>
    public void Create(string code) => database.Execute($"""
        create temporary table person (
            id bigint primary key, role text, region {code}, npsn text, name text, created_at bigint, seen_at bigint,
            pupils double precision, consent bigint, consents text);
        create temporary table milestone (person_id bigint, scope text, milestone text, cycle text, reached_at bigint);
        create temporary table conversation (person_id bigint, dialog text, step text, status text);
        create temporary table enrolment (person_id bigint, program text, cycle text);
        """);

    public void Fill(IEnumerable<TestPerson> people)
    {
        using var transaction = database.BeginTransaction();
        database.Execute("delete from person; delete from milestone; delete from conversation; delete from enrolment;", transaction: transaction);
        foreach (var person in people)
        {
            database.Execute(
                "insert into person values (@Id, @Role, @Region, @Npsn, @Name, @CreatedAt, @SeenAt, @Pupils, @Consent, @Consents)",
                new
                {
                    person.Id, person.Role, person.Region, person.Npsn, person.Name, person.CreatedAt, person.SeenAt, person.Pupils,
                    person.Consents,
                    Consent = person.Consent is { } consent ? consent ? 1L : 0L : (long?)null,
                },
                transaction);
            foreach (var (name, at) in person.Milestones)
            {
                var parts = name.Split('.');
                database.Execute(
                    "insert into milestone values (@Id, @Dialog, @Milestone, @Cycle, @At)",
                    new { person.Id, Dialog = parts[0], Milestone = parts[2], Cycle = parts[1], At = at },
                    transaction);
            }

            if (person.Step?.Split('.') is [var dialog, var status, var step])
            {
                database.Execute("insert into conversation values (@Id, @dialog, @step, @status)", new { person.Id, dialog, step, status }, transaction);
            }

            if (person.Program?.Split('.') is [var program, var cycle])
            {
                database.Execute("insert into enrolment values (@Id, @program, @cycle)", new { person.Id, program, cycle }, transaction);
            }
        }

        transaction.Commit();
    }

    public IReadOnlyList<long> Select(Expression expression, IFacts shared)
    {
        var condition = expression.ToSql(names, shared);
        return [.. database.Query<long>(
            $"select person.id from person where {condition.Text} order by person.id",
            new DynamicParameters(condition.Parameters))];
    }
}
