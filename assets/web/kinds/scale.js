// scale: a whole number for each statement, or none. Up to eleven values are
// radio buttons in a row; more are a slider with its number and - and +.
import { el, text } from 'dom';

export const scale = {
  name: 'scale',
  create(exercise, answer, change) {
    const { statements, from, to } = exercise;
    const given = statements.map((_, i) => (answer ? answer.values[i] : null));
    const ends = exercise.labels || ['', ''];
    const low = from + (ends[0] && ' '), high = to + (ends[1] && ' ');

    function cells(i) {
      const count = to - from + 1;
      const row = el('div', { className: 'cells' });
      row.style.setProperty('--n', count > 6 ? Math.ceil(count / 2) : count);
      for (let value = from; value <= to; value++) {
        const end = value === from ? ends[0] : value === to ? ends[1] : '';
        row.append(el('label', { className: 'opt' }, el('input', {
          type: 'radio', name: 'value' + i, value, checked: given[i] === value,
          'aria-label': value + (end && ', ' + end),
          onchange() { given[i] = value; change(); },
        }), el('span', { className: 'card' }, value)));
      }
      return row;
    }
    function slider(i) {
      const shown = el('p', { className: 'big' });
      const middle = Math.round((from + to) / 2);
      const range = el('input', {
        type: 'range', min: from, max: to, value: given[i] ?? middle,
        'aria-label': statements[i] || exercise.prompt,
      });
      const show = () => {
        shown.textContent = given[i] ?? 'Not set yet';
        range.setAttribute('aria-valuetext', shown.textContent);
      };
      const set = (value) => {
        given[i] = Math.min(to, Math.max(from, value));
        range.value = given[i];
        show();
        change();
      };
      range.oninput = range.onclick = () => set(Number(range.value));
      const step = (name, by) => el('button', {
        type: 'button', 'aria-label': name, onclick: () => set((given[i] ?? middle) + by),
      }, by < 0 ? '−' : '+');
      show();
      return el('div', {}, shown, el('div', { className: 'slide' },
        step('One less', -1), range, step('One more', 1)));
    }
    return {
      element: el('div', {}, ...statements.map((statement, i) => el('fieldset', {},
        el('legend', { className: statement ? '' : 'sr' }, text(statement || exercise.prompt)),
        to - from > 10 ? slider(i) : cells(i),
        el('p', { className: 'ends', 'aria-hidden': 'true' },
          el('span', {}, low, text(ends[0])), el('span', {}, high, text(ends[1])))))),
      read: () => (given.some((value) => value != null) ? { values: given.slice() } : null),
    };
  },
  describe: (answer) => answer.values.map((value) => value ?? '–').join(', '),
  result: (exercise, result) => exercise.statements.map((statement, i) => {
    const { count, mean, median } = result.statements[i];
    return [statement || 'Mean and median',
      count ? mean.toFixed(1) + ' and ' + median : 'nobody answered'];
  }),
};
