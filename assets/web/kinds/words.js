// words: up to `pick` short answers of at most `max` characters.
import { textFields } from 'field';

export const words = {
  name: 'words',
  create({ pick, max }, answer, change) {
    const { element, read } = textFields({ name: 'Word', count: pick, max, given: answer ? answer.words : [] }, change);
    return { element, byHand: true, read: () => (read()[0] ? { words: read() } : null) };
  },
  describe: (answer) => answer.words.join(', '),
  result: (exercise, result) => result.words.slice(0, 10),
};
