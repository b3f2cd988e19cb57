// Every kind with the real program: the toolkit's deck from the lobby to its
// end with three phones and a host in a real browser.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Dent, freePort, press } from './e2e.mjs';
import { assert, closePages, desktop, faultsOfLayout, phone, sees, shots, until } from './harness.mjs';

// Answers whatever is asked, as a thumb would; what was done.
async function answer(page, n) {
  const there = async (selector) => (await page.locator('#main ' + selector).count()) > 0;
  if (await there('textarea')) {
    await page.fill('textarea >> nth=0', ['Repair days', 'Answer by hand', 'Repair days '][n] + ' ' + (await page.innerText('h1')).length);
    return 'writes';
  }
  if (await there('input[type=text]')) return page.fill('input[type=text] >> nth=0', ['calm', 'kind', 'calm'][n]).then(() => 'word');
  if (await there('.sketch')) {
    const box = await page.locator('.sketch').boundingBox();
    await page.mouse.move(box.x + 40 + 20 * n, box.y + 40);
    await page.mouse.down();
    for (let i = 0; i < 20; i++) await page.mouse.move(box.x + 40 + 8 * i, box.y + 60 + 30 * Math.sin(i / 2 + n));
    await page.mouse.up();
    return 'draws';
  }
  const click = async (selector, what) => {
    await page.locator('#main ' + selector).first().click();
    return what;
  };
  if (await there('.dots')) return click('.dots li:nth-child(2) button:last-child', 'dots');
  if (await there('.thumb')) return click('.thumb', 'thumbs');
  if (await there('.steps')) {
    const more = page.locator('.steps >> nth=0').locator('button').last();
    while (!(await page.innerText('#main .big')).startsWith('0 ')) await more.click();
    return 'points';
  }
  if (await there('.plane')) {
    const box = await page.locator('.plane > div').boundingBox();
    await page.touchscreen.tap(box.x + box.width * 0.3, box.y + box.height * 0.4);
    return 'plane';
  }
  if (await there('.bell')) {
    const box = await page.locator('.bell').boundingBox();
    await page.touchscreen.tap(box.x + box.width * 0.4, box.y + box.height / 2);
    return 'curve';
  }
  if (await there('.pick')) return click('.pick >> nth=' + n % 2, 'pick');
  await page.locator('#main .opt').nth(n % 2).click();
  return 'option';
}

async function vote(guests, host, seen, at) {
  for (const [n, guest] of guests.entries()) {
    if (await guest.locator('#send').isHidden()) continue; // another writes for the group, or there is nothing to judge
    seen.add(await answer(guest, n));
    await guest.click('#send');
    await until('the answer is kept: ' + await guest.innerText('#net') + await guest.innerText('#alert'),
      async () => (await guest.innerText('#net')).startsWith('Kept'));
  }
  for (const guest of guests) {
    const said = await guest.innerText('body');
    assert.ok(!/undefined|NaN|false|null|\[object/.test(said), said);
    assert.deepEqual(await faultsOfLayout(guest), [], at);
  }
}

// What the host does to the wall, by where the session is.
const moderation = {
  async 'What could we try?On your own'(host) {
    await host.click('[aria-label^="Hide: Answer by hand"]');
    await sees(host, 'hidden');
    await host.click('[aria-label^="Show: Answer by hand"]');
    await until('it is shown again', async () => !(await host.innerText('#items')).includes('hidden'));
  },
  async 'What should we ask?In groups'(host, guests) {
    for (const guest of guests) await sees(guest, 'Your group: ');
    await press(host, 'text=New groups');
    for (const name of ['Repair days', 'Answer by hand']) await host.check('[aria-label^="Choose: ' + name + '"]');
    await host.click('#wall > button');
    await sees(host, '→ Repair days');
  },
  async 'What should we ask?Result'(host, guests) {
    await host.click('[aria-label^="Tick: Repair days"]');
    for (const guest of guests) await sees(guest, '3 ✓');
    for (const guest of guests) assert.ok(!(await guest.locator('.rows').innerText()).includes('Answer by hand'), 'it has become one with the other');
  },
};

async function run(dent) {
  await dent.start();
  const guests = [await phone(dent.url), await phone(dent.url), await phone(dent.url, { width: 320 })];
  const host = await desktop(dent.url + 'host');
  await host.fill('#pin', '123456');
  await host.click('#login button');
  await sees(host, '3 guests');
  const seen = new Set(), moderated = new Set();
  const stage = () => host.innerText('#stage');
  for (let i = 0, at = ''; i < 120 && !(await host.innerText('#prompt')).includes('All exercises are done'); i++) {
    await press(host);
    const here = async () => (await host.innerText('#prompt')) + await stage();
    const before = at;
    await until('the host moves on from ' + before, async () => (at = await here()) !== before);
    await guests[0].waitForTimeout(400);
    at = await here(); // not half of what was and half of what is
    const name = 'kit-' + String(i).padStart(2, '0');
    if (/(voting|writing) is open/.test(at)) {
      if (await host.locator('#wall').isVisible()) await host.screenshot({ path: path.join(shots, name + '-host.png'), fullPage: true });
      await vote(guests, host, seen, at);
    } else {
      for (const guest of guests) assert.deepEqual(await faultsOfLayout(guest), [], at);
    }
    const act = Object.keys(moderation).find((start) => at.startsWith(start) && !moderated.has(start));
    if (act) {
      moderated.add(act);
      await moderation[act](host, guests);
      assert.equal(await host.innerText('#alert'), '');
      await host.screenshot({ path: path.join(shots, name + '-wall.png'), fullPage: true });
    }
    await guests[i % 3].screenshot({ path: path.join(shots, name + '.png'), fullPage: true });
  }
  assert.deepEqual([...seen].sort(), ['curve', 'dots', 'draws', 'option', 'pick', 'plane', 'points', 'thumbs', 'word', 'writes'], 'every kind of answer was given');
  assert.equal(moderated.size, Object.keys(moderation).length);
  for (const guest of guests) {
    await sees(guest, 'Thank you!');
    await guest.click('text=Show my answers');
    await until('the answers are listed', async () => (await guest.locator('.rows li').count()) > 15);
  }
  await guests[0].screenshot({ path: path.join(shots, 'kit-end.png'), fullPage: true });
  for (const page of [...guests, host]) assert.deepEqual(page.faults, []);
  assert.equal(await dent.stop('SIGTERM'), 0, dent.out);
}

export const tests = {
  async the_toolkit_with_the_real_program() {
    const data = mkdtempSync(path.join(os.tmpdir(), 'dent-e2e-'));
    const dent = new Dent(await freePort(), data, 'toolkit');
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
