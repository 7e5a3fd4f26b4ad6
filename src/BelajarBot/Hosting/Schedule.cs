using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Circulars;
using BelajarBot.Conversations;
using BelajarBot.Events;
using BelajarBot.Privacy;
using BelajarBot.Reminders;
using BelajarBot.Statistics;
using BelajarBot.Storage;
using BelajarBot.Submissions;
using Quartz;

namespace BelajarBot.Hosting;

/// <summary>
/// Sets up Quartz, which says when to look; what is due stands in the rows. On SQLite it keeps its few triggers in memory;
/// on PostgreSQL they stand in tables that all processes share, so that each firing happens in one of them, and another goes
/// on when that one dies.
/// </summary>
internal static class Schedule
{
    internal static void AddSchedule(this WebApplicationBuilder builder)
    {
        var reminders = builder.Configuration.GetSection("Reminders");
        var tick = Read(reminders[nameof(RemindersOptions.TickEvery)], new RemindersOptions().TickEvery);
        var checkIn = Read(reminders[nameof(RemindersOptions.CheckIn)], new RemindersOptions().CheckIn);
        builder.Services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "belajarbot";
                scheduler.IdleWaitTime = tick < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : tick;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            if (Enum.TryParse(builder.Configuration["Storage:Provider"], ignoreCase: true, out Provider provider) && provider == Provider.Postgres)
            {
                quartz.UsePersistentStore(store =>
                {
                    store.UsePostgres(source => source.ConnectionString = builder.Configuration["Storage:ConnectionString"]);
                    store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (checkIn, checkIn));
                });
            }

            quartz.Every<DueConversationsJob>(tick);
            quartz.Every<PersonalReminderJob>(tick);
            quartz.Every<BroadcastsJob>(TimeSpan.FromSeconds(3));
            quartz.Every<EventsJob>(TimeSpan.FromSeconds(5));
            quartz.Every<CircularsJob>(TimeSpan.FromSeconds(5));
            quartz.Every<EndedRolesJob>(TimeSpan.FromMinutes(1));
            quartz.Every<StatisticsJob>(TimeSpan.FromSeconds(3));
            quartz.Every<SubmissionReminderJob>(tick);
            quartz.Every<HousekeepingJob>(TimeSpan.FromHours(1));
            quartz.Every<RetentionJob>(TimeSpan.FromDays(1));
        });
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
    }

    /// <summary>Whatever was missed while nobody ran is made up for by one firing, at once.</summary>
    private static void Every<TJob>(this IQuartzBuilder quartz, TimeSpan interval)
        where TJob : class, IJob => quartz.ScheduleJob<TJob>(trigger => trigger
            .WithIdentity(typeof(TJob).Name)
            .WithSimpleSchedule(schedule => schedule
                .WithInterval(interval)
                .RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)));

    /// <summary>Quartz is set up before the settings are checked; what cannot be read is reported then.</summary>
    private static TimeSpan Read(string? setting, TimeSpan usual) =>
        TimeSpan.TryParse(setting, CultureInfo.InvariantCulture, out var value) && value > TimeSpan.Zero ? value : usual;
}
