// The chat: what the server tells (events) goes into the log, what the person says goes into the outbox.

import { bubble, choose, daySeparator, setState, setText, setTime } from './bubbles.js';
import { commandMenu } from './menu.js';
import { Outbox } from './outbox.js';
import { dayOf, say, translatePage } from './words.js';

const find = id => document.getElementById(id);
const log = find('log');
const typing = find('typing');
const welcome = find('welcome');
const words = find('words');
const send = document.querySelector('.send');

const stored = new Map();   // the server's row number -> element
const mine = new Map();     // our own number of a message said on this page -> element
let lastId = 0;             // the newest row that is shown
let isLive = false;         // the history has been shown; what comes now is new

translatePage();

// --- Scrolling: stay at the newest message, unless the person has gone up to read. ---

let isAtEnd = true;
let unread = 0;

function scrollToEnd() {
  log.scrollTop = log.scrollHeight;
  isAtEnd = true;
  showUnread(0);
}

function showUnread(count) {
  unread = count;
  find('newest').hidden = isAtEnd;
  find('unread').hidden = unread === 0;
  find('unread').textContent = unread;
  document.title = unread > 0 ? `(${unread}) BelajarBot` : 'BelajarBot';
}

function seen() {
  if (isAtEnd && !document.hidden) {
    showUnread(0);
  }
}

log.addEventListener('scroll', () => {
  isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  showUnread(isAtEnd ? 0 : unread);
});
document.addEventListener('visibilitychange', seen);
find('newest').addEventListener('click', scrollToEnd);

// The on-screen keyboard or a growing text box takes room from the log; its end should stay in sight.
new ResizeObserver(() => isAtEnd && scrollToEnd()).observe(log);

// --- The log: what is stored first, what still waits below it, the typing dots last. ---

function place(element, at, before) {
  element.dataset.day = new Date(at).toDateString();
  log.insertBefore(element, before);
  // The history comes in one go, and its days are set apart when all of it is there.
  if (isLive) {
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

/** Shows a row that the server has stored. One that comes twice (over two connections) is shown once. */
function showStored({ id, direction, at, clientId, body }) {
  lastId = Math.max(lastId, id);
  if (stored.has(id)) {
    return;
  }

  const sender = direction === 'in' ? 'me' : 'bot';
  const known = sender === 'me' ? mine.get(clientId) : undefined;
  const element = known ?? bubble(sender, body, at, key => submit({ ...key, of: id }));
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
  if (body.press) {
    showChoice(body);
  }

  const nextWaiting = [...mine.values()].find(
    other => other !== element && !other.dataset.row && !other.classList.contains('refused'));
  place(element, at, nextWaiting ?? typing);
  welcome.hidden = true;

  if (sender === 'bot') {
    showTyping(false);
  }
  if (isAtEnd) {
    scrollToEnd();
  }
  if (isLive && sender === 'bot' && (!isAtEnd || document.hidden)) {
    showUnread(unread + 1);
  }
}

/** Shows a message of the person's own that the server has not taken yet. */
function showWaiting(message) {
  const element = bubble('me', { text: message.text ?? message.label }, message.at);
  mine.set(message.id, element);
  setState(element, 'waiting');
  place(element, message.at, typing);
  welcome.hidden = true;
  showChoice(message);
}

function showChoice({ press, of }) {
  if (press && stored.has(of)) {
    choose(stored.get(of), press);
  }
}

// --- Sending. ---

const outbox = new Outbox({
  sending(message) {
    mark(message, 'waiting');
    showTyping(true);
  },
  taken(message) {
    mark(message, 'taken');
    // The answer is on its way; a turn that has none should not leave the dots standing.
    typingEnd = setTimeout(showTyping, 2_000, false);
  },
  refused(message) {
    mark(message, 'refused', say.refused);
    showTyping(false);
  },
  delayed() {
    for (const message of outbox.messages) {
      mark(message, 'waiting', say.waiting);
    }
    showTyping(false);
    if (isAtEnd) {
      scrollToEnd();
    }
  },
  unknown() {
    // The cookie is gone. Opening the page anew brings another, unless the browser keeps none at all.
    if (sessionStorage.getItem('renewed')) {
      setStatus('cookies');
    } else {
      sessionStorage.setItem('renewed', 'yes');
      location.reload();
    }
  },
});

/** A message of another tab shares the outbox but has no bubble here until it is stored. */
function mark(message, state, note) {
  const element = mine.get(message.id);
  if (element) {
    setState(element, state, note);
  }
}

function submit(content) {
  showWaiting(outbox.add(content));
  scrollToEnd();
  outbox.flush();
}

// --- The header's line, and the dots. ---

let connection = 'connecting';
let typingStart;
let typingEnd;

function setStatus(status) {
  connection = status;
  find('status').textContent = say[typing.hidden ? connection : 'typing'];
  find('status').className = connection;
}

/** The dots come after a moment only, so that a quick answer does not make them flicker. */
function showTyping(isOn) {
  clearTimeout(typingStart);
  clearTimeout(typingEnd);
  if (isOn && typing.hidden) {
    typingStart = setTimeout(revealTyping, 250, true);
  } else if (!isOn) {
    revealTyping(false);
  }
}

function revealTyping(isOn) {
  typing.hidden = !isOn || connection !== 'online';
  setStatus(connection);
  if (isAtEnd) {
    scrollToEnd();
  }
}

// --- Listening. The browser reconnects by itself and says where it was; after a refusal we begin again. ---

let source;
let reconnect;

function listen() {
  clearTimeout(reconnect);
  source?.close();
  source = new EventSource(`/chat/events?after=${lastId}`);

  source.addEventListener('open', () => {
    setStatus('online');
    outbox.flush();
  });
  source.addEventListener('message', event => showStored(JSON.parse(event.data)));
  source.addEventListener('ready', () => {
    if (!isLive) {
      goLive();
    }
  });
  source.addEventListener('error', () => {
    setStatus(navigator.onLine ? 'connecting' : 'offline');
    if (source.readyState === EventSource.CLOSED) {
      reconnect = setTimeout(listen, 3_000);
    }
  });
}

window.addEventListener('online', listen);
window.addEventListener('offline', () => setStatus('offline'));

/** The history is there: from now on what comes is news, and is read out. */
function goLive() {
  isLive = true;
  sessionStorage.removeItem('renewed');
  separateDays();
  // A link may carry a start word (/?start=akt), as it does on Telegram; the person decides with the button.
  welcome.hidden = stored.size + mine.size > 0 && !startWord;
  log.insertBefore(welcome, typing);
  scrollToEnd();
  // After the browser has dealt with the history, or it would read all of that out.
  setTimeout(() => log.setAttribute('aria-live', 'polite'), 500);
}

const startWord = new URLSearchParams(location.search).get('start');

find('start').addEventListener('click', () => {
  history.replaceState(null, '', '/');
  submit({ text: startWord ? `/start ${startWord}` : '/start' });
});

// --- Writing. ---

const menu = commandMenu(sayWords);

function sayWords(text) {
  words.value = '';
  fit();
  submit({ text });
}

function fit() {
  words.style.height = 'auto';
  words.style.height = `${words.scrollHeight}px`;
  send.disabled = words.value.trim() === '';
}

words.addEventListener('input', fit);
words.addEventListener('keydown', event => {
  // While an input method composes a word, Enter belongs to it.
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    find('composer').requestSubmit();
  }
});

find('composer').addEventListener('submit', event => {
  event.preventDefault();
  const text = words.value.trim();
  if (text !== '') {
    menu.close();
    sayWords(text);
  }
});

for (const message of outbox.messages) {
  showWaiting(message);
}
fit();
listen();

// On a phone the keyboard would cover half of the greeting.
if (matchMedia('(hover: hover)').matches) {
  words.focus();
}
