// choice: one option, or up to `pick` of them.
import { el, text, letter, shape } from 'dom';

export const choice = {
  name: 'choice',
  create(exercise, answer, change) {
    const { options, pick } = exercise;
    const inputs = options.map((option, i) => el('input', {
      type: pick > 1 ? 'checkbox' : 'radio', name: 'pick', value: i,
      checked: !!answer && answer.pick.includes(i),
    }));
    const read = () => inputs.map((input, i) => (input.checked ? i : -1)).filter((i) => i >= 0);
    const count = el('p', { className: 'quiet' });
    // Those beyond the limit cannot be ticked, rather than quietly replaced.
    function limit() {
      const picked = read().length;
      if (pick > 1) {
        count.textContent = 'Choose up to ' + pick + ': ' + picked + ' chosen';
        for (const input of inputs) input.disabled = picked >= pick && !input.checked;
      }
    }
    limit();
    return {
      element: el('fieldset', { onchange() { limit(); change(); } },
        el('legend', { className: 'sr' }, text(exercise.prompt)),
        pick > 1 ? count : '',
        ...inputs.map((input, i) => el('label', { className: 'opt' }, input,
          el('span', { className: 'card' }, shape(i, options.length), el('b', {}, letter(i)),
            text(options[i]))))),
      read: () => (read().length ? { pick: read() } : null),
    };
  },
  describe: (answer, exercise) => answer.pick.map(
    (i) => letter(i) + (exercise ? ' ' + exercise.options[i] : '')).join(', '),
  // What a vote with a rule has decided.
  verdict: ({ result }) => (result.decision ? result.decision.text : ''),
  result: (exercise, result) => exercise.options.map(
    (option, i) => [option, result.votes[i], i, exercise.options.length]),
};
