// Putting things on a plane, with a thumb, with keys and with a screen reader's
// sliders, against a room in memory.
import path from 'node:path';
import { assert, faultsOfLayout, phone, sees, send, shots, until, withRoom } from './harness.mjs';

const AXES = { x: ['same as others', 'only us'], y: ['nobody cares', 'people care'] };
const LONG = 'Rather long and unbreakablewordunbreakab';
const DECK = [
  { id: 'apart', kind: 'plane', prompt: 'When everyone is on the same platforms, what tells us apart?', ...AXES,
    items: ['Price', 'Service', 'Voice', 'Product', 'People', 'Story'] },
  { id: 'self', kind: 'plane', prompt: 'Where do you stand?', x: ['careful', 'bold'], y: ['alone', 'together'], items: [''] },
  { id: 'long', kind: 'plane', prompt: 'How far do our ideas reach? '.repeat(5), x: [LONG, LONG], y: [LONG, LONG],
    items: Array.from({ length: 8 }, (_, i) => i + LONG.slice(1)) },
  { id: 'one', kind: 'plane', prompt: 'How far does it reach?', ...AXES, items: ['A letter to every customer'] },
];
const VOTE = { apart: 1, self: 3, long: 5, one: 7 };
const given = (room, id) => [...room.box(id).values()][0].answer;
const chip = (page, n) => page.click('.chips button >> nth=' + n);
const button = (page, name) => page.locator('button', { hasText: name }).click();

// A tap at a place of the field, 0 to 1 from the left and from below.
async function tap(page, x, y) {
  await page.locator('.plane').scrollIntoViewIfNeeded();
  const box = await page.locator('.plane > div').boundingBox();
  await page.touchscreen.tap(box.x + box.width * x, box.y + box.height * (1 - y));
}
const near = (place, x, y) => assert.ok(Math.abs(place[0] - x) <= 0.011 && Math.abs(place[1] - y) <= 0.011, String(place));

export const tests = {
  async each_item_is_put_on_the_plane_and_kept() {
    await withRoom(async (room) => {
      room.goto(VOTE.apart);
      const page = await phone(room.url);
      await sees(page, 'people care');
      await tap(page, 0.25, 0.9);
      await chip(page, 3);
      await tap(page, 0.6, 0.4);
      await tap(page, 0.7, 0.3); // the last one counts
      assert.equal(await page.locator('.plane span:visible').count(), 2);
      await page.screenshot({ path: path.join(shots, 'plane-open.png'), fullPage: true });
      await send(page);
      const { at } = given(room, 'apart');
      near(at[0], 0.25, 0.9);
      near(at[3], 0.7, 0.3);
      assert.deepEqual([1, 2, 4, 5].map((i) => at[i]), [null, null, null, null]);
      await page.reload();
      await until('the places are back', async () => (await page.locator('.plane span:visible').count()) === 2);
      assert.equal(await page.innerText('#send'), 'Sent ✓ You can change it until voting closes');
      room.goto(VOTE.apart + 1);
      await sees(page, 'Price: only us 25 %, people care 90 %; Product: only us 70 %, people care 30 %');
      await sees(page, '1 person answered');
      await page.screenshot({ path: path.join(shots, 'plane-result.png'), fullPage: true });
      room.goto(room.steps.length - 1);
      await page.evaluate(() => { localStorage.clear(); sessionStorage.clear(); });
      await page.reload();
      await page.click('text=Show my answers');
      await sees(page, 'A: 25 %, 90 %; D: 70 %, 30 %');
      assert.deepEqual(page.faults, []);
    }, DECK);
  },

  async the_ends_nudge_by_a_twentieth_and_stop_at_the_border() {
    await withRoom(async (room) => {
      room.goto(VOTE.self);
      const page = await phone(room.url);
      await sees(page, 'together');
      await button(page, 'bold');
      await button(page, 'together');
      await button(page, 'together');
      await button(page, 'alone');
      await send(page);
      assert.deepEqual(given(room, 'self'), { at: [[0.55, 0.55]] });
      for (let i = 0; i < 14; i++) await button(page, 'careful');
      await send(page);
      assert.deepEqual(given(room, 'self'), { at: [[0, 0.55]] });
      await tap(page, -0.02, 1.02); // on the frame
      await send(page);
      assert.deepEqual(given(room, 'self'), { at: [[0, 1]] });
      room.goto(VOTE.self + 1);
      await sees(page, 'Your answer: bold 0 %, together 100 %');
    }, DECK);
  },

  async a_place_can_be_taken_back_and_the_answer_with_it() {
    await withRoom(async (room) => {
      room.goto(VOTE.apart);
      const page = await phone(room.url);
      await sees(page, 'people care');
      await page.click('#send');
      await sees(page, 'Choose an answer first');
      await tap(page, 0.5, 0.5);
      await chip(page, 1);
      await tap(page, 0.2, 0.2);
      await button(page, 'Remove');
      await send(page);
      assert.deepEqual(given(room, 'apart').at.slice(1), [null, null, null, null, null]);
      await chip(page, 0);
      await button(page, 'Remove');
      assert.equal(await page.innerText('#send'), 'Take my answer back');
      await page.click('#send');
      await until('it is taken back', () => Object.keys(given(room, 'apart')).length === 0);
    }, DECK);
  },

  async a_change_after_sending_does_not_touch_what_is_kept() {
    await withRoom(async (room) => {
      room.goto(VOTE.self);
      const page = await phone(room.url);
      await sees(page, 'together');
      await tap(page, 0.2, 0.2);
      await send(page);
      await tap(page, 0.9, 0.9);
      room.closed = true;
      room.change();
      await sees(page, 'Your answer: bold 20 %, together 20 %');
    }, DECK);
  },

  async two_sliders_do_it_without_seeing_the_field() {
    await withRoom(async (room) => {
      room.goto(VOTE.apart);
      const page = await phone(room.url);
      await sees(page, 'people care');
      const x = page.getByRole('slider', { name: 'Price same as others – only us', exact: true });
      const y = page.getByRole('slider', { name: 'Price nobody cares – people care', exact: true });
      assert.equal(await x.getAttribute('aria-valuetext'), 'not placed');
      await x.focus();
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.plane')).outlineWidth), '3px');
      await page.keyboard.press('ArrowRight');
      await y.focus();
      await page.keyboard.press('Home');
      assert.equal(await x.getAttribute('aria-valuetext'), '51 %');
      await page.keyboard.press('Enter');
      await until('it is kept', () => room.box('apart').size === 1);
      assert.deepEqual(given(room, 'apart').at[0], [0.51, 0]);
    }, DECK);
  },

  async a_plane_fits_from_320_px_and_its_buttons_are_large() {
    for (const [width, height] of [[360, 640], [360, 740], [320, 568], [640, 360]]) {
      await withRoom(async (room) => {
        const page = await phone(room.url, { width, height });
        for (const id of Object.keys(VOTE)) {
          room.goto(VOTE[id]);
          await sees(page, room.deck[room.at.index].prompt.trim());
          await page.waitForSelector('.plane');
          const { width: wide, height: high } = await page.locator('.plane').boundingBox();
          assert.ok(Math.abs(wide - high) < 1 && wide >= 200, id + ': ' + wide + ' by ' + high);
          await tap(page, 1, 1);
          assert.deepEqual(await faultsOfLayout(page), [], id + ' at ' + width + ' px');
          await page.screenshot({ path: path.join(shots, 'plane-' + id + '-' + width + '.png'), fullPage: true });
          await send(page);
          room.goto(VOTE[id] + 1);
          await sees(page, '1 person answered');
          assert.deepEqual(await faultsOfLayout(page), [], id + ', the result, at ' + width + ' px');
        }
        assert.deepEqual(page.faults, []);
      }, DECK);
    }
  },
};
