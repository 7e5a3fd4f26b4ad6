namespace BelajarBot.Statistics;

/// <summary>What officers asked for and gets made beside the turns: the trouble of one holds up no other.</summary>
internal static class LateAnswers
{
    /// <summary>What fails more often than this is given up.</summary>
    internal const int MostTries = 3;

    /// <summary>Makes each; returns how many were made. What fails is left to <paramref name="failed"/>.</summary>
    internal static async Task<int> MakeAsync<TRequest>(
        IEnumerable<TRequest> requests, Func<TRequest, Task> make, Func<TRequest, Exception, Task> failed, CancellationToken cancel)
    {
        var count = 0;
        foreach (var request in requests)
        {
            try
            {
                await make(request);
                count++;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                await failed(request, failure);
            }
        }

        return count;
    }
}
