// One request, and the long poll that keeps a page up to date.

// Throws where there was no answer that can be read; a refusal is an answer.
export async function ask(method, path, token, body, limitMs = 8000, control = new AbortController()) {
  const timer = setTimeout(() => control.abort(), limitMs);
  try {
    const headers = {};
    if (token) headers.Authorization = 'Bearer ' + token;
    if (body) headers['Content-Type'] = 'application/json';
    const answer = await fetch(path, {
      method, headers, cache: 'no-store', signal: control.signal,
      body: body && JSON.stringify(body),
    });
    return {
      status: answer.status,
      after: 1000 * (Number(answer.headers.get('Retry-After')) || 0),
      data: answer.status === 204 ? null : await answer.json(),
    };
  } finally {
    clearTimeout(timer);
  }
}

// 0.2 s, 0.4 s … 2 s, with jitter; or as long as the room asked for.
export const backOff = (fails, answer) => Math.max(answer ? Math.min(answer.after, 1e4) : 0,
  Math.min(2000, 100 * 2 ** fails) * (0.7 + 0.6 * Math.random()));
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Made once a click and sent until it is answered, so that nothing counts twice.
export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
  (byte) => byte.toString(16).padStart(2, '0')).join('');

// Polls `path` while the page is seen: a browser has six connections a host,
// and a hidden page must not hold one. on.token() (null: do not poll),
// on.state(state) (true: news for everybody), on.refused(answer), on.link(up).
export function watch(path, on) {
  let control = null, timer = 0, since = 0, fails = 0, failedAt = 0;

  function stop() {
    clearTimeout(timer);
    const old = control;
    control = null;
    if (old) old.abort();
  }
  function failed(answer) {
    if (!fails++) failedAt = performance.now();
    since = 0;
    if (performance.now() - failedAt > 2000 || !navigator.onLine) on.link(false);
    return backOff(fails, answer);
  }
  function taken(answer, began) {
    if (answer.status !== 200 && answer.status !== 204) {
      if (answer.status === 429 || answer.status >= 500) return failed(answer);
      fails = 0;
      on.link(true);
      return on.refused(answer) ? 0 : 2000;
    }
    fails = 0;
    on.link(true);
    // An early 204: another page of this seat polls too. Do not fight it.
    if (!answer.data) return performance.now() - began < 15000 ? 2000 : 0;
    const first = since === 0;
    since = answer.data.version;
    // A thousand phones must not all come back in the same millisecond.
    return on.state(answer.data) && !first ? Math.random() * 250 : 0;
  }
  async function poll(evenHidden) {
    stop();
    if ((document.hidden && evenHidden !== true) || !on.token()) return;
    const mine = control = new AbortController();
    const began = performance.now();
    let answer = null;
    try {
      answer = await ask('GET', path + '?since=' + since, on.token(), null, 35000, mine);
    } catch { /* no answer: counted below */ }
    if (mine !== control) return;
    control = null;
    timer = setTimeout(poll, answer ? taken(answer, began) : failed());
  }
  // The whole state anew: the local clock may have slept.
  function wake(evenHidden) {
    since = 0;
    poll(evenHidden);
  }
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : wake()));
  document.addEventListener('resume', () => wake(true));
  addEventListener('pageshow', (event) => event.persisted && wake());
  addEventListener('online', () => wake());
  addEventListener('offline', () => on.link(false));
  return wake;
}
