// quiz: one option, some of which are right. After the reveal it says whether
// one's own was, and what it was worth.
import { el, text, letter } from 'dom';
import { choice } from './choice.js';

export const quiz = {
  name: 'quiz',
  create(exercise, answer, change) {
    const input = choice.create({ ...exercise, pick: 1 }, answer, change);
    return { ...input, element: el('div', {}, input.element,
      exercise.speed && el('p', { className: 'quiet' }, 'A right answer counts more the sooner it is sent.')) };
  },
  describe: choice.describe,
  verdict({ mine, result, exercise }) {
    if (!mine || mine.right == null) return '';
    return mine.right ? 'Right! ' + (mine.points ? mine.points + ' points.' : '')
      : 'Not this time. Right: ' + result.right.map((i) => letter(i) + ' ' + exercise.options[i]).join(', ');
  },
  result: ({ options }, { votes, right }) => options.map((option, i) => [option,
    votes[i], i, options.length, right && right.includes(i) && '✓ right, ']),
  more: ({ leaders }) => (leaders && leaders.length ? [el('h2', {}, 'Leading'), el('ol', { className: 'chain' },
    ...leaders.map(([name, points]) => el('li', {}, text(name), ' ', el('b', {}, points))))] : []),
};
