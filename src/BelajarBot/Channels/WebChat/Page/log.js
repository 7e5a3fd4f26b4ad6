// The log of the chat: what is stored first, what still waits below it, the typing dots last.

import { bubble, change, choose, daySeparator, setState, setText, setTime } from './bubbles.js';
import { countNews, keepAtEnd, scrollToEnd } from './scroll.js';
import { dayOf } from './words.js';

const log = document.getElementById('log');
const welcome = document.getElementById('welcome');
const typing = document.getElementById('typing');

const stored = new Map();   // the server's row number -> element
const mine = new Map();     // our own number of a message said on this page -> element
let isLive = false;         // the history has been shown; what comes now is news

function place(element, at, before) {
  element.dataset.day = new Date(at).toDateString();
  // Putting a bubble where it already stands would let it arrive, and be read out, a second time.
  if (element.nextElementSibling !== before) {
    log.insertBefore(element, before);
  }
  welcome.hidden = true;
  // The history comes in one go, and its days are set apart when all of it is there.
  if (isLive && element.previousElementSibling?.dataset.day !== element.dataset.day) {
    separateDays();
  }
}

/** All of them anew each time: midnight may have passed since "today" was written. */
function separateDays() {
  for (const separator of log.querySelectorAll('.day')) {
    separator.remove();
  }
  let day;
  for (const message of log.querySelectorAll('[data-day]')) {
    if (message.dataset.day !== day) {
      day = message.dataset.day;
      message.before(daySeparator(dayOf(new Date(day))));
    }
  }
}

function showChoice({ press, of }) {
  if (press && stored.has(of)) {
    choose(stored.get(of), press);
  }
}

/** Shows a row that the server has stored. One that comes twice (over two connections) is shown once. */
export function showStored({ id, direction, at, clientId, body }, onPress) {
  if (stored.has(id)) {
    return;
  }

  const sender = direction === 'in' ? 'me' : 'bot';
  const known = sender === 'me' ? mine.get(clientId) : undefined;
  const element = known ?? bubble(sender, body, at, key => onPress({ ...key, of: id }), id);
  stored.set(id, element);
  element.dataset.row = id;

  if (known) {
    setTime(element, at);
    if (!body.press) {
      setText(element, body.text);
    }
  } else if (sender === 'me') {
    setState(element, 'taken');
  }
  showChoice(body);

  const nextWaiting = [...mine.values()].find(
    other => !other.dataset.row && !other.classList.contains('refused'));
  place(element, at, nextWaiting ?? typing);
  keepAtEnd();

  if (isLive && sender === 'bot') {
    countNews();
  }
}

/** Shows what a stored row reads like now. */
export function showEdited({ id, body }, onPress) {
  if (stored.has(id)) {
    change(stored.get(id), body, key => onPress({ ...key, of: id }));
    keepAtEnd();
  }
}

/** Shows a message of the person's own that the server has not taken yet. */
export function showWaiting(message) {
  const element = bubble('me', { text: message.text ?? message.label }, message.at);
  mine.set(message.id, element);
  setState(element, 'waiting');
  place(element, message.at, typing);
  showChoice(message);
}

/** A message of another tab shares the outbox but has no bubble here until it is stored. */
export function mark(message, state, note) {
  const element = mine.get(message.id);
  if (element) {
    setState(element, state, note);
    keepAtEnd();
  }
}

/** The history is there: from now on what comes is news, and is read out. */
export function goLive(isWelcome) {
  if (isLive) {
    return;
  }
  isLive = true;
  separateDays();
  log.insertBefore(welcome, typing);
  welcome.hidden = stored.size + mine.size > 0 && !isWelcome;
  scrollToEnd();
  // After the browser has dealt with the history, or it would read all of that out.
  setTimeout(() => log.setAttribute('aria-live', 'polite'), 500);
}
