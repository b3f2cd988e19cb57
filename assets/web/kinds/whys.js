// whys: why, and why that, and so on: everybody answers, everybody picks the
// answer that the next question is about.
import { el, text } from 'dom';
import { textFields } from 'field';
import { itemText, pickOne } from '../wall.js';

// The first question as it is, later ones about the answer that was picked.
const asked = ({ step, question, prompt }) => (step > 1 && question !== prompt ? 'Why? ' + question : prompt);

// What came before the question, above it.
function soFar({ step, rounds, prompt, question, chain = [] }) {
  const before = [prompt, ...chain.filter(Boolean)].filter((words) => words !== question);
  return el('div', {}, el('p', { className: 'quiet' }, 'Why ' + step + ' of ' + rounds / 2),
    step > 1 && before.length ? el('ol', { className: 'chain' }, ...before.map((words) => el('li', {}, text(words)))) : '');
}

function writeWhy({ max }, answer, change) {
  const { element, read } = textFields({ name: 'Answer', count: 1, max, given: [answer && answer.text] }, change);
  return { element, byHand: true, until: 'time is up', first: 'Write something first.',
    read: () => (read()[0] ? { text: read()[0] } : null) };
}

function pickWhy(exercise, answer, change) {
  const { items } = exercise;
  const { element, value } = pickOne(el('legend', { className: 'sr' }, text(asked(exercise))),
    items.map(([id, words]) => [id, text(words)]), answer && answer.pick, change);
  return {
    element: items.length ? el('div', {}, el('p', { className: 'quiet' }, 'Which answer gets to the bottom of it?'), element)
      : el('p', { className: 'big' }, 'There is nothing to choose from.'),
    none: !items.length,
    read: () => (value() ? { pick: value() } : null),
  };
}

export const whys = {
  name: 'whys',
  asked,
  create(exercise, answer, change) {
    const input = (exercise.ask === 'pick' ? pickWhy : writeWhy)(exercise, answer, change);
    return { ...input, above: soFar(exercise) };
  },
  describe: (answer, exercise) => answer.text || itemText(exercise, answer.pick) || 'one of the answers',
  result: (exercise, { chain }) => chain.map(([words, votes, of], i) => [i + 1 + '. ' + words, votes + ' of ' + of]),
};
