// What the page itself says. Indonesian first; English for a browser that asks for it before Indonesian.

const words = {
  id: {
    connecting: 'menghubungkan…',
    online: 'online',
    typing: 'sedang mengetik…',
    offline: 'tidak terhubung, pesan dikirim nanti',
    cookies: 'aktifkan cookie untuk mulai bercakap',
    waiting: 'Belum terkirim, akan dicoba lagi',
    refused: 'Tidak terkirim: pesan ini tidak dapat diterima',
    sending: 'sedang dikirim',
    taken: 'terkirim',
    hello: 'Halo! Saya BelajarBot',
    about: 'Saya menemani guru dan tenaga kependidikan, langkah demi langkah: dari akun belajar.id sampai pendaftaran selesai.',
    caution: 'Jangan pernah menulis kata sandi atau kode OTP di sini.',
    start: 'Mulai',
    today: 'Hari ini',
    yesterday: 'Kemarin',
    you: 'Anda',
    log: 'Percakapan',
    newest: 'Ke pesan terbaru',
    commands: 'Perintah',
    people: 'Bicara sebagai',
    message: 'Pesan',
    write: 'Tulis pesan',
    send: 'Kirim',
  },
  en: {
    connecting: 'connecting…',
    online: 'online',
    typing: 'typing…',
    offline: 'not connected, messages go out later',
    cookies: 'allow cookies to start chatting',
    waiting: 'Not sent yet, will retry',
    refused: 'Not sent: this message cannot be taken',
    sending: 'sending',
    taken: 'sent',
    hello: 'Hello! I am BelajarBot',
    about: 'I walk teachers and school staff, step by step, from their belajar.id account to a finished enrolment.',
    caution: 'Never write a password or one-time code here.',
    start: 'Start',
    today: 'Today',
    yesterday: 'Yesterday',
    you: 'You',
    log: 'Conversation',
    newest: 'To the newest message',
    commands: 'Commands',
    people: 'Talk as',
    message: 'Message',
    write: 'Write a message',
    send: 'Send',
  },
};

const preferred = navigator.languages.map(tag => tag.slice(0, 2)).find(tag => tag in words);

export const language = preferred ?? 'id';
export const say = words[language];

/** Puts the page's own words into the language chosen above. */
export function translatePage() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = say[element.dataset.word];
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', say[element.dataset.label]);
  }
  for (const element of document.querySelectorAll('[data-placeholder]')) {
    element.placeholder = say[element.dataset.placeholder];
  }
}

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false });
const calendar = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' });

export const timeOf = at => clock.format(at);

/** "Today", "Yesterday" or the date. */
export function dayOf(at) {
  const daysAgo = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
  return daysAgo === 0 ? say.today : daysAgo === 1 ? say.yesterday : calendar.format(at);
}
