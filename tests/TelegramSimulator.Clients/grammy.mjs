// A bot on grammY: greets, edits after a press, uploads a file. By long polling, or as a webhook when a port is given.
import { createServer } from 'node:http';
import { Bot, InlineKeyboard, InputFile, webhookCallback } from 'grammy';

const [apiRoot, token, webhookPort] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot } });

bot.command('start', context => context.reply('<b>Halo</b> &amp; selamat datang', {
  parse_mode: 'HTML',
  reply_markup: new InlineKeyboard().text('Ya', 'ya').text('Tidak', 'tidak'),
}));
bot.on('callback_query:data', async context => {
  await context.answerCallbackQuery({ text: 'Siap' });
  await context.editMessageText(`Anda memilih *${context.callbackQuery.data}*`, { parse_mode: 'MarkdownV2' });
});
bot.command('berkas', context => context.replyWithDocument(new InputFile(Buffer.from('a,b\n1,2\n'), 'отчёт "1" 100%.csv')));
bot.command('simpan', async context => {
  const file = await context.api.getFile(context.match);
  const answer = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`);
  await context.reply(await answer.text());
});

if (webhookPort) {
  const server = createServer(webhookCallback(bot, 'http', { secretToken: 'rahasia' }));
  server.listen(Number(webhookPort), '127.0.0.1', async () => {
    const { port } = server.address();
    await bot.api.setWebhook(`http://127.0.0.1:${port}/hook`, { secret_token: 'rahasia', max_connections: 5 });
    console.log('ready');
  });
} else {
  bot.start({ onStart: () => console.log('ready') });
}
