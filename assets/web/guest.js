// The phone page: one seat, one state at a time, one answer to give. The room
// is the truth; this page shows the newest state and keeps what it has not
// been told is kept.
import {
  $, el, svg, text, letter, shape, marked, nameOf, rowList, baseOf, dress, say, phaseWords,
} from 'dom';
import { textFields } from 'field';
import { recall, keep } from './store.js';
import { ask, backOff, pause, newId, watch } from './net.js';
import { createClock } from './clock.js';
import { kinds } from 'kinds';

// -- The other kinds ---------------------------------------------------------
// They come with a second file, which uses the helpers of this page (shim.js).
globalThis.dent = { el, svg, text, letter, shape, marked, nameOf, say, textFields };
let whole = false, lacking = false; // all kinds are here; they do not come

async function fetchKinds() {
  for (let fails = 0; !whole; fails++) {
    try {
      // A browser may keep for good that an address failed: the next has another.
      const file = import('/kinds.js' + (fails ? '?' + fails : ''));
      const late = pause(8000).then(() => { throw new Error('late'); });
      Object.assign(kinds, (await Promise.race([file, late])).kinds);
      whole = true;
      lacking = false;
      if (state) show(state);
    } catch {
      lacking = fails > 0;
      showNet();
      await pause(backOff(fails));
    }
  }
}

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
let kept = {}; // by box: {answer, receipt, at} as acknowledged
let own = saved('own') || {}; // by box, in words, for the end: the room
// forgets whose answers they were when a session ends
let input = null, dirty = false, viewKey = null, placeKey = null, itemsKey = '', live = null;
const main = $('main'), send = $('send'), net = $('net');
const clock = createClock($('clock'), (seconds) => {
  if (seconds < 10) return lastChance();
  const unsent = state.phase.open && dirty ? ' Your answer is not sent yet.' : '';
  const bell = $('bell').textContent; // often in the same moment: told as well
  say((bell && bell + ' ') + seconds + ' seconds left.' + unsent);
});

// A round of an exercise has answers of its own. Where nothing is open, the
// room speaks of the round that was last.
const roundOf = ({ phase, exercise }) => (phase && phase.round) || exercise.round || 1;
const box = (id, round) => id + ' ' + round;
const boxNow = () => state && state.exercise && box(state.exercise.id, roundOf(state));
const boxOf = (ballot) => box(ballot.exercise, ballot.round);

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
const waiting = () => queue.filter((ballot) => boxOf(ballot) === boxNow()).pop();

// What was chosen but not sent goes by itself when time is nearly up. What is
// written may be half a word, so it does not.
const goesAlone = () => !input.byHand && state.phase.left_ms !== null;
function lastChance() {
  if (input && dirty && goesAlone() && input.read()) submit();
}

function submit(event) {
  if (event) event.preventDefault();
  if (!input || (!dirty && (keptNow() || queue.length))) return;
  const lack = input.lack && input.lack();
  if (lack) return say(lack);
  const answer = input.read();
  if (!answer && !keptNow()) {
    net.hidden = false;
    net.textContent = input.first || 'Choose an answer first.';
    return say(net.textContent);
  }
  queue[Math.min(queue.length, 1)] = {
    id: newId(), exercise: state.exercise.id, round: roundOf(state), answer: answer || {},
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
    const mine = kept[boxOf(ballot)] = { answer: ballot.answer, receipt: data.receipt, at: performance.now() };
    if (boxNow() === boxOf(ballot)) {
      state.mine = mine;
      show(state);
    }
    if (!queue.length) say('Your answer is kept. Receipt ' + data.receipt + '.');
    return;
  }
  if (status === 401) return lostSeat();
  queue = [];
  const late = data.error === 'closed' || data.error === 'not_open';
  alarm((late ? 'Your answer came after voting had closed and does not count.' : 'Your answer was not kept. ' + data.message)
    + (keptOf(boxOf(ballot)) ? ' The one you sent before still counts.' : ''));
  viewKey = null;
  if (state) show(state);
  wake(); // this page may have missed the close
}

// The room's word, unless this page was told something newer a moment ago.
function keptOf(key) {
  const own = kept[key];
  const told = key && key === boxNow() ? state.mine : null;
  const best = !told || (own && performance.now() - own.at < 3000) ? own : told;
  return best && Object.keys(best.answer).length ? best : null;
}
const keptNow = () => keptOf(boxNow());

// -- Showing -----------------------------------------------------------------
function showNet() {
  const mine = keptNow();
  const cut = !up || lacking;
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
    label = 'Sent ✓ You can change it until ' + (input && input.until || 'voting closes');
    still = true;
  }
  const lack = dirty && input && input.lack && input.lack();
  if (lack) {
    label = lack;
    still = true;
  }
  if (cut && !queue.length) {
    words = 'Not connected. Trying again …' + (mine ? ' Your answer is kept.' : '');
    mood = 'bad';
  }
  if (net.textContent !== words && mood === 'bad') say(words);
  net.textContent = words;
  net.className = mood;
  net.hidden = !words;
  send.hidden = !input || !!input.none;
  send.textContent = label;
  send.setAttribute('aria-disabled', still);
}

const heading = (words) => el('h1', { tabIndex: -1 }, words);
const line = (words, className = '') => el('p', { className }, words);
// In the words of when it was given, where they are known: what an answer is
// about may be gone from the state since.
function ownAnswer(whose = 'Your') {
  const { exercise } = state;
  const mine = keptNow(), stored = own[boxNow()];
  return mine ? el('p', {}, whose + ' answer: ', el('b', {}, text(stored && stored.receipt === mine.receipt
    ? stored.words : kinds[exercise.kind].describe(mine.answer, exercise))))
    : line(whose === 'Your' ? 'You gave no answer.' : '');
}

function showResult() {
  live.replaceChildren();
  const { result, exercise } = state;
  const kind = exercise && kinds[exercise.kind];
  if (!result || !kind) return;
  const words = kind.verdict && kind.verdict(state);
  live.append(words ? line(words, 'big') : '', el('h2', {}, input ? 'So far' : result.before ? 'Asked again' : 'The room'), rowList(kind, exercise, result),
    kind.note ? line(kind.note, 'quiet') : '', line(baseOf(result), 'quiet'), ...(kind.more ? kind.more(result) : []));
}

// What is asked in this round.
const asked = (exercise) => (kinds[exercise.kind].asked || (({ prompt }) => prompt))(exercise);
const ownWords = (exercise, answer) => ({ number: exercise.number, prompt: asked(exercise), round: roundOf(state),
  words: kinds[exercise.kind].describe(answer, exercise) });

// As this phone was told them; asked for as well, since another phone with
// this seat may have answered later.
async function showMine(place) {
  const list = { ...own };
  try {
    const answer = await ask('GET', '/mine', token);
    for (const mine of answer.status === 200 ? answer.data.answers : []) {
      const kind = kinds[mine.kind], key = box(mine.exercise, mine.round || 1);
      if (kind && (list[key] || {}).receipt !== mine.receipt) {
        list[key] = { ...mine, words: kind.describe(mine.answer) };
      }
    }
  } catch { /* what this phone knows will do */ }
  const rows = Object.values(list).sort((a, b) => a.number - b.number || (a.round || 1) - (b.round || 1)).map((mine) => el('li', {},
    el('span', {}, text(mine.prompt), el('br', {}), el('b', {}, text(mine.words))), el('span', {}, mine.receipt)));
  place.replaceChildren(el('h2', { tabIndex: -1 }, 'Your answers'),
    rows.length ? el('ul', { className: 'rows' }, ...rows) : line('None are known on this phone.'));
  place.firstChild.focus();
}

const views = {
  lobby: () => [
    heading('You are in:'), el('p', { className: 'big' }, text(state.guest.words)),
    line('Keep this page open. It changes by itself when the session begins.'),
    el('p', { className: 'quiet' }, text(state.session.title)),
  ],
  end() {
    const place = el('div', {}, el('button', { type: 'button', onclick: () => showMine(place) },
      'Show my answers and receipts'));
    return [heading('Thank you!'), line('The session is over. Your answers are kept.'), place];
  },
  wait() {
    const { exercise } = state;
    return [
      heading(text(exercise.prompt)),
      exercise.text ? el('p', { className: 'said' }, text(exercise.text)) : '',
      exercise.by ? el('p', { className: 'quiet' }, '— ', text(exercise.by)) : '',
      kinds[exercise.kind] ? line('Look at the screen.', 'quiet') : '',
    ];
  },
  moment: () => [heading(text(state.exercise.prompt)), line('One moment …')],
  aside: () => [heading(text(state.exercise.prompt)), line('Your group gives one answer. Tell it to who writes.'), ownAnswer('Your group’s')],
  vote(draft) {
    const { exercise, guest } = state;
    const given = draft || (waiting() || keptNow() || {}).answer;
    input = kinds[exercise.kind].create(exercise, given && Object.keys(given).length ? given : null, () => {
      dirty = true;
      showNet();
    });
    return [
      input.above, heading(text(asked(exercise))),
      exercise.named ? el('p', { className: 'note' }, 'Not anonymous: your answer carries your name, ',
        text(guest.name || guest.words), '.') : '',
      input.element,
    ];
  },
  closed: () => [
    heading(overWords() + ' Look at the screen.'), el('p', {}, text(asked(state.exercise))), ownAnswer(),
  ],
  reveal: () => [heading(text(state.exercise.prompt)), ownAnswer()],
};
const isWriting = ({ ask: what }) => what === 'write' || what === 'draw';
const overWords = () => (isWriting(state.exercise) ? 'Time is up.' : 'Voting is over.');

function viewOf({ session, place, exercise, phase, group, result }) {
  if (session.ended || place === 'end') return 'end';
  if (place === 'lobby' || !exercise) return 'lobby';
  if (!kinds[exercise.kind]) return phase.open && !whole ? 'moment' : 'wait';
  if (phase.open) return exercise.who === 'group' && group && group.you_scribe === false ? 'aside' : 'vote';
  return result ? 'reveal' : phase.closed ? 'closed' : 'wait';
}

// What stands above every view and may change under it: the phase and who is
// together in it.
const lead = line('', 'quiet'), company = el('p', { className: 'note' });
function groupParts({ name, slot, size, scribe, you_scribe: isScribe, members }) {
  return ['Your group: ', shape(slot, 8), ' ', el('b', {}, text(name)), ', ' + size + (size === 1 ? ' person. ' : ' people. '),
    'You' + members.filter((words) => words !== state.guest.words).map((words) => ', ' + words).join('') + '.',
    state.exercise.who !== 'group' ? '' : isScribe ? ' You write for the group.' : scribe && ' ' + scribe + ' writes for the group.'];
}
function showAbove(view) {
  const { phase, group } = state;
  lead.textContent = !phase || view === 'closed' || (view === 'vote' && phase.name === 'vote') ? ''
    : view === 'reveal' ? phaseWords[phase.name] || 'Result' : phaseWords[phase.name] || phase.name;
  lead.hidden = !lead.textContent;
  company.hidden = !group;
  company.replaceChildren(...(group && phase ? groupParts(group).filter(Boolean) : []));
}

// Half of the time of a phase, for changing roles: told once, and seen for a while.
let bellOf = null, bellTimer = 0;
function ring() {
  bellOf = null;
  $('bell').textContent = 'Half-time: change roles.';
  say($('bell').textContent);
  setTimeout(() => { $('bell').textContent = ''; }, 8000);
}
function setBell({ phase, session }) {
  clearTimeout(bellTimer);
  const key = phase && boxNow() + ' ' + phase.number;
  if (!phase || !phase.bell_ms || phase.left_ms === null || phase.closed) {
    bellOf = null;
    return;
  }
  const since = phase.paused ? 0 : (performance.now() - state.at) * (session.speed || 1);
  const left = phase.bell_ms - (phase.length_ms - phase.left_ms) - since;
  if (left <= 0) {
    if (bellOf === key) ring();
    return;
  }
  bellOf = key;
  if (!phase.paused) bellTimer = setTimeout(ring, left / (session.speed || 1));
}

function announce(view) {
  const { exercise, guest, phase, group } = state;
  const { verdict } = (exercise && kinds[exercise.kind]) || {};
  const phaseSaid = phase ? (phaseWords[phase.name] || '') + ': ' : '';
  say({
    lobby: () => 'You are in: ' + guest.words + '. Wait for the session to begin.',
    end: () => 'The session is over. Thank you.',
    wait: () => phaseSaid + exercise.prompt,
    moment: () => 'One moment …',
    aside: () => phaseSaid + exercise.prompt,
    vote: () => (phase.name === 'vote' ? 'Voting is open: ' : phaseSaid) + asked(exercise),
    closed: () => overWords() + ' Look at the screen.',
    reveal: () => 'The result of: ' + exercise.prompt + (verdict ? ' ' + verdict(state) : ''),
  }[view]() + (group ? ' ' + company.textContent : ''));
}

function build(view, isNew) {
  const unsent = dirty && input && isNew;
  const draft = dirty && input && isNew === false && view === 'vote' ? input.read() : null;
  const hadFocus = main.contains(document.activeElement);
  input = null;
  dirty = !!draft;
  live = el('div', {});
  main.replaceChildren(lead, company, ...views[view](draft).filter(Boolean), live);
  // A keyboard or a screen reader goes on from the new heading.
  if (hadFocus) main.querySelector('h1').focus();
  if (isNew !== false) scrollTo(0, 0);
  if (unsent) alarm('Time is up. You had not sent your last change, so it does not count.');
}

// Once a box has another answer than this phone knew, the words for the end.
function remember(told) {
  const { exercise, session } = state;
  const key = boxNow();
  if (told && kinds[exercise.kind] && (own[key] || {}).receipt !== told.receipt) {
    own[key] = { ...ownWords(exercise, told.answer), receipt: told.receipt };
  } else if (exercise && !told && own[key] && !session.ended) {
    delete own[key];
  } else {
    return;
  }
  save('own', own);
}

// Takes the newest state; true: it brought news for everybody.
function show(next) {
  const before = state;
  state = next;
  state.at = state.at || performance.now();
  const { session, exercise, phase, group, guest, mine } = state;
  dress(session);
  const view = viewOf(state);
  // A change that came from another phone with this seat is shown too.
  const foreign = (view === 'vote' || view === 'aside') && mine && !dirty && !queue.length
    && live && live.receipt && keptNow() === mine && live.receipt !== mine.receipt;
  const key = view + ' ' + boxNow() + ' ' + (view === 'wait' && phase && phase.number);
  const moved = key !== viewKey;
  if (moved && before && !tellNew && exercise !== before.exercise
    && (!exercise || !before.exercise || exercise.id !== before.exercise.id)) alarm('');
  showAbove(view);
  const place = key + (phase ? phase.number : '') + (group ? company.textContent : '');
  const turned = place !== placeKey;
  placeKey = place;
  // So is a thing that has left the wall: what was chosen and not sent stays.
  const items = JSON.stringify(view === 'vote' && exercise.items);
  const cleared = !moved && items !== itemsKey;
  itemsKey = items;
  if (moved || foreign || cleared) {
    build(view, moved && viewKey);
    viewKey = key;
  }
  if (turned || foreign) announce(view);
  tellNew = false;
  const told = exercise && keptNow();
  live.receipt = told && told.receipt;
  remember(told);
  const seat = exercise ? exercise.number + ' of ' + exercise.of + ' · ' : '';
  $('seat').replaceChildren(seat, view === 'lobby' ? '' : text(guest.name || guest.words));
  $('rehearsal').hidden = !session.rehearsal;
  clock.set(phase, session.speed || 1, moved, state.at);
  setBell(state);
  if (state.notice && (!before || before.notice !== state.notice)) alarm(state.notice);
  showResult();
  showNet();
  return turned;
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
requestAnimationFrame(() => setTimeout(fetchKinds));
