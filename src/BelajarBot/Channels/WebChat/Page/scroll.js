// Stays at the newest message, unless the person has gone up to read; then counts what they have not seen.

const log = document.getElementById('log');
const newest = document.getElementById('newest');
const badge = document.getElementById('unread');

let isAtEnd = true;
let unread = 0;
let frame;

function show() {
  newest.hidden = isAtEnd;
  badge.hidden = unread === 0;
  badge.textContent = unread;
  document.title = unread > 0 ? `(${unread}) BelajarBot` : 'BelajarBot';
}

export function scrollToEnd() {
  log.scrollTop = log.scrollHeight;
  isAtEnd = true;
  countSeen();
}

/** After the log has grown. Once before each painting is enough, however much has come: measuring a log is dear. */
export function keepAtEnd() {
  frame ??= requestAnimationFrame(() => {
    frame = undefined;
    if (isAtEnd) {
      scrollToEnd();
    }
  });
}

/** Something new was said: it counts as unseen when it is out of sight. */
export function countNews() {
  if (!isAtEnd || document.hidden) {
    unread++;
  }
  show();
}

function countSeen() {
  if (isAtEnd && !document.hidden) {
    unread = 0;
  }
  show();
}

log.addEventListener('scroll', () => {
  isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  countSeen();
});
document.addEventListener('visibilitychange', countSeen);
newest.addEventListener('click', scrollToEnd);

// The on-screen keyboard or a growing text box takes room from the log; its end should stay in sight.
new ResizeObserver(keepAtEnd).observe(log);
