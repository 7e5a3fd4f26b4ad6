// The command menu: opened with its button or by typing a slash, walked with the arrow keys.

import { commandLine } from './bubbles.js';
import { forMe } from './people.js';
import { language } from './words.js';

const menu = document.getElementById('menu');
const slash = document.getElementById('slash');
const words = document.getElementById('words');

let commands = [];

const items = () => [...menu.children];

function close() {
  menu.hidden = true;
  slash.setAttribute('aria-expanded', 'false');
}

/** Shows the commands that begin with what is typed. */
function open(prefix) {
  menu.replaceChildren(...commands.filter(({ command }) => command.startsWith(prefix)).map(commandLine));
  menu.hidden = menu.children.length === 0;
  slash.setAttribute('aria-expanded', String(!menu.hidden));
}

async function load() {
  try {
    const answer = await fetch(forMe(`/chat/commands?language=${language}`));
    commands = answer.ok ? await answer.json() : commands;
  } catch {
    // Offline: the commands of last time, or none, will do.
  }
}

/** @param onChoose called with the command, for example '/menu' */
export function commandMenu(onChoose) {
  load();

  slash.addEventListener('click', async () => {
    if (!menu.hidden) {
      close();
      return;
    }
    await load();
    open('/');
    items()[0]?.focus();
  });

  words.addEventListener('input', () => /^\/\w*$/.test(words.value) ? open(words.value) : close());

  words.addEventListener('keydown', event => {
    if (event.key === 'ArrowUp' && !menu.hidden) {
      event.preventDefault();
      items().at(-1).focus();
    }
  });

  menu.addEventListener('click', event => {
    const item = event.target.closest('[data-command]');
    if (item) {
      close();
      onChoose(item.dataset.command);
    }
  });

  menu.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const all = items();
      all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
    }
  });

  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !menu.hidden) {
      close();
      words.focus();
    }
  });

  document.addEventListener('click', event => {
    if (!event.target.closest('#menu, #slash, #words')) {
      close();
    }
  });

  return { close };
}
