using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Conversations;
using BelajarBot.Helpdesk;
using BelajarBot.Imports;
using BelajarBot.People;
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

            quartz.Look<DueConversations>(tick);
            quartz.Look<DueEnrolments>(tick);
            quartz.Look<Escalation>(tick);
            quartz.Look<PersonalReminderClock>(tick);
            quartz.Look<SubmissionClock>(tick);
            quartz.Look<BroadcastCounts>(TimeSpan.FromSeconds(3));
            quartz.Look<Broadcasts.Broadcasts>(TimeSpan.FromSeconds(3));
            quartz.Look<SlowFigures>(TimeSpan.FromSeconds(3));
            quartz.Look<Digests>(TimeSpan.FromSeconds(3));
            quartz.Look<PeopleExports>(TimeSpan.FromSeconds(3));
            quartz.Look<ContactFiles>(TimeSpan.FromSeconds(3));
            quartz.Look<Events.Events>(TimeSpan.FromSeconds(5));
            quartz.Look<Circulars.Circulars>(TimeSpan.FromSeconds(5));
            quartz.Look<CounterFold>(TimeSpan.FromSeconds(10));
            quartz.Look<EndedRoles>(TimeSpan.FromMinutes(1));
            quartz.Every<HousekeepingJob>(TimeSpan.FromHours(1), nameof(HousekeepingJob));
            quartz.Every<RetentionJob>(TimeSpan.FromDays(1), nameof(RetentionJob));
        });
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
    }

    /// <summary>How often it is looked whether any of a kind of work is due.</summary>
    private static void Look<TWork>(this IQuartzBuilder quartz, TimeSpan interval)
        where TWork : class, IDueWork => quartz.Every<DueWorkJob<TWork>>(interval, typeof(TWork).Name);

    /// <summary>Whatever was missed while nobody ran is made up for by one firing, at once.</summary>
    private static void Every<TJob>(this IQuartzBuilder quartz, TimeSpan interval, string name)
        where TJob : class, IJob => quartz.ScheduleJob<TJob>(trigger => trigger
            .WithIdentity(name)
            .WithSimpleSchedule(schedule => schedule
                .WithInterval(interval)
                .RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)));

    /// <summary>Quartz is set up before the settings are checked; what cannot be read is reported then.</summary>
    private static TimeSpan Read(string? setting, TimeSpan usual) =>
        TimeSpan.TryParse(setting, CultureInfo.InvariantCulture, out var value) && value > TimeSpan.Zero ? value : usual;
}
