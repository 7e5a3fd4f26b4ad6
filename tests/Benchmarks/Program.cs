using Benchmarks;

// Every benchmark is a verb; the summary of its class says what it measures and takes.
var verbs = new Dictionary<string, Func<string[], Task<int>>>
{
    ["turns"] = TurnsBenchmark.RunAsync,
    ["broadcast"] = BroadcastBenchmark.RunAsync,
    ["reminders"] = RemindersBenchmark.RunAsync,
    ["planning"] = PlanningBenchmark.RunAsync,
    ["advance"] = AdvanceBenchmark.RunAsync,
    ["storage"] = StorageBenchmark.RunAsync,
    ["statistics"] = StatisticsBenchmark.RunAsync,
    ["import"] = ImportBenchmark.RunAsync,
    ["loading"] = LoadingBenchmark.RunAsync,
    ["understanding"] = UnderstandingBenchmark.RunAsync,
    ["questions"] = QuestionsEvaluation.RunAsync,
    ["expressions"] = _ => Run(ExpressionBenchmark.Run),
    [NullBot.Verb] = NullBot.RunAsync,
};
if (args is [var verb, .. var rest] && verbs.TryGetValue(verb, out var run))
{
    return await run(rest);
}

await Console.Error.WriteLineAsync($"Usage: Benchmarks {string.Join('|', verbs.Keys)} [options]");
return 2;

static Task<int> Run(Action benchmark)
{
    benchmark();
    return Task.FromResult(0);
}
