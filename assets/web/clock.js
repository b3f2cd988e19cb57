// The time left, counted on by this device between two states. Session time
// runs `speed` times as fast as real time; a pause freezes it.
import { el } from 'dom';

export function createClock(element, onLeft) {
  let left = null, at = 0, speed = 0, paused = false, shown = -1;
  const now = () => Math.max(0, left - (performance.now() - at) * speed);

  function draw() {
    if (left === null) {
      element.textContent = '';
      return;
    }
    const seconds = Math.ceil(now() / 1000);
    element.replaceChildren(Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0'),
      el('small', {}, paused ? ' paused' : ''));
    element.classList.toggle('last', seconds <= 10);
    for (const mark of [60, 30, 10, 2]) {
      if (shown > mark && seconds <= mark && seconds > mark - 10) onLeft(mark);
    }
    shown = seconds;
  }
  setInterval(draw, 200);
  return {
    // `since`: when that state came.
    set(phase, rate, fresh, since = performance.now()) {
      left = phase && !phase.closed ? phase.left_ms : null;
      paused = !!phase && phase.paused;
      at = since;
      speed = paused ? 0 : rate;
      if (fresh) shown = -1;
      draw();
    },
  };
}
