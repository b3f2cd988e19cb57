// words: up to `pick` short answers of at most `max` characters as people
// count them (an emoji is one).
import { el } from '../dom.js';

const segmenter = window.Intl && Intl.Segmenter && new Intl.Segmenter();
const graphemes = (string) => (segmenter
  ? Array.from(segmenter.segment(string), (part) => part.segment) : Array.from(string));

export const words = {
  name: 'words',
  create(exercise, answer, change) {
    const { pick, max } = exercise;
    const fields = [];
    for (let i = 0; i < pick; i++) {
      const count = el('span', { 'aria-hidden': 'true' });
      const input = el('input', {
        type: 'text', maxLength: 200, autocapitalize: 'sentences', spellcheck: true,
        enterKeyHint: i + 1 < pick ? 'next' : 'send', dir: 'auto',
        value: (answer && answer.words[i]) || '',
        'aria-label': (pick > 1 ? 'Word ' + (i + 1) + ' of up to ' + pick : 'Your word')
          + ', at most ' + max + ' characters',
      });
      const show = () => {
        const parts = graphemes(input.value);
        if (parts.length > max) input.value = parts.slice(0, max).join('');
        count.textContent = Math.min(parts.length, max) + ' / ' + max;
      };
      input.oninput = (event) => {
        if (!event.isComposing) show();
        change();
      };
      input.oncompositionend = show;
      input.onkeydown = (event) => {
        if (event.key !== 'Enter' || event.isComposing || i + 1 === pick) return;
        event.preventDefault();
        fields[i + 1].input.focus();
      };
      show();
      fields.push({ input, element: el('label', { className: 'field' },
        el('span', { className: 'ends' }, pick > 1 ? 'Word ' + (i + 1) : 'Your word', count), input) });
    }
    return {
      element: el('div', {}, ...fields.map((field) => field.element)),
      read() {
        const given = fields.map(({ input }) => input.value.trim()).filter(Boolean);
        return given.length ? { words: given } : null;
      },
    };
  },
  describe: (answer) => answer.words.join(', '),
  result: (exercise, result) => result.words.slice(0, 10),
};
