using BelajarBot.Hosting;

return await Verbs.RunAsync(args);
