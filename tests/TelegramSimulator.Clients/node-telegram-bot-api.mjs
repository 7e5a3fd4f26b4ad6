// The same bot on node-telegram-bot-api, by long polling.
import { Bot, InlineKeyboardBuilder, InputFile } from 'node-telegram-bot-api';

const [apiRoot, token] = process.argv.slice(2);
const bot = new Bot(token, { apiRoot });

bot.command('start', context => context.reply('<b>Halo</b> &amp; selamat datang', {
  parse_mode: 'HTML',
  reply_markup: new InlineKeyboardBuilder().text('Ya', 'ya').text('Tidak', 'tidak').build(),
}));
bot.command('berkas', context => context.api.sendDocument({
  chat_id: context.message.chat.id,
  document: new InputFile(new TextEncoder().encode('a,b\n1,2\n'), { filename: 'отчёт "1" 100%.csv', contentType: 'text/csv' }),
}));
bot.on('callback_query', async context => {
  const query = context.callbackQuery;
  await context.answerCallbackQuery({ text: 'Siap' });
  await context.api.editMessageText({
    chat_id: query.message.chat.id, message_id: query.message.message_id, text: `Anda memilih *${query.data}*`, parse_mode: 'MarkdownV2',
  });
});

console.log('ready');
await bot.startPolling();
