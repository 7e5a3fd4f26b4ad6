using Benchmarks;

// Every benchmark is a verb; the summary of its class says what it measures and takes.
var verbs = new Dictionary<string, Func<string[], Task<int>>>
{
    ["turns"] = TurnsBenchmark.RunAsync,
    ["advance"] = AdvanceBenchmark.RunAsync,
    ["storage"] = StorageBenchmark.RunAsync,
    [NullBot.Verb] = NullBot.RunAsync,
};
if (args is [var verb, .. var rest] && verbs.TryGetValue(verb, out var run))
{
    return await run(rest);
}

await Console.Error.WriteLineAsync($"Usage: Benchmarks {string.Join('|', verbs.Keys)} [options]");
return 2;
