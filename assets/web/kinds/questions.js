// questions: to ask some, then a thumb for each that one wants answered too.
import { el, svg, text, say } from 'dom';
import { textFields } from 'field';
import { itemText, plural } from '../wall.js';

const thumb = () => svg('svg', { class: 'shape', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', {
  d: 'M2 10h4v11H2zM8 20.5V10l4-8c2 0 3 1 2.5 3L14 9h6c2 0 2 2 1.5 3l-2 7c-.5 1.5-1.5 2-3 2h-6z' }));

function writeQuestions({ pick, max }, answer, change) {
  const { element, read } = textFields({ name: 'Question', count: pick, max, given: answer ? answer.questions : [] }, change);
  return { element, byHand: true, until: 'time is up', first: 'Write something first.',
    read: () => (read()[0] ? { questions: read() } : null) };
}

function thumbQuestions({ items }, answer, change) {
  const up = new Set(answer ? answer.thumbs : []);
  const list = () => items.map(([id]) => id).filter((id) => up.has(id));
  return {
    element: items.length ? el('div', {}, el('p', { className: 'quiet' }, 'A thumb for each that you want answered too. As many as you like.'),
      ...items.map(([id, words]) => el('button', { type: 'button', className: 'pick card thumb', 'aria-pressed': up.has(id), onclick() {
        if (!up.delete(id)) up.add(id);
        this.setAttribute('aria-pressed', up.has(id));
        change();
        say((up.has(id) ? 'Thumb up: ' : 'No thumb: ') + words);
      } }, thumb(), text(words)))) : el('p', { className: 'big' }, 'Nobody has asked anything.'),
    none: !items.length,
    first: 'Give a thumb to one first.',
    read: () => (list().length ? { thumbs: list() } : null),
  };
}

export const questions = {
  name: 'questions',
  note: 'Thumbs up. ✓: answered.',
  create: (exercise, answer, change) => (exercise.ask === 'thumbs' ? thumbQuestions : writeQuestions)(exercise, answer, change),
  describe: (answer, exercise) => (answer.questions ? answer.questions.join(', ')
    : answer.thumbs.every((id) => itemText(exercise, id) != null)
      ? answer.thumbs.map((id) => itemText(exercise, id)).join(', ') : plural(answer.thumbs.length, 'thumb')),
  result: (exercise, result) => result.questions.map(([words, thumbs, ticked]) => [words, thumbs + (ticked ? ' ✓' : '')]),
};
