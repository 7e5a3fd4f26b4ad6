// Checks the initData of Mini Apps: reads a query string a line, writes "valid" or "invalid".
import { createInterface } from 'node:readline';
import { isValid } from '@telegram-apps/init-data-node';

const [token] = process.argv.slice(2);
for await (const line of createInterface({ input: process.stdin })) {
  console.log(isValid(line, token) ? 'valid' : 'invalid');
}
