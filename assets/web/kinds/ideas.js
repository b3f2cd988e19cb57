// ideas: to write some, then dots for the best, or a blind score for the one
// that was dealt to this phone.
import { el, text } from 'dom';
import { textFields } from 'field';
import { describeDots, dotsInput, itemText, pickOne, plural } from '../wall.js';

const SCORES = ['not at all', 'hardly', 'in part', 'good', 'brilliant'];

function writeIdeas({ pick, max, sign }, answer, change) {
  const ideas = textFields({ name: 'Idea', count: pick, max, given: answer ? answer.ideas : [] }, change);
  const by = sign && textFields({ name: 'Name', count: 1, max: 60, given: [answer && answer.by] }, change);
  return {
    element: el('div', {}, ideas.element, by && el('p', { className: 'quiet' },
      'You may sign it: your name then stands beside it in the results. Leave it empty to stay unnamed.'), by && by.element),
    byHand: true, until: 'time is up', first: 'Write something first.',
    read() {
      const written = ideas.read();
      return written.length ? { ideas: written, by: (by && by.read()[0]) || undefined } : null;
    },
  };
}

function scoreIdea({ items, round, rounds, named }, answer, change) {
  if (!items.length) {
    return { element: el('p', { className: 'big' }, 'Nothing to score for you in this round. Have a breath.'),
      none: true, read: () => null };
  }
  const [id, words] = items[0];
  const { element, value } = pickOne(el('legend', { className: 'big' }, text(words)),
    SCORES.map((word, i) => [i + 1, el('b', {}, i + 1), word]), answer && answer.scores[id], change);
  return {
    element: el('div', {}, el('p', { className: 'quiet' },
      (rounds > 2 ? 'Score ' + (round - 1) + ' of ' + (rounds - 1) + '. ' : '') + 'How good is this idea?' + (named ? '' : ' Nobody sees who scored it.')), element),
    first: 'Choose a score first.',
    read: () => (value() ? { scores: { [id]: value() } } : null),
  };
}

const same = (words) => words;

export const ideas = {
  name: 'ideas',
  create: (exercise, answer, change) => ({ write: writeIdeas, score: scoreIdea,
    dots: (...all) => dotsInput(...all, same) }[exercise.ask](exercise, answer, change)),
  describe(answer, exercise) {
    if (answer.ideas) return answer.ideas.join(', ') + (answer.by ? ' (' + answer.by + ')' : '');
    if (answer.dots) return describeDots(answer, exercise, same);
    return Object.entries(answer.scores).map(([id, score]) => (itemText(exercise, id) != null
      ? itemText(exercise, id) + ': ' : '') + score + ', ' + SCORES[score - 1]).join('; ');
  },
  result: ({ rounds }, result) => result.ideas.map(([words, value, count, max]) => [words,
    max ? value.toFixed(1) + ' of ' + max : rounds > 1 ? plural(value, 'dot') : value + '×']),
};
