// Several people at one computer: the visitor, and those as whom they may talk besides (?as=dedi). Each has a chat of their
// own; the server offers them on this computer only.

import { say } from './words.js';

/** As whom this page speaks; empty for the visitor. */
export const me = new URLSearchParams(location.search).get('as') ?? '';

/** The same address for the one as whom this page speaks. */
export const forMe = url => me ? `${url}${url.includes('?') ? '&' : '?'}as=${encodeURIComponent(me)}` : url;

/** Shows who else there is; nothing where nobody is offered. */
export async function showPeople() {
  const bar = document.getElementById('people');
  try {
    const answer = await fetch('/chat/people');
    const people = answer.ok ? await answer.json() : [];
    if (answer.ok && me && !people.some(({ name }) => name === me)) {
      // They were offered once and are no more, for example since real people are in the database.
      location.replace('/');
    }
    if (people.length === 0) {
      return;
    }
    bar.replaceChildren(...[{ name: '', label: say.you }, ...people].map(({ name, label }) => {
      const link = document.createElement('a');
      link.href = name ? `/?as=${encodeURIComponent(name)}` : '/';
      link.textContent = label;
      if (name === me) {
        link.setAttribute('aria-current', 'page');
      }
      return link;
    }));
    bar.hidden = false;
    bar.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  } catch {
    // Offline: the chat goes on with the one who is here.
  }
}
