// sketch: a drawing with a finger, a mouse or the arrow keys, made of strokes
// of whole numbers from 0 to 1000; then dots for the drawings on the wall.
import { el, say } from 'dom';
import { describeDots, dotsInput, plural } from '../wall.js';

const STROKES = 64, POINTS = 512, ALL_POINTS = 2000; // as the room takes them
const FINE = 4, COARSE = 40; // how far a point may be from the line that leaves it out

// How far p is from the line from a to b, squared.
function offLine([x, y], [ax, ay], [bx, by]) {
  const dx = bx - ax, dy = by - ay;
  const along = dx || dy ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy))) : 0;
  return (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2;
}

// Ramer, Douglas and Peucker: the points that matter for the shape of a line.
function simplify(points, tolerance) {
  const keep = new Set([0, points.length - 1]);
  const parts = [[0, points.length - 1]];
  while (parts.length) {
    const [from, to] = parts.pop();
    let most = tolerance * tolerance, far = 0;
    for (let i = from + 1; i < to; i++) {
      const off = offLine(points[i], points[from], points[to]);
      if (off > most) [most, far] = [off, i];
    }
    if (far) {
      keep.add(far);
      parts.push([from, far], [far, to]);
    }
  }
  return points.filter((_, i) => keep.has(i));
}

// A tap is a dot: two points.
const asLine = (points) => (points.length > 1 ? points : [points[0], [points[0][0] + (points[0][0] > 500 ? -2 : 2), points[0][1]]]);
const jsonSize = (strokes) => JSON.stringify({ strokes }).length;
// From 0 to 1, and more where it is too much.
const fullness = (strokes, bytes) => Math.max(strokes.length / STROKES, jsonSize(strokes) / bytes,
  strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0) / ALL_POINTS);

// The strokes with one more, as fine as there is room for; null: there is none.
function withStroke(strokes, points, bytes) {
  for (let tolerance = FINE; tolerance <= COARSE; tolerance *= 1.5) {
    const line = simplify(asLine(points), tolerance);
    const more = [...strokes, line.flat()];
    if (line.length <= POINTS && fullness(more, bytes) <= 1) return more;
  }
  return null;
}

// Draws on the canvas, which is 1000 by 1000 whatever its size on the page.
function paint(canvas, strokes, pen) {
  const context = canvas.getContext('2d');
  const { color } = getComputedStyle(canvas);
  context.clearRect(0, 0, 1000, 1000);
  Object.assign(context, { lineWidth: 9, lineCap: 'round', lineJoin: 'round', strokeStyle: color, fillStyle: color });
  for (const stroke of strokes) {
    context.beginPath();
    for (let i = 0; i < stroke.length; i += 2) context.lineTo(stroke[i], stroke[i + 1]);
    context.stroke();
  }
  if (!pen) return;
  context.beginPath();
  context.arc(pen.x, pen.y, 18, 0, 7);
  if (pen.down) context.fill();
  else context.stroke();
}

const onField = (value) => Math.min(1000, Math.max(0, Math.round(value)));
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function draw({ bytes, prompt }, answer, change) {
  let strokes = answer ? answer.strokes : [], before = [];
  let line = null; // the points of the stroke that is being drawn
  const pen = { x: 500, y: 500, down: false, shown: false };
  const canvas = el('canvas', { className: 'sketch', width: 1000, height: 1000, tabIndex: 0, role: 'application',
    'aria-label': 'Drawing field for: ' + prompt + '. Arrow keys move the pen, with Shift further. Space puts it down and lifts it.' });
  const told = el('p', { className: 'quiet' });
  const button = (name, act) => el('button', { type: 'button', onclick: act }, name);
  const undo = button('Undo', () => { if (before.length) put(before.pop(), 'Undone. '); });
  const clear = button('Clear', () => {
    if (!strokes.length) return;
    before.push(strokes);
    put([], 'Cleared. Undo brings it back. ');
  });

  const show = () => requestAnimationFrame(() => paint(canvas, line ? [...strokes, line.flat()] : strokes, pen.shown && pen));
  const percent = () => Math.min(100, Math.ceil(100 * fullness(strokes, bytes)));
  function tell() {
    told.textContent = strokes.length ? plural(strokes.length, 'stroke') + ', ' + percent() + ' % full' : 'Draw here with your finger.';
    undo.setAttribute('aria-disabled', !before.length);
    clear.setAttribute('aria-disabled', !strokes.length);
    show();
  }
  function put(next, words = '') {
    strokes = next;
    tell();
    change();
    say(words + told.textContent);
  }
  const refuse = () => {
    told.textContent = 'The drawing is full: that stroke is left out. Undo something to draw on.';
    say(told.textContent);
  };
  function end() {
    const points = line;
    line = null;
    if (!points) return;
    const next = withStroke(strokes, points, bytes);
    if (next) {
      before.push(strokes);
      put(next);
    } else {
      refuse();
    }
    show();
  }
  // Points that are next to the one before say nothing.
  function add(x, y) {
    const [lastX, lastY] = line[line.length - 1] || [-9, -9];
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < 2) return;
    line.push([x, y]);
    if (line.length >= 2000) {
      end();
      line = [[x, y]];
    }
  }
  function addEvent({ clientX, clientY }) {
    const box = canvas.getBoundingClientRect();
    add(onField(1000 * (clientX - box.left) / box.width), onField(1000 * (clientY - box.top) / box.height));
  }

  canvas.onpointerdown = (event) => {
    if (!event.isPrimary || event.button) return;
    event.preventDefault();
    lift();
    pen.shown = false;
    try { canvas.setPointerCapture(event.pointerId); } catch { /* a pointer that is gone again */ }
    line = [];
    addEvent(event);
    show();
  };
  canvas.onpointermove = (event) => {
    if (!line || !event.isPrimary || pen.down) return;
    const all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
    (all.length ? all : [event]).forEach(addEvent);
    show();
  };
  canvas.onpointerup = canvas.onpointercancel = (event) => { if (event.isPrimary && !pen.down) end(); };
  canvas.oncontextmenu = (event) => event.preventDefault();

  function lift() {
    if (pen.down) end();
    pen.down = false;
  }
  canvas.onblur = () => {
    lift();
    pen.shown = false;
    show();
  };
  canvas.onkeydown = (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow && event.key !== ' ') return;
    event.preventDefault();
    pen.shown = true;
    if (arrow) {
      const step = event.shiftKey ? 100 : 25;
      [pen.x, pen.y] = [onField(pen.x + step * arrow[0]), onField(pen.y + step * arrow[1])];
      if (pen.down) add(pen.x, pen.y);
      show();
    } else if (pen.down) {
      lift();
    } else {
      pen.down = true;
      line = [[pen.x, pen.y]];
      show();
      say('Pen down, ' + pen.x / 10 + ' % from the left, ' + pen.y / 10 + ' % from the top.');
    }
  };
  tell();
  return {
    element: el('div', {}, canvas, told, el('div', { className: 'slide even' }, undo, clear)),
    until: 'time is up', first: 'Draw something first.',
    read: () => (strokes.length ? { strokes } : null),
  };
}

const numbered = (number) => 'Drawing ' + number;

export const sketch = {
  name: 'sketch',
  create: (exercise, answer, change) => (exercise.ask === 'dots' ? dotsInput(exercise, answer, change, numbered)
    : draw(exercise, answer, change)),
  describe: (answer, exercise) => (answer.strokes ? 'a drawing of ' + plural(answer.strokes.length, 'stroke')
    : describeDots(answer, exercise, numbered)),
  result: ({ rounds }, { sketches, count }) => (rounds > 1 ? sketches.slice(0, 12).map(([number, dots]) => [numbered(number), plural(dots, 'dot')])
    : [['Drawings on the wall', count]]),
};
