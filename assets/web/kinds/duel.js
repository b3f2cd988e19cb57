// duel: pair after pair, which of the two. A pair may be left undecided.
import { el, marked, nameOf, say } from 'dom';

export const duel = {
  name: 'duel',
  note: 'In the order of the pairs they won.',
  create(exercise, answer, change) {
    const { items, pairs } = exercise;
    // The winner's index, null for "cannot say", undefined for not seen yet.
    const picks = pairs.map((pair) => {
      const win = answer && answer.wins.find((w) => pair.includes(w[0]) && pair.includes(w[1]));
      return win ? win[0] : undefined;
    });
    let at = Math.max(0, picks.findIndex((pick) => pick === undefined));
    const progress = el('p', { className: 'quiet' });
    const cards = [0, 1].map((side) => el('button', {
      type: 'button', className: 'pick', onclick: () => decide(pairs[at][side]),
    }));
    const neither = el('button', { type: 'button', onclick: () => decide(null) }, 'Cannot say');
    const before = el('button', { type: 'button', onclick: () => go(at - 1) }, 'Previous');
    const after = el('button', { type: 'button', onclick: () => go(at + 1) }, 'Next');

    function show() {
      const seen = picks.filter((pick) => pick !== undefined).length;
      progress.textContent = 'Pair ' + (at + 1) + ' of ' + pairs.length
        + (seen === pairs.length ? ': all done' : '');
      cards.forEach((card, side) => {
        const item = pairs[at][side];
        card.replaceChildren(...marked(items, item));
        card.setAttribute('aria-pressed', picks[at] === item);
      });
      neither.setAttribute('aria-pressed', picks[at] === null);
      before.disabled = at === 0;
      after.disabled = at + 1 === pairs.length;
    }
    function go(to) {
      at = to;
      show();
      say(progress.textContent + ': ' + pairs[at].map((i) => items[i]).join(' or ') + '?');
    }
    function decide(pick) {
      const last = at + 1 === pairs.length;
      picks[at] = pick;
      show();
      change();
      if (last) say('That was the last pair. Send your answer.');
      else go(at + 1);
    }
    show();
    return {
      element: el('div', {}, progress, ...cards,
        el('div', { className: 'slide even' }, before, neither, after)),
      read() {
        const wins = pairs.map(([a, b], i) => [picks[i], picks[i] === a ? b : a])
          .filter((win) => win[0] != null);
        return wins.length ? { wins } : null;
      },
    };
  },
  // How often each was picked, the most often first.
  describe(answer, exercise) {
    const won = {};
    for (const [item] of answer.wins) won[item] = (won[item] || 0) + 1;
    return Object.keys(won).sort((a, b) => won[b] - won[a]).map(
      (item) => nameOf(exercise, item) + ' ' + won[item] + '×').join(', ');
  },
  // Their places; those of one strength share theirs.
  result: (exercise, { order, chance }) => order.map((i) => [exercise.items[i],
    order.findIndex((other) => chance[other] === chance[i]) + 1 + '.', i, exercise.items.length]),
};
