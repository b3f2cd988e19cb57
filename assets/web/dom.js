// Making elements. Text from people is only ever set as text, never as markup.
export const $ = (id) => document.getElementById(id);

// A property where there is one of this name, else an attribute.
export function el(tag, props, ...kids) {
  const element = document.createElement(tag);
  for (const key in props) {
    if (key in element && key !== 'form') element[key] = props[key];
    else element.setAttribute(key, props[key]);
  }
  element.append(...kids.filter((kid) => kid || kid === 0));
  return element;
}

export function svg(tag, attributes, ...kids) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...kids);
  return element;
}

// What the deck or a person wrote: its own language and direction.
let deckLang = 'en';
export const text = (string) => el('bdi', { dir: 'auto', lang: deckLang }, String(string));

// Slot n is colour, shape and letter, the same on the stage and here. Beyond
// eight things there are letters only.
const shapes = [
  'M12 3l10 18H2z',
  'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z',
  'M3 3h18v18H3z',
  'M12 1l11 11-11 11L1 12z',
  'M12 1l3.2 7.4 8 .7-6 5.3 1.7 7.8-6.9-4.1-6.9 4.1 1.7-7.8-6-5.3 8-.7z',
  'M8.5 2h7v6.5H22v7h-6.5V22h-7v-6.5H2v-7h6.5z',
  'M7 3.3h10l5 8.7-5 8.7H7L2 12z',
  'M15 2a10 10 0 1 0 7 14A9 9 0 0 1 15 2z',
];
export const letter = (slot) => String.fromCharCode(65 + slot);
export const shape = (slot, count) => (count > 8 ? '' : svg('svg',
  { class: 'shape s' + slot, viewBox: '0 0 24 24', 'aria-hidden': 'true' },
  svg('path', { d: shapes[slot] })));

// An item with its signs, and what it is called where there may be no exercise.
export const marked = (items, i) => [shape(i, items.length), letter(i), text(items[i])];
export const nameOf = (exercise, i) => (exercise ? exercise.items[i] : letter(+i));

// Rows of a result: [label, value, slot, count of slots, sign]. What each was
// before stands in front of what it is now, the sign in front of both.
export function rowList(kind, exercise, result) {
  const { before } = result;
  const were = new Map(before && kind.result(exercise, before));
  return el('ul', { className: 'rows' }, ...kind.result(exercise, result).map(
    ([label, value, slot, count, sign]) => el('li', {},
      slot == null ? '' : shape(slot, count), el('span', {}, text(label)),
      el('b', {}, sign, before ? (were.get(label) ?? '–') + ' → ' : '', value))));
}
export const baseOf = ({ before, voters }) => (before
  ? 'Before → now, the ' + before.pairs + ' who answered both times.'
  : voters + (voters === 1 ? ' person' : ' people') + ' answered.');

// Theme, language and direction of the session.
export function dress(session) {
  const root = document.documentElement;
  deckLang = session.lang || 'en';
  root.dataset.theme = session.theme;
  root.dir = /^(ar|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(deckLang) ? 'rtl' : 'ltr';
  document.title = session.title;
}

// Polite words for screen readers; the same words twice are said twice.
export function say(words) {
  const status = $('status');
  status.textContent = status.textContent === words ? words + '\u00a0' : words;
}

export const phaseWords = {
  read: 'Read', solo: 'On your own', pairs: 'In pairs', fours: 'In fours', groups: 'In groups',
  vote: 'Vote', reveal: 'Result', discuss: 'Discuss', break: 'Break',
};
