// Judging what is on the wall: items [id, text] that others wrote or drew.
import { el, text, say } from 'dom';

// What an item says. It may be gone from the state when an answer is told.
export const itemText = (exercise, id) => ((exercise && exercise.items
  && exercise.items.find((item) => String(item[0]) === String(id))) || [])[1];

export const plural = (n, word) => n + ' ' + word + (n === 1 ? '' : 's');

// One of some cards; `cards` are [value, parts of the card].
export function pickOne(legend, cards, given, change) {
  let chosen = cards.some(([value]) => value === given) ? given : null;
  return {
    element: el('fieldset', {}, legend, ...cards.map(([value, ...parts]) => el('label', { className: 'opt' },
      el('input', { type: 'radio', name: 'pick', value, checked: value === given,
        onchange() { chosen = value; change(); } }),
      el('span', { className: 'card' }, ...parts)))),
    value: () => chosen,
  };
}

// Dots to put on items, several on one if one likes. `name` is what an item is
// called.
export function dotsInput({ dots, items }, answer, change, name) {
  const given = new Map(items.map(([id]) => [id, 0]));
  for (const id of answer && answer.dots || []) if (given.has(id)) given.set(id, given.get(id) + 1);
  const list = () => items.flatMap(([id]) => Array(given.get(id)).fill(id));
  const left = () => dots - list().length;
  const total = el('p', { className: 'big' });
  const rows = items.map(([id, words]) => {
    const label = name(words), count = el('b', {});
    const step = (sign, by) => el('button', { type: 'button', 'aria-label': (by < 0 ? 'One dot less: ' : 'One dot more: ') + label,
      onclick() { put(id, by, label); } }, sign);
    const less = step('−', -1), more = step('+', 1);
    return { id, less, more, count, element: el('li', {}, el('span', {}, text(label)),
      el('div', { className: 'slide' }, less, count, more)) };
  });
  function put(id, by, label) {
    if (by > 0 ? !left() : !given.get(id)) return;
    given.set(id, given.get(id) + by);
    show();
    change();
    say(label + ': ' + plural(given.get(id), 'dot') + '. ' + total.textContent);
  }
  function show() {
    total.textContent = left() + ' of ' + plural(dots, 'dot') + ' left';
    for (const { id, less, more, count, element } of rows) {
      count.textContent = given.get(id);
      element.classList.toggle('given', given.get(id) > 0);
      less.setAttribute('aria-disabled', !given.get(id));
      more.setAttribute('aria-disabled', !left());
    }
  }
  show();
  return {
    element: items.length ? el('div', {}, total, el('ul', { className: 'rows dots' }, ...rows.map((row) => row.element)))
      : el('p', { className: 'big' }, 'There is nothing to put dots on.'),
    none: !items.length,
    first: 'Put a dot on something first.',
    read: () => (list().length ? { dots: list() } : null),
  };
}

// Each thing with its dots; only how many where it is not known which.
export function describeDots({ dots }, exercise, name) {
  const ids = [...new Set(dots)];
  return ids.some((id) => itemText(exercise, id) == null) ? plural(dots.length, 'dot')
    : ids.map((id) => name(itemText(exercise, id)) + ' ' + dots.filter((other) => other === id).length + '×').join(', ');
}
