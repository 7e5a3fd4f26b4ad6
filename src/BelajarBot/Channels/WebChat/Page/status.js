// The header's line and the typing dots.

import { keepAtEnd } from './scroll.js';
import { say } from './words.js';

const line = document.getElementById('status');
const dots = document.getElementById('typing');

let connection = 'connecting';
let start;
let end;

/** @param status a word of words.js: connecting, online, offline, cookies */
export function setStatus(status) {
  connection = status;
  showDots(!dots.hidden);
}

/** Called when something has been posted. The dots come after a moment, so that a quick answer brings no flicker. */
export function startTyping() {
  clearTimeout(end);
  clearTimeout(start);
  start = setTimeout(showDots, 250, true);
}

/** The answer is there, or (after a while) none has come: a turn may well have nothing to say. */
export function stopTyping(after = 0) {
  clearTimeout(end);
  if (after > 0) {
    end = setTimeout(stopTyping, after);
    return;
  }
  clearTimeout(start);
  showDots(false);
}

function showDots(isOn) {
  dots.hidden = !isOn || connection !== 'online';
  keepAtEnd();
  line.textContent = say[dots.hidden ? connection : 'typing'];
  line.className = connection;
}
