// The whole taster with the real program: three phones and a host in a real
// browser, a reload and a kill in the middle, and the exported files counted
// against what the phones did. DENT_BIN names the program.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { answerBy, assert, closePages, desktop, faultsOfLayout, here, phone, sees, send, shots, until } from './harness.mjs';

export const freePort = () => new Promise((done) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});
const answers = (url) => new Promise((done) => {
  http.get(url, (response) => { response.resume(); done(response.statusCode === 200); }).on('error', () => done(false));
});

export class Dent {
  constructor(port, data, deck = 'taster') {
    Object.assign(this, { port, data, deck, url: 'http://127.0.0.1:' + port + '/', out: '' });
  }

  async start(...more) {
    this.child = spawn(process.env.DENT_BIN, ['--display', 'none', '--port', String(this.port), '--data', this.data,
      '--pin', '123456', '--deck', this.deck, ...more], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { DENT_DECKS: path.join(here, '../../assets/decks'), ...process.env },
    });
    this.ended = new Promise((done) => this.child.once('exit', (code, signal) => done(signal || code)));
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on('data', (chunk) => { this.out += chunk; });
    await until('the program serves the page: ' + this.out, () => answers(this.url), 20000);
  }

  async stop(signal) {
    this.child.kill(signal);
    const late = new Promise((done) => setTimeout(() => done('has not ended after 10 s'), 10000).unref());
    return Promise.race([this.ended, late]);
  }
}

// RFC 4180, as rows of objects by the names in the first row.
export function parseCsv(text) {
  const rows = [[]];
  let cell = '', quoted = false;
  const put = () => { rows[rows.length - 1].push(cell); cell = ''; };
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') cell += text[++i];
    else if (c === '"') quoted = !quoted;
    else if (c === ',' && !quoted) put();
    else if (c === '\n' && !quoted) { put(); rows.push([]); } else if (c !== '\r' || quoted) cell += c;
  }
  const [names, ...rest] = rows.filter((row) => row.length);
  return rest.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}

export const press = async (page, id = '#next') => {
  await page.waitForTimeout(450);
  await page.click(id);
};
const isOpen = (host) => host.evaluate(() => document.getElementById('stage').textContent.includes('voting is open'));

async function vote(guests, host, kind, prompt) {
  for (const guest of guests) await sees(guest, prompt);
  for (const [n, guest] of guests.entries()) {
    await answerBy[kind](guest, n);
    await send(guest);
  }
  await sees(host, '3 of 3 answered');
  return Promise.all(guests.map(async (guest) => /Receipt (\S+)/.exec(await guest.innerText('#net'))[1]));
}

async function reveal(guests, host) {
  if (await isOpen(host)) {
    await press(host);
    await sees(host, 'voting is closed');
  }
  await press(host);
  for (const guest of guests) await sees(guest, '3 people answered');
}

const STEPS = [['words', 'One word: how do you arrive?'], ['scale', 'How much do you burn for what we do?'],
  ['duel', 'If you could have only one, which would do more for us?'], ['curve', 'Where do our people stand today?'],
  ['choice', 'Is social right for us, here and now?']];

async function run(dent) {
  await dent.start();
  const guests = [await phone(dent.url), await phone(dent.url), await phone(dent.url, { width: 320 })];
  const host = await desktop(dent.url + 'host');
  await host.fill('#pin', '123456');
  await host.click('#login button');
  await sees(host, '3 guests');
  const receipts = guests.map(() => []);
  for (const [i, [kind, prompt]] of STEPS.entries()) {
    await press(host);
    const given = await vote(guests, host, kind, prompt);
    given.forEach((receipt, n) => receipts[n].push(receipt));
    await guests[0].screenshot({ path: path.join(shots, 'e2e-' + kind + '.png') });
    if (i === 2) {
      await guests[1].reload();
      await sees(guests[1], 'Kept. Receipt ' + given[1]);
    }
    if (i === 3) {
      assert.equal(await dent.stop('SIGKILL'), 'SIGKILL');
      await sees(guests[0], 'Not connected. Trying again');
      await dent.start('--resume', 'last');
      for (const [n, guest] of guests.entries()) await sees(guest, 'Kept. Receipt ' + given[n]);
      await sees(host, 'Please log in again.');
      await host.fill('#pin', '123456');
      await host.click('#login button');
      await sees(host, '3 of 3 answered');
    }
    await reveal(guests, host);
    assert.deepEqual(await faultsOfLayout(guests[2]), [], kind);
    await guests[0].screenshot({ path: path.join(shots, 'e2e-' + kind + '-result.png') });
    await host.screenshot({ path: path.join(shots, 'e2e-host-' + kind + '.png'), fullPage: true });
  }
  await press(host);
  for (const [n, guest] of guests.entries()) {
    await sees(guest, 'Thank you!');
    await guest.click('text=Show my answers');
    for (const receipt of receipts[n]) await sees(guest, receipt);
  }
  await guests[0].screenshot({ path: path.join(shots, 'e2e-end.png') });
  await checkFiles(host, receipts.flat());
  await host.hover('#end');
  await host.mouse.down();
  await until('the session is closed', () => host.locator('#end').isHidden());
  await host.mouse.up();
  await guests[1].reload();
  await guests[1].click('text=Show my answers');
  for (const receipt of receipts[1]) await sees(guests[1], receipt);
  await checkFiles(host, receipts.flat());
  for (const page of [...guests, host]) assert.deepEqual(page.faults, []);
  assert.equal(await dent.stop('SIGTERM'), 0, dent.out);
}

async function download(host, name) {
  const [file] = await Promise.all([host.waitForEvent('download'), host.click('text=' + name)]);
  return readFileSync(await file.path(), 'utf8');
}

async function checkFiles(host, receipts) {
  const summary = parseCsv(await download(host, 'summary.csv'));
  const of = (exercise) => summary.filter((row) => row.exercise === exercise);
  const votes = (exercise) => Object.fromEntries(of(exercise).map((row) => [row.option, Number(row.votes)]));
  for (const row of summary) assert.deepEqual([row.answered, row.joined, row.rehearsal], ['3', '3', 'no']);
  assert.deepEqual(votes('hello'), { calm: 2, curious: 1 });
  assert.deepEqual(votes('fit'), { 'Yes, with all our heart': 1, 'Yes, but differently': 1, 'Not now': 1, No: 0 });
  // The phones chose 0, 3 and 6 on the scale.
  assert.equal(Number(of('zeal')[0].mean), 3);
  assert.equal(Number(of('zeal')[0].median), 3);
  assert.deepEqual(of('chasm').map((row) => Number(row.votes)), [0, 1, 1, 0, 1]);
  assert.equal(of('instead').length, 5);
  const ballots = await download(host, 'ballots.csv');
  for (const receipt of receipts) assert.ok(ballots.includes(receipt), receipt);
  const session = JSON.parse(await download(host, 'session.json'));
  assert.ok(JSON.stringify(session).includes('"hello"'));
}

export const tests = {
  async the_taster_with_the_real_program() {
    const data = mkdtempSync(path.join(os.tmpdir(), 'dent-e2e-'));
    const dent = new Dent(await freePort(), data);
    try {
      await run(dent);
    } catch (error) {
      error.stack += '\nthe program said:\n' + dent.out;
      throw error;
    } finally {
      if (dent.child && dent.child.exitCode === null && !dent.child.signalCode) await dent.stop('SIGKILL');
      await closePages();
      rmSync(data, { recursive: true, force: true });
    }
  },
};
