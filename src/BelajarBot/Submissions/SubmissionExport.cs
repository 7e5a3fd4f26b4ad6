using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Conversations;
using CsvHelper;

namespace BelajarBot.Submissions;

/// <summary>Everything that an officer may review, as a table: a row for each, a column for each answer by its label.</summary>
internal static class SubmissionExport
{
    internal const string Act = "csv";

    private static readonly string[] Columns = ["nomor", "jenis", "judul", "wilayah", "status", "dikirim", "berubah"];

    internal static async Task SendAsync(CapabilityTurn turn)
    {
        if (!turn.Officer.May(Permission.Export))
        {
            await turn.RefuseAsync();
            return;
        }

        var all = await SubmissionStore.AllForReviewAsync(turn.Session, ReviewLimit.Of(turn.Officer));
        var rows = new List<(Submission Submission, Dictionary<string, string> Answers)>();
        foreach (var submission in all)
        {
            var lines = await SubmissionWords.LinesAsync(turn.Scope, submission);
            rows.Add((submission, lines.DistinctBy(line => line.Label).ToDictionary(line => line.Label, line => line.Words)));
        }

        await turn.AuditAsync("usulan.export", details: all.Count.ToString(CultureInfo.InvariantCulture));
        await turn.SendFileAsync(
            "usulan.csv", Write(turn, rows), turn.Text("export", ("count", all.Count.ToString(CultureInfo.InvariantCulture))), turn.MenuButton);
    }

    private static byte[] Write(CapabilityTurn turn, IReadOnlyList<(Submission Submission, Dictionary<string, string> Answers)> rows)
    {
        // With its mark, spreadsheets read UTF-8 as such; what begins like a formula is written as words.
        using var content = new MemoryStream();
        using (var csv = CsvWriter.Create(content, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true }, leaveOpen: true))
        {
            var labels = rows.SelectMany(row => row.Answers.Keys).Distinct().ToList();
            WriteRow(csv, [.. Columns, .. labels]);
            foreach (var (submission, answers) in rows)
            {
                WriteRow(csv,
                [
                    SubmissionWords.Number(submission.Id), submission.Kind, submission.Title, SubmissionWords.AreaOf(turn.Library, submission) ?? "nasional",
                    submission.State, Moment(submission.SubmittedAt), Moment(submission.ChangedAt), .. labels.Select(label => answers.GetValueOrDefault(label) ?? ""),
                ]);
            }
        }

        return content.ToArray();
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.EndRecord();
    }

    private static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
