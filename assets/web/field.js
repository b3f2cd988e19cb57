// Fields for short texts of at most `max` characters as people count them (an
// emoji is one), each with its counter; Enter goes on to the next.
import { $, el } from 'dom';

const segmenter = window.Intl && Intl.Segmenter && new Intl.Segmenter();
const graphemes = (string) => (segmenter
  ? Array.from(segmenter.segment(string), (part) => part.segment) : Array.from(string));

// `count` fields named by `name`, with `given` in them; long ones have lines.
export function textFields({ name, count, max, given }, change) {
  const lines = max > 60;
  const inputs = [];
  const labels = Array.from({ length: count }, (_, i) => {
    const left = el('span', { 'aria-hidden': 'true' });
    const input = el(lines ? 'textarea' : 'input', {
      ...(lines ? { rows: 2 } : { type: 'text' }), maxLength: 8 * max + 8, autocapitalize: 'sentences', spellcheck: true,
      enterKeyHint: i + 1 < count ? 'next' : 'send', dir: 'auto', value: given[i] || '',
      'aria-label': (count > 1 ? name + ' ' + (i + 1) + ' of up to ' + count : 'Your ' + name.toLowerCase())
        + ', at most ' + max + ' characters',
    });
    const show = () => {
      const parts = graphemes(input.value);
      if (parts.length > max) input.value = parts.slice(0, max).join('');
      left.textContent = Math.min(parts.length, max) + ' / ' + max;
    };
    input.oninput = (event) => {
      if (!event.isComposing) show();
      change();
    };
    input.oncompositionend = show;
    input.onkeydown = (event) => {
      if (event.key !== 'Enter' || event.isComposing || event.shiftKey) return;
      if (i + 1 === count && !lines) return;
      event.preventDefault();
      if (i + 1 < count) inputs[i + 1].focus();
      else $('send').click();
    };
    show();
    inputs.push(input);
    return el('label', { className: 'field' }, el('span', { className: 'ends' },
      count > 1 ? name + ' ' + (i + 1) : 'Your ' + name.toLowerCase(), left), input);
  });
  return {
    element: el('div', {}, ...labels),
    read: () => inputs.map((input) => input.value.trim().replace(/\s+/g, ' ')).filter(Boolean),
  };
}
