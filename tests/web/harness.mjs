// What the browser tests share: the pages built anew, one Chromium, phones and
// hosts in it, and waiting for something to become true.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { FakeRoom, ORDER, TASTER } from './fake-room.mjs';

export const here = path.dirname(fileURLToPath(import.meta.url));
export const assets = path.join(here, '../../assets/web');
export const pages = mkdtempSync(path.join(os.tmpdir(), 'dent-web-'));
export const shots = process.env.DENT_SHOTS || path.join(pages, 'shots');
export const build = (from = assets, to = pages) => execFileSync('sh',
  [path.join(from, 'build.sh'), from, to], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

let browser = null;
export async function open() {
  mkdirSync(shots, { recursive: true });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
}
export const close = () => browser && browser.close();

export const closePages = () => Promise.all(browser.contexts().map((context) => context.close()));

// A phone of its own (nothing shared with others). page.faults collects what
// the page threw and what its security policy refused.
export async function phone(url, { width = 360, height = 740, init, context = {} } = {}) {
  const room = await browser.newContext({ viewport: { width, height }, hasTouch: true, isMobile: true, ...context });
  const page = await room.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('dialog', (dialog) => { page.faults.push('dialog'); dialog.dismiss(); });
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) page.faults.push(message.text());
  });
  if (init) await page.addInitScript(init);
  await page.goto(url);
  return page;
}
export const desktop = (url, width = 1280, height = 800) => phone(url,
  { width, height, context: { hasTouch: false, isMobile: false, acceptDownloads: true } });

export async function until(what, check, limitMs = 8000) {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await check();
    if (value) return value;
    assert.ok(Date.now() < end, 'in time: ' + what);
    await new Promise((done) => setTimeout(done, 25));
  }
}
export async function sees(page, words) {
  const read = () => page.evaluate(() => document.body.innerText);
  try {
    await until('the page says ' + words, async () => (await read()).includes(words));
  } catch (error) {
    error.stack += '\nit said:\n' + (await read());
    throw error;
  }
}

// Every phone has shown the newest state.
export const knows = (room) => until('the newest state is on show',
  () => [...room.guests.values()].every((guest) => guest.since === room.version));

// Runs with a fresh room of a copy of the deck; ends everything afterwards.
export async function withRoom(run, deck = TASTER) {
  const room = await new FakeRoom(pages, structuredClone(deck)).start();
  try {
    await run(room);
  } finally {
    await closePages();
    await room.stop();
  }
}

// Gives one answer of the kind on show, as a thumb would; `n` varies it.
export const answerBy = {
  words: (page, n) => page.fill('input[type=text] >> nth=0', ['calm', 'curious', 'calm'][n % 3]),
  scale: (page, n) => page.click('.cells .opt >> nth=' + (n * 3) % 11),
  async duel(page, n) {
    const count = Number(/of (\d+)/.exec(await page.locator('#main .quiet:visible').first().innerText())[1]);
    for (let pair = 0; pair < count; pair++) await page.click('.pick >> nth=' + (n + pair) % 2);
  },
  async curve(page, n) {
    const box = await page.locator('.bell').boundingBox();
    await page.touchscreen.tap(box.x + box.width * [0.2, 0.45, 0.7][n % 3], box.y + box.height / 2);
  },
  async rank(page, n) {
    for (const i of [n, n + 1]) await page.click('.pick >> nth=' + i);
  },
  async points(page, n) {
    const more = page.locator('.steps >> nth=' + n).locator('button').last();
    while (!(await page.innerText('#main .big')).startsWith('0 ')) await more.click();
  },
  choice: (page, n) => page.click('.opt >> nth=' + n % 4),
};
export async function send(page) {
  await page.click('#send');
  await until('the answer is kept', async () => (await page.innerText('#net')).startsWith('Kept'), 15000);
}

// What is too small, nameless or out of the page, as sentences.
export const faultsOfLayout = (page, least = 48) => page.evaluate((min) => {
  const found = [];
  const seen = (e) => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden' && !e.closest('.sr');
  for (const e of document.querySelectorAll('button, input, a, select, summary')) {
    if (!seen(e)) continue;
    const target = e.closest('label') && /radio|checkbox/.test(e.type) ? e.closest('label') : e;
    const box = target.getBoundingClientRect();
    if (box.width < min - 0.01 || box.height < min - 0.01) found.push(e.tagName + ' ' + e.textContent + ' is ' + box.width + ' by ' + box.height);
    const name = e.getAttribute('aria-label') || e.textContent.trim()
      || [...(e.labels || [])].map((l) => l.textContent.trim()).join('');
    if (!name) found.push(e.outerHTML + ' has no name');
    const group = /radio|checkbox/.test(e.type) && e.closest('fieldset');
    if (e.type === 'radio' ? !group || !group.querySelector('legend').textContent : group && !group.querySelector('legend').textContent) found.push('a group has no name');
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !seen(e) || /SCRIPT|STYLE|NOSCRIPT/.test(e.tagName)) continue;
    let size = parseFloat(getComputedStyle(e).fontSize);
    const svg = e.closest('svg');
    if (svg) size *= svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    if (size < 15.99) found.push('"' + walk.currentNode.data + '" is ' + size + ' px');
  }
  // innerWidth would not do: a phone zooms out as far as the page is wide.
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push('the page is ' + scrollWidth + ' wide in ' + clientWidth);
  return found;
}, least);
export { assert, ORDER, TASTER };
