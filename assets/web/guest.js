// The phone page: one seat, one state at a time, one answer to give. The room
// is the truth; this page shows the newest state and keeps what it has not
// been told is kept.
import { $, el, text, rowList, baseOf, dress, say, phaseWords } from './dom.js';
import { recall, keep } from './store.js';
import { ask, backOff, pause, newId, watch } from './net.js';
import { createClock } from './clock.js';
import { kinds } from 'kinds';

// -- The seat ----------------------------------------------------------------
const inHash = () => (/^#([0-9a-f]{32})$/.exec(location.hash) || [])[1];
let token = recall('token') || inHash() || null;
let joining = false, tellNew = false;

function takeSeat(value) {
  token = value;
  keep('token', value);
  try {
    history.replaceState(null, '', value ? '#' + value : location.pathname);
  } catch { /* memory and storage will do */ }
}
if (token) takeSeat(token);

// What this seat, and no other, has stored.
function saved(key) {
  try {
    const stored = JSON.parse(recall(key));
    return stored && stored.token === token ? stored.value : null;
  } catch {
    return null;
  }
}
const save = (key, value) => keep(key, value && JSON.stringify({ token, value }));

async function join() {
  if (joining) return;
  joining = true;
  for (let fails = 0; !token; fails++) {
    let answer = null;
    try {
      answer = await ask('POST', '/join', null, { lang: (navigator.language || 'en').slice(0, 15) });
    } catch { online(fails < 3); }
    if (answer && answer.status === 200) {
      online(true);
      takeSeat(answer.data.token);
    } else {
      if (answer) alarm(answer.data.message);
      await pause(backOff(fails, answer));
    }
  }
  joining = false;
  alarm(tellNew ? 'This is a new session. You have a new seat; earlier answers stay with the earlier one.' : '');
  wake();
}

// The room does not know this seat: another session has begun here.
function lostSeat() {
  tellNew = true;
  takeSeat(null);
  queue = [];
  keepQueue();
  kept = {};
  own = {};
  viewKey = null;
  join();
}

// -- What the page knows -----------------------------------------------------
let state = null;
let up = true; // the room answers
let kept = {}; // by exercise: {answer, receipt, at} as acknowledged
let own = saved('own') || {}; // by exercise, in words, for the end: the room
// forgets whose answers they were when a session ends
let input = null, dirty = false, viewKey = null, live = null;
const main = $('main'), send = $('send'), net = $('net');
const clock = createClock($('clock'), (seconds) => {
  if (seconds < 10) return lastChance();
  const unsent = state.phase.open && dirty ? ' Your answer is not sent yet.' : '';
  say(seconds + ' seconds left.' + unsent);
});

const alarm = (words) => { $('alert').textContent = words; };
function online(now) {
  if (up === now) return;
  up = now;
  showNet();
}

// -- Sending -----------------------------------------------------------------
// At most two: the one on its way, which must be answered before anything
// newer may go, and the newest.
let queue = saved('queue') || [], sending = false;
const keepQueue = () => save('queue', queue.length ? queue : null);
const waitingFor = (exercise) => queue.filter((ballot) => ballot.exercise === exercise.id).pop();

// What was chosen but not sent goes by itself when time is nearly up. A word may
// be half a word, so it does not.
const goesAlone = () => state.exercise.kind !== 'words' && state.phase.left_ms !== null;
function lastChance() {
  if (input && dirty && goesAlone() && input.read()) submit();
}

function submit(event) {
  if (event) event.preventDefault();
  if (!input || (!dirty && (keptOf(state.exercise) || queue.length))) return;
  const lack = input.lack && input.lack();
  if (lack) return say(lack);
  const answer = input.read();
  if (!answer && !keptOf(state.exercise)) {
    say('Choose an answer first.');
    net.textContent = 'Choose an answer first.';
    return;
  }
  queue[Math.min(queue.length, 1)] = {
    id: newId(), exercise: state.exercise.id, round: 1, answer: answer || {},
  };
  dirty = false;
  alarm('');
  keepQueue();
  showNet();
  deliver();
}

async function deliver() {
  if (sending) return;
  sending = true;
  for (let fails = 0; queue.length && token;) {
    const ballot = queue[0];
    let answer = null;
    try {
      answer = await ask('POST', '/ballot', token, ballot);
    } catch { /* not known whether it arrived: the same id again */ }
    if (ballot !== queue[0]) continue;
    if (answer && answer.status < 500 && answer.status !== 429) {
      fails = 0;
      queue.shift();
      answered(ballot, answer);
      keepQueue();
      showNet();
    } else {
      if (fails++ === 1) online(false);
      await pause(backOff(fails, answer));
    }
  }
  sending = false;
}

function answered(ballot, { status, data }) {
  online(true);
  if (status === 200) {
    kept[ballot.exercise] = { answer: ballot.answer, receipt: data.receipt, at: performance.now() };
    if (state && state.exercise && state.exercise.id === ballot.exercise) {
      state.mine = kept[ballot.exercise];
      show(state);
    }
    if (!queue.length) say('Your answer is kept. Receipt ' + data.receipt + '.');
    return;
  }
  if (status === 401) return lostSeat();
  queue = [];
  const late = data.error === 'closed' || data.error === 'not_open';
  alarm((late ? 'Your answer came after voting had closed and does not count.' : 'Your answer was not kept. ' + data.message)
    + (keptOf({ id: ballot.exercise }) ? ' The one you sent before still counts.' : ''));
  viewKey = null;
  if (state) show(state);
  wake(); // this page may have missed the close
}

// The room's word, unless this page was told something newer a moment ago.
function keptOf(exercise) {
  const own = kept[exercise.id];
  const told = state && state.exercise && state.exercise.id === exercise.id ? state.mine : null;
  const best = !told || (own && performance.now() - own.at < 3000) ? own : told;
  return best && Object.keys(best.answer).length ? best : null;
}

// -- Showing -----------------------------------------------------------------
function showNet() {
  const exercise = state && state.exercise;
  const voting = !!input;
  const mine = exercise && keptOf(exercise);
  let words = '', mood = '', label = 'Send', still = false;
  if (queue.length) {
    words = up ? 'Sending …' : 'Not connected: your answer is safe on this phone and will be sent.';
    mood = up ? '' : 'bad';
    label = dirty ? 'Send the change' : 'Sending …';
    still = !dirty;
  } else if (dirty) {
    words = 'Not sent yet.' + (goesAlone() && input.read() ? ' It is sent by itself when time is up.' : '');
    label = !mine ? 'Send' : input && !input.read() ? 'Take my answer back' : 'Send the change';
  } else if (mine) {
    words = 'Kept. Receipt ' + mine.receipt;
    mood = 'ok';
    label = 'Sent ✓ You can change it until voting closes';
    still = true;
  }
  const lack = dirty && input && input.lack && input.lack();
  if (lack) {
    label = lack;
    still = true;
  }
  if (!up && !queue.length) {
    words = 'Not connected. Trying again …' + (mine ? ' Your answer is kept.' : '');
    mood = 'bad';
  }
  if (net.textContent !== words && mood === 'bad') say(words);
  net.textContent = words;
  net.className = mood;
  net.hidden = !words;
  send.hidden = !voting;
  send.textContent = label;
  send.setAttribute('aria-disabled', still);
}

const heading = (words) => el('h1', { tabIndex: -1 }, words);
const line = (words, className = '') => el('p', { className }, words);
const ownAnswer = (exercise, mine) => el('p', {}, 'Your answer: ',
  el('b', {}, text(kinds[exercise.kind].describe(mine.answer, exercise))));

function showResult() {
  live.replaceChildren();
  const { result, exercise } = state;
  const kind = exercise && kinds[exercise.kind];
  if (!result || !kind) return;
  live.append(el('h2', {}, input ? 'So far' : result.before ? 'Asked again' : 'The room'), rowList(kind, exercise, result),
    kind.note ? line(kind.note, 'quiet') : '', line(baseOf(result), 'quiet'));
}

const ownWords = ({ kind, prompt, number }, answer) => ({
  number, prompt, words: kinds[kind].describe(answer, state.exercise) });

// As this phone was told them; asked for as well, since another phone with
// this seat may have answered later.
async function showMine(box) {
  const list = { ...own };
  try {
    const answer = await ask('GET', '/mine', token);
    for (const mine of answer.status === 200 ? answer.data.answers : []) {
      const kind = kinds[mine.kind];
      if (kind && (list[mine.exercise] || {}).receipt !== mine.receipt) {
        list[mine.exercise] = { ...mine, words: kind.describe(mine.answer) };
      }
    }
  } catch { /* what this phone knows will do */ }
  const rows = Object.values(list).sort((a, b) => a.number - b.number).map((mine) => el('li', {},
    el('span', {}, text(mine.prompt), el('br', {}), el('b', {}, text(mine.words))), el('span', {}, mine.receipt)));
  box.replaceChildren(el('h2', { tabIndex: -1 }, 'Your answers'),
    rows.length ? el('ul', { className: 'rows' }, ...rows) : line('None are known on this phone.'));
  box.firstChild.focus();
}

const views = {
  lobby: () => [
    heading('You are in:'), el('p', { className: 'big' }, text(state.guest.words)),
    line('Keep this page open. It changes by itself when the session begins.'),
    el('p', { className: 'quiet' }, text(state.session.title)),
  ],
  end() {
    const box = el('div', {}, el('button', { type: 'button', onclick: () => showMine(box) },
      'Show my answers and receipts'));
    return [heading('Thank you!'), line('The session is over. Your answers are kept.'), box];
  },
  wait() {
    const { exercise, phase } = state;
    return [
      line(phaseWords[phase.name] || phase.name, 'quiet'), heading(text(exercise.prompt)),
      exercise.text ? el('p', { className: 'said' }, text(exercise.text)) : '',
      exercise.by ? el('p', { className: 'quiet' }, '— ', text(exercise.by)) : '',
      kinds[exercise.kind] ? line('Look at the screen.', 'quiet') : '',
    ];
  },
  vote() {
    const { exercise, guest } = state;
    const waiting = waitingFor(exercise), mine = keptOf(exercise);
    const given = waiting ? waiting.answer : mine && mine.answer;
    input = kinds[exercise.kind].create(exercise, given && Object.keys(given).length ? given : null, () => {
      dirty = true;
      showNet();
    });
    return [
      heading(text(exercise.prompt)),
      exercise.named ? el('p', { className: 'note' }, 'Not anonymous: your answer carries your name, ',
        text(guest.name || guest.words), '.') : '',
      input.element,
    ];
  },
  closed() {
    const mine = keptOf(state.exercise);
    return [
      heading('Voting is over. Look at the screen.'), el('p', {}, text(state.exercise.prompt)),
      mine ? ownAnswer(state.exercise, mine) : line('You gave no answer.'),
    ];
  },
  reveal() {
    const mine = keptOf(state.exercise);
    return [
      line(phaseWords[state.phase.name] || 'Result', 'quiet'), heading(text(state.exercise.prompt)),
      mine ? ownAnswer(state.exercise, mine) : line('You gave no answer.'),
    ];
  },
};

function viewOf({ session, place, exercise, phase, result }) {
  if (session.ended || place === 'end') return 'end';
  if (place === 'lobby' || !exercise) return 'lobby';
  if (!kinds[exercise.kind]) return 'wait';
  if (phase.open) return 'vote';
  return result ? 'reveal' : phase.closed ? 'closed' : 'wait';
}

function announce(view) {
  const { exercise, guest } = state;
  say({
    lobby: () => 'You are in: ' + guest.words + '. Wait for the session to begin.',
    end: () => 'The session is over. Thank you.',
    wait: () => (phaseWords[state.phase.name] || '') + ': ' + exercise.prompt,
    vote: () => 'Voting is open: ' + exercise.prompt,
    closed: () => 'Voting is over. Look at the screen.',
    reveal: () => 'The result of: ' + exercise.prompt,
  }[view]());
}

function build(view) {
  const unsent = dirty && input && view !== 'vote';
  const hadFocus = main.contains(document.activeElement);
  input = null;
  dirty = false;
  live = el('div', {});
  main.replaceChildren(...views[view]().filter(Boolean), live);
  // A keyboard or a screen reader goes on from the new heading.
  if (hadFocus) main.querySelector('h1').focus();
  scrollTo(0, 0);
  announce(view);
  if (unsent) alarm('Voting is over. You had not sent your last change, so it does not count.');
}

// Takes the newest state; true: it brought news for everybody.
function show(next) {
  const before = state;
  state = next;
  const { session, exercise, phase, guest, mine } = state;
  dress(session);
  const view = viewOf(state);
  // A change that came from another phone with this seat is shown too.
  const foreign = view === 'vote' && mine && !dirty && !queue.length
    && live && live.receipt && keptOf(exercise) === mine && live.receipt !== mine.receipt;
  const key = view + ' ' + (exercise && exercise.id) + ' ' + (view === 'wait' && phase && phase.number);
  const moved = key !== viewKey;
  if (moved && before && !tellNew && exercise !== before.exercise
    && (!exercise || !before.exercise || exercise.id !== before.exercise.id)) alarm('');
  if (moved || foreign) {
    viewKey = key;
    build(view);
  }
  tellNew = false;
  const told = exercise && keptOf(exercise);
  live.receipt = told && told.receipt;
  if (told && (own[exercise.id] || {}).receipt !== told.receipt) {
    own[exercise.id] = { ...ownWords(exercise, told.answer), receipt: told.receipt };
    save('own', own);
  } else if (exercise && !told && own[exercise.id] && !session.ended) {
    delete own[exercise.id];
    save('own', own);
  }
  const seat = exercise ? exercise.number + ' of ' + exercise.of + ' · ' : '';
  $('seat').replaceChildren(seat, view === 'lobby' ? '' : text(guest.name || guest.words));
  $('rehearsal').hidden = !session.rehearsal;
  clock.set(phase, session.speed || 1, moved);
  if (state.notice && (!before || before.notice !== state.notice)) alarm(state.notice);
  showResult();
  showNet();
  return moved;
}

// -- Beginning ---------------------------------------------------------------
const wake = watch('/state', {
  token: () => token,
  state: show,
  link: online,
  refused(answer) {
    if (answer.status === 401) lostSeat();
    else alarm(answer.data.message);
    return false;
  },
});
main.addEventListener('submit', submit);
if (token) wake();
else join();
deliver();
