// Builds what the log shows. Everything that people or the bot wrote goes in as text nodes, never as HTML.

import { forMe } from './people.js';
import { say, timeOf } from './words.js';

/** An element with attributes and children; a string child becomes text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

function link(address, ...children) {
  return make('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

/** Text with its web addresses as links; the full stop after an address is not part of it. */
function* withLinks(text) {
  let from = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]+/g)) {
    const address = match[0].replace(/[.,;:!?)\]}'*_]+$/, '');
    if (!URL.canParse(address)) {
      continue;
    }
    yield text.slice(from, match.index);
    yield link(address, address);
    from = match.index + address.length;
  }
  yield text.slice(from);
}

/** Text with its bold and italic stretches, which come in order and do not overlap. */
function* withStyles(text, spans = []) {
  let from = 0;
  for (const { offset, length, kind } of spans) {
    yield* withLinks(text.slice(from, offset));
    yield make(kind === 'bold' ? 'strong' : 'em', {}, ...withLinks(text.slice(offset, offset + length)));
    from = offset + length;
  }
  yield* withLinks(text.slice(from));
}

const slipOfTheThumb = 500;
let lastPress = -slipOfTheThumb;

function button({ label, data, kind }, onPress) {
  if (kind === 'link') {
    return /^https?:\/\//i.test(data) ? link(data, label, icon('link')) : make('span', {}, label);
  }
  const element = make('button', { type: 'button', 'data-press': data, 'aria-pressed': 'false' }, label);
  element.addEventListener('click', event => {
    // The log moves up under the thumb after a press, so the second tap of two may land on any button.
    if (event.timeStamp - lastPress > slipOfTheThumb && element.getAttribute('aria-pressed') === 'false') {
      lastPress = event.timeStamp;
      onPress({ press: data, label });
    }
  });
  return element;
}

/**
 * One message.
 * @param sender 'bot' or 'me'
 * @param body   what the server stores: text, spans, buttons
 * @param onPress called with {press, label} when a button is pressed
 * @param id      the server's number of it, by which its file is fetched
 */
export function bubble(sender, body, at, onPress, id) {
  const message = make('article', { class: `message ${sender}` },
    make('div', { class: 'bubble' },
      make('span', { class: 'unseen' }, sender === 'bot' ? 'BelajarBot: ' : `${say.you}: `),
      make('span', { class: 'text' }, ...withStyles(body.text, body.spans)),
      ...(body.file?.mimeType.startsWith('image/')
        ? [make('img', { class: 'picture', src: forMe(`/chat/files/${id}`), alt: body.file.name })]
        : []),
      ...(body.file ? [make('a', { class: 'file', href: forMe(`/chat/files/${id}`), download: body.file.name }, `\u{1F4CE} ${body.file.name}`)] : []),
      make('span', { class: 'meta' }, make('time', {}), make('span', { class: 'state' }))));

  setButtons(message, body.buttons, onPress);
  setTime(message, at);
  return message;
}

function setButtons(message, rows, onPress) {
  message.dataset.keys = JSON.stringify(rows ?? []);
  message.querySelector('.buttons')?.remove();
  if (rows) {
    message.append(make('div', { class: 'buttons' }, ...rows.map(
      row => make('div', { class: 'row' }, ...row.map(key => button(key, onPress))))));
  }
}

/** Shows other words and buttons in a message that is there. One that changes every few seconds is not read out each time. */
export function change(message, body, onPress) {
  message.setAttribute('aria-live', 'off');
  message.querySelector('.text').replaceChildren(...withStyles(body.text, body.spans));
  // The same buttons stay, and with them where the keyboard is.
  if (message.dataset.keys !== JSON.stringify(body.buttons ?? [])) {
    setButtons(message, body.buttons, onPress);
  }
}

export function setTime(message, at) {
  const time = message.querySelector('time');
  time.dateTime = new Date(at).toISOString();
  time.textContent = timeOf(at);
}

/** Shows the words as the server stored them; it may have taken a secret out. */
export function setText(message, text) {
  message.querySelector('.text').replaceChildren(...withLinks(text));
}

/** Shows how far one's own message has come: 'waiting', 'taken' or 'refused', and why. */
export function setState(message, state, note = '') {
  const spoken = { waiting: say.sending, taken: say.taken, refused: '' }[state];
  message.querySelector('.state').replaceChildren(icon(state), make('span', { class: 'unseen' }, ` ${spoken}`));
  message.classList.toggle('refused', state === 'refused');
  message.querySelector('.note')?.remove();
  if (note) {
    message.append(make('p', { class: 'note' }, note));
  }
}

/** Shows which of a message's buttons was pressed. The others stay, dimmed, for a change of mind. */
export function choose(message, press) {
  for (const element of message.querySelectorAll('button[data-press]')) {
    const isChosen = element.dataset.press === press;
    element.setAttribute('aria-pressed', isChosen);
    element.closest('.buttons').classList.add('answered');
  }
}

export const daySeparator = label => make('div', { class: 'day' }, make('span', {}, label));

export const commandLine = ({ command, description }) =>
  make('button', { type: 'button', role: 'menuitem', tabindex: '-1', 'data-command': command },
    make('b', {}, command), make('span', {}, description));
