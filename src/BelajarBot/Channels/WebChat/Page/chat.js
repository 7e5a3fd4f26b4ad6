// The chat: what the server tells (events) goes into the log, what the person says goes into the outbox.

import { goLive, mark, showEdited, showStored, showWaiting } from './log.js';
import { commandMenu } from './menu.js';
import { Outbox } from './outbox.js';
import { forMe, showPeople } from './people.js';
import { scrollToEnd } from './scroll.js';
import { setStatus, startTyping, stopTyping } from './status.js';
import { say, translatePage } from './words.js';

translatePage();
showPeople();

// --- What the person says. ---

const outbox = new Outbox({
  sending(message) {
    mark(message, 'waiting');
    startTyping();
  },
  taken(message) {
    mark(message, 'taken');
    stopTyping(2_000);
  },
  refused(message) {
    mark(message, 'refused', say.refused);
    stopTyping();
  },
  delayed() {
    for (const message of outbox.messages) {
      mark(message, 'waiting', say.waiting);
    }
    stopTyping();
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

function submit(content) {
  showWaiting(outbox.add(content));
  scrollToEnd();
  outbox.flush();
}

// --- What the server tells. The browser reconnects by itself and says where it was; after a refusal we begin anew. ---

// A link may carry a start word (/?start=akt), as it does on Telegram; the person decides with the button.
const startWord = new URLSearchParams(location.search).get('start');

let source;
let reconnect;
let lastId = 0;

function listen() {
  clearTimeout(reconnect);
  source?.close();
  source = new EventSource(forMe(`/chat/events?after=${lastId}`));

  source.addEventListener('open', () => {
    setStatus('online');
    sessionStorage.removeItem('renewed');
    outbox.flush();
  });
  source.addEventListener('message', event => {
    const row = JSON.parse(event.data);
    lastId = Math.max(lastId, row.id);
    if (row.direction === 'out') {
      stopTyping();
    }
    showStored(row, submit);
  });
  source.addEventListener('edit', event => showEdited(JSON.parse(event.data), submit));
  source.addEventListener('ready', () => goLive(startWord));
  source.addEventListener('error', () => {
    setStatus(navigator.onLine ? 'connecting' : 'offline');
    if (source.readyState === EventSource.CLOSED) {
      reconnect = setTimeout(listen, 3_000);
    }
  });
}

window.addEventListener('online', listen);
window.addEventListener('offline', () => setStatus('offline'));

// --- Writing. ---

const composer = document.getElementById('composer');
const words = document.getElementById('words');
const send = composer.querySelector('.send');
const menu = commandMenu(sayWords);

function sayWords(text) {
  words.value = '';
  fit();
  submit({ text });
}

/** As tall as its words, and nothing to send when there are none. */
function fit() {
  words.style.height = 'auto';
  words.style.height = `${words.scrollHeight + words.offsetHeight - words.clientHeight}px`;
  send.disabled = words.value.trim() === '';
}

words.addEventListener('input', fit);
words.addEventListener('keydown', event => {
  // While an input method composes a word, Enter belongs to it.
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

composer.addEventListener('submit', event => {
  event.preventDefault();
  const text = words.value.trim();
  if (text !== '') {
    menu.close();
    sayWords(text);
  }
});

document.getElementById('start').addEventListener('click', () => {
  history.replaceState(null, '', forMe('/'));
  submit({ text: startWord ? `/start ${startWord}` : '/start' });
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
