// The host page: what the room sees, what comes next, and one huge button for
// it. Every command says on which version it was decided, so two hosts or two
// quick taps never skip a phase.
import { $, el, text, rowList, baseOf, dress, say, phaseWords } from 'dom';
import { recall, keep } from './store.js';
import { ask, backOff, pause, newId, watch } from './net.js';
import { createClock } from './clock.js';
import { kinds } from 'kinds';

let token = recall('host');
let state = null, busy = false, agendaOf = null, pressedAt = 0, isLate = false;
const clock = createClock($('clock'), (seconds) => seconds > 2 && say(seconds + ' seconds left.'));

const alarm = (words) => { $('alert').textContent = words; };

// -- In and out --------------------------------------------------------------
// Of this tab only: a host's token does not belong on the disk of a laptop
// that others use.
const keepToken = (value) => {
  token = value;
  keep('host', value, ['sessionStorage']);
};

function showLogin(words) {
  keepToken(null);
  state = null;
  $('desk').hidden = true;
  $('rehearsal').hidden = true;
  $('where').textContent = '';
  clock.set(null);
  $('login').hidden = false;
  alarm(words);
  $('pin').value = '';
  $('pin').focus();
}

async function login(event) {
  event.preventDefault();
  if (busy) return;
  busy = true;
  let answer = null;
  try {
    answer = await ask('POST', '/host/login', null, { pin: $('pin').value.trim() });
  } catch { /* told below */ }
  busy = false;
  if (!answer) {
    alarm('Dent does not answer. Is this device in the same network?');
  } else if (answer.status !== 200) {
    alarm(answer.data.message);
    $('pin').select();
  } else {
    keepToken(answer.data.token);
    alarm('');
    $('login').hidden = true;
    wake();
  }
}

// -- Commands ----------------------------------------------------------------
function command(what, more) {
  // A double tap is one.
  if (busy || !state || performance.now() - pressedAt < 400) return;
  pressedAt = performance.now();
  perform(what, more);
}

// What is done to the wall hurts nobody when it is done a moment later: taps
// on one thing after the other are all done, in their order.
const later = [];
function moderate(what, more) {
  later.push([what, more]);
  if (!busy && state) perform(...later.shift());
}

// Asked with one id until it is answered, for a few seconds.
async function perform(what, more) {
  busy = true;
  const slow = setTimeout(showBusy, 300);
  const body = { id: newId(), version: state.version, do: what, ...more };
  let answer = null;
  for (let fails = 0; fails < 5 && !(answer && answer.status < 500 && answer.status !== 429); fails++) {
    if (fails) await pause(backOff(fails, answer));
    try {
      answer = await ask('POST', '/host/command', token, body, 4000);
    } catch {
      answer = null;
    }
  }
  busy = false;
  clearTimeout(slow);
  showBusy();
  if (!answer) alarm('Not connected: it is not known whether that was done. Look at the screen.');
  else if (answer.status === 200) alarm('');
  else if (answer.data.error === 'stale') alarm('Someone else was faster. This is how it stands now.');
  else if (answer.status === 401) return showLogin('Please log in again.');
  else alarm(answer.data.message);
  if (later.length) perform(...later.shift());
  else wake();
}

// Destructive things are held for 1.2 s. A keyboard or a screen reader, which
// cannot hold, presses twice instead, at least a second apart.
function holdable(button, words, act) {
  let timer = 0, armed = -1e6;
  const release = () => {
    clearTimeout(timer);
    button.classList.remove('held');
  };
  // A short press shows what is asked for.
  const hint = () => {
    if (!button.classList.contains('held')) return;
    const label = button.textContent;
    release();
    if (/^Hold/.test(label)) return;
    button.textContent = 'Hold to ' + label.toLowerCase();
    setTimeout(() => { button.textContent = label; }, 2000);
  };
  button.classList.add('hold');
  button.onpointerdown = () => {
    button.classList.add('held');
    timer = setTimeout(() => { release(); act(); }, 1200);
  };
  button.onpointerup = hint;
  button.onpointerleave = button.onpointercancel = release;
  button.oncontextmenu = (event) => event.preventDefault();
  button.onclick = (event) => {
    if (event.detail) return;
    const since = performance.now() - armed;
    if (since > 1000 && since < 8000) {
      armed = -1e6;
      act();
    } else if (since >= 8000) {
      armed = performance.now();
      say(words + ' Press again to do it.');
    }
  };
}

const controls = {
  pause: () => (state.phase && state.phase.paused ? ['resume', 'Resume'] : ['pause', 'Pause']),
  restart: () => ['restart', 'Restart phase'],
  less: () => ['more', '−1 min', { seconds: -60 }],
  more: () => ['more', '+1 min', { seconds: 60 }],
  close: () => ['close', 'Close voting'],
  reveal: () => ['reveal', 'Reveal'],
  blank: () => (state.host.overlay === 'blank' ? ['clear', 'Blank: show again', null, true] : ['blank', 'Blank', null, false]),
  groups: () => ['groups', 'New groups'],
  join: () => (state.host.overlay === 'join' ? ['clear', 'Join code: hide', null, true] : ['join', 'Join code', null, false]),
};
const hasGroups = () => !!state.phase && (/^(pairs|fours|groups)$/.test(state.phase.name) || state.exercise.who === 'group');
const usable = {
  pause: () => state.phase && state.phase.left_ms !== null,
  less: () => state.phase && state.phase.left_ms !== null,
  more: () => state.phase && state.phase.length_ms > 0,
  close: () => state.phase && state.phase.open,
  reveal: () => state.exercise && kinds[state.exercise.kind] && state.phase.name !== 'reveal',
  restart: () => state.phase,
  blank: () => true,
  groups: () => hasGroups(),
  join: () => true,
};
const isDisabled = (button) => button.getAttribute('aria-disabled') === 'true';
const disable = (button, off) => button.setAttribute('aria-disabled', !!off);
const buttons = {};
for (const key in controls) {
  buttons[key] = el('button', { type: 'button', onclick() {
    if (isDisabled(buttons[key])) return;
    const [what, , more] = controls[key]();
    command(what, more);
  } });
  $('buttons').append(buttons[key]);
}

function showBusy() {
  const over = !state || !state.host.next || state.host.next.do !== 'next';
  disable($('next'), busy || over);
  disable($('back'), busy || !state || state.session.ended || state.place === 'lobby');
  for (const key in buttons) {
    disable(buttons[key], busy || !state || state.session.ended || !usable[key]());
  }
}

// -- Files -------------------------------------------------------------------
// The page fetches with its token and hands the file on: the token never
// stands in an address.
async function fetchFile(name) {
  let blob = null, words = 'Dent does not answer. Please try again.';
  try {
    const answer = await fetch('/host/export/' + name, {
      cache: 'no-store', headers: { Authorization: 'Bearer ' + token },
    });
    if (answer.ok) blob = await answer.blob();
    else words = (await answer.json()).message;
  } catch { /* words say it */ }
  alarm(blob ? '' : words);
  if (!blob) return;
  const link = el('a', { href: URL.createObjectURL(blob), download: state.session.id + '-' + name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  say(name + ' is ready.');
}
for (const name of ['summary.csv', 'ballots.csv', 'ideas.csv', 'session.json']) {
  $('exports').append(el('button', { type: 'button', onclick: () => fetchFile(name) }, name));
}

// -- Showing -----------------------------------------------------------------
const minutes = (ms) => Math.floor(ms / 60000) + ':' + String(Math.floor(ms / 1000) % 60).padStart(2, '0');
const put = (id, ...parts) => $(id).replaceChildren(...parts.filter(Boolean));

function stageWords() {
  const { phase, place, host } = state;
  const over = { blank: ' · screen is blank', join: ' · join code is shown' }[host.overlay] || '';
  if (place !== 'exercise') return (place === 'end' ? 'The end' : 'Lobby') + over;
  return (phaseWords[phase.name] || phase.name)
    + (phase.of > 1 ? ' · phase ' + phase.number + ' of ' + phase.of : '')
    + (phase.open || phase.closed ? (phase.name === 'vote' ? ' · voting' : ' · writing')
      + (phase.open ? ' is open' : ' is closed') : '') + over;
}

function showLead() {
  const { host, exercise, session, place } = state;
  put('where', exercise ? exercise.number + ' of ' + exercise.of + ' · ' : '', text(session.title));
  put('stage', stageWords());
  put('prompt', session.ended ? 'The session is over' : place === 'end' ? 'All exercises are done'
    : exercise ? text(exercise.prompt) : 'Waiting for guests');
  // What closes a session for good is held, below, and not the huge button.
  const last = !host.next || host.next.do !== 'next';
  const { label, phase } = last ? { label: 'The end', phase: null } : host.next;
  const [first, second] = $('next').children;
  first.textContent = label;
  const exerciseAfter = !last && host.next.exercise && !label.includes(host.next.exercise) && host.next.exercise;
  second.replaceChildren(exerciseAfter ? text(exerciseAfter)
    : last && !session.ended ? 'Fetch the results. “Hold to end the session” closes it for good.' : '',
    phase && phase !== 'reveal' ? (exerciseAfter ? ' · ' : 'then: ') + (phaseWords[phase] || phase) : '');
  // At the end the results come first.
  if (isLate !== (place === 'end')) {
    isLate = !isLate;
    const late = document.querySelectorAll('.late');
    late[0].parentNode[isLate ? 'prepend' : 'append'](...late);
  }
  for (const key in buttons) {
    const [, words, , pressed] = controls[key]();
    buttons[key].textContent = words;
    buttons[key].hidden = key === 'groups' && !hasGroups();
    if (pressed != null) buttons[key].setAttribute('aria-pressed', pressed);
  }
}

function showNotes() {
  const { host, exercise, place } = state;
  const note = (title, words) => words && [el('h2', {}, title), el('p', { className: 'said' }, text(words))];
  const join = place === 'lobby'
    && [el('h2', {}, 'Guests join at'), el('p', {}, text(host.address))];
  put('notes', ...[join, note('You may say', host.say), note('Why', host.why),
    exercise && note('On the screen', exercise.text)].flat());
}

// Rows are kept, so that a button keeps its focus while people come and go.
const rows = {};
function showGuests() {
  const { host, answered, joined, exercise } = state;
  const asks = exercise && kinds[exercise.kind];
  put('count', asks ? answered + ' of ' + joined + ' answered'
    : joined + (joined === 1 ? ' guest' : ' guests'), ', ' + host.connected + ' connected');
  const focused = document.activeElement;
  const list = host.guests.map((guest) => {
    let row = rows[guest.number];
    if (!row) {
      const remove = el('button', { type: 'button', 'aria-label': 'Remove ' + guest.words }, 'Remove');
      holdable(remove, 'Remove ' + guest.words + '?', () => command('remove', { guest: guest.number }));
      row = rows[guest.number] = el('li', {}, el('span', {}), el('span', { className: 'quiet' }), remove);
    }
    row.children[0].replaceChildren(text(guest.name || guest.words));
    row.children[1].textContent = asks && guest.answered ? '✓ answered'
      : !guest.connected ? '○ away' : !asks ? '● here' : state.phase.open ? '… not yet' : 'no answer';
    return row;
  });
  $('guests').replaceChildren(...list);
  if (focused && focused !== document.activeElement && focused.isConnected) focused.focus();
  if (joined > list.length) $('guests').append(el('li', {}, el('span', {}, 'and ' + (joined - list.length) + ' more')));
}

function showResult() {
  const { result, exercise } = state;
  const kind = exercise && kinds[exercise.kind];
  const words = kind && result && kind.verdict && kind.verdict(state);
  put('result', ...(result && kind ? [el('h2', {}, 'Result'), words && el('p', { className: 'note' }, text(words)), rowList(kind, exercise, result),
    kind.note && el('p', { className: 'quiet' }, kind.note), el('p', { className: 'quiet' }, result.before ? baseOf(result) : result.voters + ' of ' + state.joined + ' answered.'),
    ...(kind.more ? kind.more(result) : [])] : []));
}

// -- The wall ----------------------------------------------------------------
// What guests wrote or drew. Rows are kept, as of the guests above; `chosen`
// are to become one, in the order of their choice.
let wallRows = {}, wallOf = null, chosen = [];
const mergeButton = el('button', { type: 'button', onclick() {
  if (isDisabled(mergeButton)) return;
  moderate('merge', { items: chosen });
  say(chosen.length + ' are one now.');
  chosen = [];
  showWall();
} });

function wallRow(id) {
  const box = el('input', { type: 'checkbox', onchange() {
    chosen = box.checked ? [...chosen, id] : chosen.filter((other) => other !== id);
    showWall();
  } });
  // [button, what it does now]: told by what the room said last.
  const act = () => el('button', { type: 'button', onclick() {
    if (isDisabled(this)) return;
    disable(this, true);
    moderate(this.dataset.act, { item: id });
  } });
  const tick = act(), hide = act();
  const words = el('span', {});
  return { box, tick, hide, words, element: el('li', {}, el('label', { className: 'choose' }, box), words,
    el('div', { className: 'acts' }, tick, hide)) };
}

function showWallItem([id, words, count, mark], texts) {
  const row = wallRows[id] = wallRows[id] || wallRow(id);
  const { box, tick, hide, element } = row;
  const { hidden, into, ticked } = mark || {};
  const name = state.exercise.kind === 'sketch' ? words[0].toUpperCase() + words.slice(1) : words;
  box.setAttribute('aria-label', 'Choose: ' + name);
  box.checked = chosen.includes(id);
  box.disabled = !!hidden || into != null;
  row.words.replaceChildren(text(name), count > 1 ? el('b', {}, ' ' + count + '×') : '',
    hidden ? el('b', {}, ' hidden') : into != null ? el('b', {}, ' → ', text(texts.get(into) || 'another')) : ticked ? el('b', {}, ' ✓ answered') : '');
  row.words.className = hidden || into != null ? 'quiet' : '';
  const put = (button, what, title) => {
    button.dataset.act = what;
    button.textContent = title;
    button.setAttribute('aria-label', title + ': ' + name);
    disable(button, false);
  };
  put(hide, hidden ? 'show' : 'hide', hidden ? 'Show' : 'Hide');
  put(tick, ticked ? 'untick' : 'tick', ticked ? 'Untick' : 'Tick');
  hide.hidden = into != null;
  tick.hidden = state.exercise.kind !== 'questions' || !!hidden || into != null;
  return element;
}

function showWall() {
  const { host, exercise } = state;
  const wall = exercise && host.wall;
  $('wall').hidden = !wall;
  if (!wall) return;
  if (wallOf !== exercise.id) {
    [wallOf, wallRows, chosen] = [exercise.id, {}, []];
  }
  const texts = new Map(wall.map(([id, words]) => [id, words]));
  const free = new Set(wall.filter(([, , , mark]) => !mark || mark.ticked).map(([id]) => id));
  chosen = chosen.filter((id) => free.has(id));
  const focused = document.activeElement;
  const list = wall.map((item) => showWallItem(item, texts));
  // Only what has come or gone is moved: a row that moved would lose its tap.
  const old = [...$('items').children];
  if (old.length !== list.length || list.some((element, i) => element !== old[i])) $('items').replaceChildren(...list);
  if (focused && focused !== document.activeElement && focused.isConnected) focused.focus();
  $('of').textContent = wall.length ? wall.length + (wall.length === 1 ? ' thing' : ' things') + ' on the wall' : 'Nothing is on the wall yet';
  mergeButton.textContent = chosen.length > 1 ? 'Merge ' + chosen.length + ' into “' + texts.get(chosen[0]) + '”' : 'Merge: choose two or more, the one to keep first';
  mergeButton.hidden = exercise.kind === 'sketch' || wall.length < 2;
  disable(mergeButton, chosen.length < 2);
}
$('wall').append(mergeButton);

function showAgenda() {
  const { host, exercise } = state;
  if (agendaOf !== state.session.id) {
    agendaOf = state.session.id;
    put('agenda', ...host.agenda.map((item) => el('li', { id: 'agenda-' + item.id },
      text(item.prompt || item.kind), el('span', { className: 'quiet' }, ' ' + item.kind))));
  }
  for (const item of $('agenda').children) {
    if (exercise && item.id === 'agenda-' + exercise.id) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
  }
}

// How long this phase was to last, and how long it has.
let shownAt = 0;
function showTimes() {
  const since = state && (performance.now() - shownAt) * (state.session.speed || 1);
  $('times').hidden = !state || !state.phase;
  if (state && state.phase) {
    $('times').textContent = (state.host.planned_ms ? 'Planned ' + minutes(state.host.planned_ms) + ', so far ' : 'So far ')
      + minutes(state.host.actual_ms + since);
  }
}
setInterval(showTimes, 500);

function show(next) {
  const before = state;
  state = next;
  shownAt = performance.now();
  const { session, exercise, phase } = state;
  dress(session);
  document.title = 'Host: ' + session.title;
  const moved = !before || stageWords() !== $('stage').textContent
    || (exercise && exercise.id) !== (before.exercise && before.exercise.id);
  $('desk').hidden = false;
  $('login').hidden = true;
  $('rehearsal').hidden = !session.rehearsal;
  clock.set(phase, session.speed || 1, moved);
  showLead();
  showTimes();
  showNotes();
  showGuests();
  showResult();
  showWall();
  showAgenda();
  showBusy();
  $('end').hidden = session.ended;
  if (state.notice && (!before || before.notice !== state.notice)) alarm(state.notice);
  if (moved) say(stageWords() + (exercise ? ': ' + exercise.prompt : ''));
  return false;
}

// -- Beginning ---------------------------------------------------------------
const wake = watch('/host/state', {
  token: () => token,
  state: show,
  link(up) {
    $('net').hidden = up;
    $('net').textContent = up ? '' : 'Not connected. Trying again … The screen carries on by itself.';
  },
  refused(answer) {
    if (answer.status === 401 || answer.status === 403) showLogin(token ? 'Please log in again.' : '');
    else alarm(answer.data.message);
    return false;
  },
});
$('login').onsubmit = login;
$('next').onclick = () => isDisabled($('next')) || command('next');
$('back').onclick = () => isDisabled($('back')) || command('back');
$('out').onclick = () => showLogin('');
holdable($('end'), 'End the session for everybody?', () => command('end'));
if (token) wake();
else showLogin('');
