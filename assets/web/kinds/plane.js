// plane: a place for each item, or for oneself, on two axes from 0 to 1. A tap
// on the field sets the chosen one, and the buttons that name the four ends
// nudge it there; two sliders for screen readers and keyboards do the same.
import { el, text, letter, shape } from 'dom';

const where = (place, exercise) => place.map((value, k) => (exercise ? exercise['xy'[k]][1] + ' ' : '')
  + Math.round(100 * value) + ' %').join(', ');

export const plane = {
  name: 'plane',
  note: 'Means, in % of the way to these ends.',
  create(exercise, answer, change) {
    const { items } = exercise;
    const at = items.map((_, i) => answer && answer.at[i]);
    const sign = (i) => (items[1] ? [shape(i, 8), letter(i)] : []);
    let chosen = 0;
    const button = (act, ...kids) => el('button', { type: 'button', onclick: act }, ...kids);
    const chips = items.map((item, i) => button(() => { chosen = i; show(); }, ...sign(i), text(item)));
    const inner = el('div', {});
    const ranges = [0, 1].map((k) => el('input', { type: 'range', className: 'sr', dir: 'ltr',
      oninput() { move(k, this.value / 100); } }));
    const now = () => at[chosen] || [0.5, 0.5];
    const move = (k, to) => set(now().map((value, i) => (i === k ? to : value)));
    function set(place) {
      at[chosen] = place && place.map((value) => Math.min(1, Math.max(0, Math.round(100 * value) / 100)));
      show();
      change();
    }
    const end = (sign, k, high) => button(() => move(k, now()[k] + high / 10 - 0.05), sign + ' ', text(exercise['xy'[k]][high]));
    function show() {
      inner.replaceChildren(...at.map((place, i) => {
        const mark = el('span', { className: i === chosen ? 'on' : '', hidden: !place }, ...sign(i));
        if (place) [mark.style.left, mark.style.bottom] = place.map((value) => 100 * value + '%');
        chips[i].setAttribute('aria-pressed', i === chosen);
        return mark;
      }));
      ranges.forEach((range, k) => {
        range.value = 100 * now()[k];
        range.setAttribute('aria-label', items[chosen] + ' ' + exercise['xy'[k]].join(' – '));
        range.setAttribute('aria-valuetext', at[chosen] ? range.value + ' %' : 'not placed');
      });
    }
    show();
    return {
      element: el('div', {}, el('div', { className: 'chips' }, ...(items[1] ? chips : [text(items[0])])),
        el('div', { className: 'slide even' }, end('↑', 1, 1), button(() => set(null), 'Remove')),
        el('div', { className: 'plane', dir: 'ltr', onclick({ target, clientX, clientY }) {
          const box = inner.getBoundingClientRect();
          if (!target.type) set([(clientX - box.left) / box.width, (box.bottom - clientY) / box.height]);
        } }, inner, ...ranges),
        el('div', { className: 'slide even', dir: 'ltr' }, end('←', 0, 0), end('→', 0, 1)),
        el('div', { className: 'slide even' }, end('↓', 1, 0))),
      read: () => at.some(Boolean) && { at: at.slice() },
    };
  },
  describe: ({ at }, exercise) => at.map((place, i) => place && (at.length > 1
    ? (exercise ? exercise.items[i] : letter(i)) + ': ' : '') + where(place, exercise)).filter(Boolean).join('; '),
  result: (exercise, { items }) => items.map(({ count, mean }, i) => [exercise.items[i],
    count ? where(mean, exercise) : '–', items[1] && i, 8]),
};
