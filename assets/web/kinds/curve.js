// curve: a place on the adoption curve, from -3 to +3 standard deviations as
// 0 to 1. The chasm is at -1. A tap on the bell or the slider sets it.
import { el, svg, text } from 'dom';

const bellTop = (at) => 150 - 130 * Math.exp(-0.5 * (6 * at - 3) ** 2);
const segmentAt = (segments, at) => segments.find((segment) => at < segment.end)
  || segments[segments.length - 1];

export const curve = {
  name: 'curve',
  create(exercise, answer, change) {
    let at = answer ? answer.at : null;
    const shown = el('p', { className: 'big' });
    const range = el('input', {
      type: 'range', dir: 'ltr', min: 0, max: 100, value: at === null ? 50 : Math.round(100 * at),
      'aria-label': exercise.prompt,
    });
    const dot = svg('circle', { r: 11 });
    const side = (from, to) => {
      let path = 'M' + 360 * from + ' 150';
      for (let x = from; x < to + 0.001; x += 0.01) path += 'L' + 360 * x + ' ' + bellTop(x);
      return svg('path', { d: path + 'L' + 360 * to + ' 150z' });
    };
    const bell = svg('svg', { class: 'bell', viewBox: '-12 0 384 178', 'aria-hidden': 'true' },
      side(0, 0.32), side(0.35, 1),
      ...[1, 3, 4].map((cut) => svg('line', {
        x1: 60 * cut, x2: 60 * cut, y1: 150, y2: bellTop(cut / 6) })),
      svg('text', { x: 120, y: 172 }, 'chasm'), svg('text', { x: 24, y: 172 }, 'early'),
      svg('text', { x: 340, y: 172 }, 'late'), dot);

    function show() {
      const name = at === null ? 'Not placed yet' : segmentAt(exercise.segments, at).name;
      shown.replaceChildren(text(name));
      range.setAttribute('aria-valuetext', name);
      dot.setAttribute('visibility', at === null ? 'hidden' : 'visible');
      dot.setAttribute('cx', 360 * at);
      dot.setAttribute('cy', bellTop(at));
    }
    function set(value) {
      at = Math.min(1, Math.max(0, Math.round(100 * value) / 100));
      range.value = 100 * at;
      show();
      change();
    }
    bell.addEventListener('click', (event) => {
      const box = bell.getBoundingClientRect();
      set(((event.clientX - box.left) / box.width * 384 - 12) / 360);
    });
    range.oninput = range.onclick = () => set(range.value / 100);
    show();
    return {
      element: el('div', {}, shown, bell, range),
      read: () => (at === null ? null : { at }),
    };
  },
  describe: (answer, exercise) => (exercise ? segmentAt(exercise.segments, answer.at).name
    : Math.round(100 * answer.at) + ' of 100'),
  result: (exercise, result) => exercise.segments.map((segment, i) => [segment.name, result.votes[i]]),
};
