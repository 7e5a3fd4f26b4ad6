using System.CommandLine;
using BelajarBot.Conversations;
using BelajarBot.Storage;

namespace BelajarBot.Hosting;

/// <summary>The command line: one verb each, <c>run</c> when none is given.</summary>
internal static class Verbs
{
    internal static async Task<int> RunAsync(string[] args)
    {
        var settings = new Option<string[]>("--set")
        {
            Description = "A setting, for example --set Web:Url=http://127.0.0.1:8080; may be repeated.",
            Recursive = true,
        };
        var root = new RootCommand("BelajarBot guides teachers through belajar.id, PembaTIK and Kihajar STEM, one message at a time.")
        {
            settings,
            RunVerb.Command(settings),
            CheckVerb.Command(settings),
            UnderstandVerb.Command(settings),
            TestVerb.Command(settings),
            WalkVerb.Command(settings),
            ChatVerb.Command(settings),
            GraphVerb.Command(settings),
            TranslateVerb.Command(settings),
            UpgradeVerb.Command(settings),
            ParkedVerb.Command(settings),
            PublishVerb.DiffCommand(settings),
            PublishVerb.PublishCommand(settings),
            ProgramVerb.Command(settings),
            LinkVerb.Command(settings),
            WhyVerb.Command(settings),
            BackupVerb.Command(settings),
            DoctorVerb.Command(settings),
            ImportVerb.Command(settings),
            Verb("schema", "Write the JSON Schema of dialog files, for editors.", (result, cancel) => SchemaVerb.RunAsync(result.GetValue(settings) ?? [], cancel)),
            Verb("migrate", "Bring the database up to date and stop.", (result, cancel) => MigrateVerb.RunAsync(result.GetValue(settings) ?? [], cancel)),
        };
        root.SetAction((result, cancel) => RunVerb.RunAsync(result.GetValue(settings) ?? [], demo: null, cancel));

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("See --help.");
            return ExitCode.WrongUsage;
        }

        // After Ctrl-C a verb takes the time that it needs to finish what is in hand; the host has limits of its own.
        return await GuardAsync(() => parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) }));
    }

    /// <summary>Turns what an operator can mend into words and an exit code; a bug keeps its stack trace.</summary>
    private static async Task<int> GuardAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (SettingsException wrong)
        {
            await Console.Error.WriteLineAsync($"The settings have {wrong.Problems.Count} problem(s):");
            foreach (var problem in wrong.Problems)
            {
                await Console.Error.WriteLineAsync($"  {problem}");
            }

            await Console.Error.WriteLineAsync("They come from appsettings.json, environment variables (Section__Key) and --set; see appsettings.example.json.");
            return ExitCode.WrongUsage;
        }
        catch (DialogsException wrong)
        {
            await Console.Error.WriteLineAsync("The dialogs cannot be used, so the bot does not start:");
            foreach (var problem in wrong.Problems)
            {
                await Console.Error.WriteLineAsync($"  {problem}");
            }

            return ExitCode.HasProblems;
        }
        catch (Exception trouble) when (trouble is StorageException or DirectoryNotFoundException or FileNotFoundException or HostStartException)
        {
            await Console.Error.WriteLineAsync(trouble.Message);
            return ExitCode.CouldNot;
        }
    }

    private static Command Verb(string name, string description, Func<ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        command.SetAction(run);
        return command;
    }
}

/// <summary>The host could not start for a reason that the operator can mend; the message is the reason.</summary>
internal sealed class HostStartException(string message, Exception? cause = null) : Exception(message, cause);
