// rank: a tap on each item in the guest's order, and a second one takes it out
// again. The order stands below, with arrows to change it.
import { el, text, marked, nameOf, say } from 'dom';

export const rank = {
  name: 'rank',
  note: 'Mean points, most for a first place.',
  create({ items, top }, answer, change) {
    const order = answer ? [...answer.order] : [];
    const list = el('div', {});
    const cards = items.map((_, i) => el('button', {
      type: 'button', className: 'pick card', onclick: () => move(i, order.includes(i) ? -1 : order.length),
    }, el('b', { className: 'badge num' }), ...marked(items, i)));

    // Puts an item to a place from 0, or to none.
    function move(item, to) {
      const at = order.indexOf(item);
      if (at >= 0) order.splice(at, 1);
      if (to >= 0) order.splice(to, 0, item);
      show();
      change();
      say(items[item] + ': ' + (to < 0 ? 'no place' : 'place ' + (to + 1)));
    }
    const arrow = (at, by) => el('button', {
      type: 'button', 'aria-label': (by < 0 ? 'Up: ' : 'Down: ') + items[order[at]],
      'aria-disabled': !(at + by in order), onclick() {
        if (!(at + by in order)) return;
        move(order[at], at + by);
        list.querySelectorAll('button')[2 * (at + by) + (by > 0)].focus();
      },
    }, by < 0 ? '↑' : '↓');
    function show() {
      cards.forEach((card, i) => {
        const place = order.indexOf(i) + 1;
        card.setAttribute('aria-pressed', !!place);
        card.disabled = !place && order.length >= top;
        card.firstChild.textContent = place || '';
      });
      list.replaceChildren(...(order[1] == null ? [] : [el('h2', {}, 'Your order'),
        el('ul', { className: 'rows' }, ...order.map((item, at) => el('li', {},
          el('span', {}, at + 1 + '. ', text(items[item])), arrow(at, -1), arrow(at, 1))))]));
    }
    show();
    return {
      element: el('div', {}, el('p', { className: 'quiet' },
        'Tap ' + (top < items.length ? 'your first ' + top : 'them') + ' in order'), ...cards, list),
      read: () => (order.length ? { order: [...order] } : null),
    };
  },
  describe: (answer, exercise) => answer.order.map(
    (i, at) => at + 1 + ' ' + nameOf(exercise, i)).join(', '),
  result: ({ items }, { order, score }) => order.map((i) => [items[i], score[i].toFixed(1), i, items.length]),
};
