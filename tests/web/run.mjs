// Runs the browser tests one after another: node run.mjs [PART OF A NAME].
// With DENT_BIN set, the whole taster against the real program too.
import { rmSync } from 'node:fs';
import { build, close, open, pages } from './harness.mjs';
import { tests as files } from './files.mjs';
import { tests as guest } from './guest.mjs';
import { tests as loading } from './loading.mjs';
import { tests as order } from './order.mjs';
import { tests as plane } from './plane.mjs';
import { tests as together } from './together.mjs';
import { tests as toolkit } from './toolkit.mjs';
import { tests as host } from './host.mjs';
import { tests as e2e } from './e2e.mjs';
import { tests as kit } from './e2e-toolkit.mjs';

const wanted = process.argv[2] || '';
const all = { ...files, ...guest, ...loading, ...order, ...plane, ...toolkit, ...together, ...host, ...(process.env.DENT_BIN ? { ...e2e, ...kit } : {}) };
const failed = [];
process.stdout.write(build());
await open();
let count = 0;
for (const name of Object.keys(all).filter((each) => each.includes(wanted))) {
  const began = Date.now();
  count++;
  try {
    await all[name]();
    console.log('ok   ' + name + ' (' + (Date.now() - began) + ' ms)');
  } catch (error) {
    failed.push(name);
    console.log('FAIL ' + name + '\n' + (error.stack || error));
  }
}
await close();
rmSync(pages, { recursive: true, force: true });
if (!process.env.DENT_BIN) console.log('DENT_BIN is not set: the real program was not run.');
console.log(count - failed.length + ' of ' + count + ' passed' + (failed.length ? '; failed: ' + failed.join(', ') : ''));
process.exit(failed.length || !count ? 1 : 0);
