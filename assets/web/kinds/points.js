// points: a budget spread over the items with buttons. All of it must be given
// before it can be sent; how much is left stands above and on the send button.
import { el, marked, nameOf, say } from 'dom';

export const points = {
  name: 'points',
  note: 'Mean points.',
  create({ items, budget }, answer, change) {
    const given = answer ? [...answer.points] : items.map(() => 0);
    const total = el('p', { className: 'big' });
    const steps = budget < 20 ? [-1, 0, 1] : [-10, -1, 0, 1, 10];
    const step = budget > 200 ? 10 : 1;
    const left = () => given.reduce((rest, points) => rest - points, budget);
    // As much of it as there is to give or to take.
    const within = (i, by) => Math.max(-given[i], Math.min(by, left()));
    function add(i, by) {
      given[i] += within(i, by);
      show();
      change();
      say(given[i] + ', ' + left() + ' left');
    }
    const rows = items.map((item, i) => el('div', { className: 'slide steps' }, ...steps.map((by) => (by
      ? el('button', { type: 'button', value: by * step, onclick: () => add(i, by * step) },
        (by < 0 ? '−' : '+') + Math.abs(by * step)) : el('b', {})))));
    function show() {
      total.textContent = left() + ' left';
      rows.forEach((row, i) => {
        for (const part of row.children) {
          if (part.value) part.setAttribute('aria-disabled', !within(i, part.value));
          else part.textContent = given[i];
        }
      });
    }
    show();
    return {
      element: el('div', {}, total, ...rows.map((row, i) => el('fieldset', {},
        el('legend', { className: 'title' }, ...marked(items, i)), row))),
      lack: () => (left() % budget ? left() + ' left to give' : ''),
      read: () => (left() ? null : { points: [...given] }),
    };
  },
  describe: (answer, exercise) => answer.points.map((points, i) => points
    && nameOf(exercise, i) + ' ' + points).filter(Boolean).join(', '),
  result: ({ items }, { order, sums, voters }) => order.map(
    (i) => [items[i], (sums[i] / (voters || 1)).toFixed(1), i, items.length]),
};
