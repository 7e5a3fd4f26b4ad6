// What the person said and the server has not taken yet. It is kept in the browser, so that it survives a closed tab
// and a lost network; each message keeps its number, so that sending it again changes nothing.

import { forMe, me } from './people.js';

// Each person at this computer has a queue of their own.
const storageKey = `belajarbot.outbox${me && `.${me}`}`;
const shortestWait = 1_000;
const longestWait = 30_000;
const patience = 30_000;

/** A random number that JavaScript counts exactly: 53 bits. */
function randomId() {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return (high % 2 ** 21) * 2 ** 32 + low || 1;
}

export class Outbox {
  #memory = [];
  #isSending = false;
  #timer;
  #wait = shortestWait;
  #on;

  /** @param on {sending, taken, refused, delayed}, called with the message on its way, and unknown: the cookie is gone */
  constructor(on) {
    this.#on = on;
  }

  /** The messages that still wait, oldest first. */
  get messages() {
    try {
      return JSON.parse(localStorage.getItem(storageKey)) ?? [];
    } catch {
      // Storage is off limits in some private windows; the queue then lasts as long as the page.
      return this.#memory;
    }
  }

  set messages(messages) {
    this.#memory = messages;
    try {
      localStorage.setItem(storageKey, JSON.stringify(messages));
    } catch {
      // As above.
    }
  }

  /** Numbers a message and puts it in the queue. */
  add(content) {
    const message = { id: randomId(), at: Date.now(), ...content };
    this.messages = [...this.messages, message];
    return message;
  }

  /** Sends what waits, one after another so that the order holds. */
  async flush() {
    clearTimeout(this.#timer);
    if (this.#isSending) {
      return;
    }

    this.#isSending = true;
    try {
      for (let message; (message = this.messages[0]);) {
        this.#on.sending(message);
        const status = await this.#post(message);

        if (status === 'delayed') {
          this.#on.delayed(message);
          this.#timer = setTimeout(() => this.flush(), this.#wait);
          this.#wait = Math.min(this.#wait * 2, longestWait);
          return;
        }

        this.#wait = shortestWait;
        this.messages = this.messages.filter(other => other.id !== message.id);
        this.#on[status](message);
      }
    } finally {
      this.#isSending = false;
    }
  }

  /** 'taken', 'refused' (for good) or 'delayed' (worth another try). */
  async #post({ id, text, press, label, of }) {
    try {
      const answer = await fetch(forMe('/chat/messages'), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ id, text, press, label, of }),
        signal: AbortSignal.timeout(patience),
      });

      if (answer.status === 401) {
        this.#on.unknown();
        return 'delayed';
      }
      const isWorthRetrying = answer.status >= 500 || answer.status === 408 || answer.status === 429;
      return answer.ok ? 'taken' : isWorthRetrying ? 'delayed' : 'refused';
    } catch {
      return 'delayed';
    }
  }
}
