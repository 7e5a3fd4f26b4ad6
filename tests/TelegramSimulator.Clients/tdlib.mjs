// Telegram's own text parser as an oracle: reads lines of {mode, text}, writes lines of {text, entities} or {error}.
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as tdl from 'tdl';

const tdjson = fileURLToPath(import.meta.resolve('@prebuilt-tdlib/linux-x64-glibc/libtdjson.so'));
tdl.configure({ tdjson, verbosityLevel: 0 });

const modes = { HTML: { _: 'textParseModeHTML' }, MarkdownV2: { _: 'textParseModeMarkdown', version: 2 } };
for await (const line of createInterface({ input: process.stdin })) {
  const { mode, text } = JSON.parse(line);
  const answer = tdl.execute({ _: 'parseTextEntities', text, parse_mode: modes[mode] });
  console.log(JSON.stringify(answer._ === 'error'
    ? { error: answer.message }
    : { text: answer.text, entities: answer.entities.map(({ offset, length, type }) => ({ offset, length, ...type })) }));
}
