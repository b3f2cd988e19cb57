// Putting items in order and giving points, on a phone and without one's
// fingers, against a room in memory.
import path from 'node:path';
import { answerBy, assert, faultsOfLayout, ORDER, phone, sees, send, shots, until, withRoom } from './harness.mjs';

const step = (id) => 1 + 2 * ORDER.findIndex((exercise) => exercise.id === id);
const given = (room, id) => [...room.box(id).values()][0].answer;
const button = (page, name) => page.getByRole('button', { name, exact: true });
const told = (page) => page.innerText('#status');

export const tests = {
  async items_are_tapped_in_order_and_taken_out_again() {
    await withRoom(async (room) => {
      room.goto(step('permission'));
      const page = await phone(room.url, { height: 1200 });
      for (const i of [3, 0, 2]) await page.click('.pick >> nth=' + i);
      assert.deepEqual(await page.locator('.num').allInnerTexts(), ['2', '', '3', '1', '']);
      assert.equal(await told(page), 'Ask them to share: place 3');
      await page.click('.pick >> nth=0');
      assert.deepEqual(await page.locator('.num').allInnerTexts(), ['', '', '2', '1', '']);
      await page.click('.pick >> nth=4');
      await page.screenshot({ path: path.join(shots, 'rank-open.png') });
      await send(page);
      assert.deepEqual(given(room, 'permission'), { order: [3, 2, 4] });
      await page.reload();
      await sees(page, 'Tap them in order');
      assert.deepEqual(await page.locator('.num').allInnerTexts(), ['', '', '2', '1', '3']);
      room.goto(step('permission') + 1);
      await sees(page, '1 Ask them to buy, 2 Ask them to share, 3 Ask them to wait for us');
      await sees(page, '5.0');
      await page.screenshot({ path: path.join(shots, 'rank-result.png') });
      assert.deepEqual(page.faults, []);
    }, ORDER);
  },

  async arrows_change_the_order_and_keep_the_focus() {
    await withRoom(async (room) => {
      room.goto(step('permission'));
      const page = await phone(room.url);
      await page.waitForSelector('.pick');
      await page.keyboard.press('Tab');
      for (let i = 0; i < 3; i++) {
        await page.keyboard.press('Space');
        await page.keyboard.press('Tab');
      }
      await button(page, 'Up: Ask them to share').focus();
      await page.keyboard.press('Enter');
      assert.equal(await told(page), 'Ask them to share: place 2');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Up: Ask them to share');
      await page.keyboard.press('Enter'); // it is the first: nothing moves
      await button(page, 'Down: Tell them news').click();
      await send(page);
      assert.deepEqual(given(room, 'permission'), { order: [2, 1, 0] });
    }, ORDER);
  },

  async no_more_items_than_asked_for_get_a_place() {
    await withRoom(async (room) => {
      room.goto(step('best'));
      const page = await phone(room.url);
      await answerBy.rank(page, 4);
      await page.click('.pick >> nth=9');
      assert.ok(await page.locator('.pick').nth(0).isDisabled());
      await page.click('.pick >> nth=5');
      assert.ok(!(await page.locator('.pick').nth(0).isDisabled()));
      await send(page);
      assert.deepEqual(given(room, 'best'), { order: [4, 9] });
      for (const i of [4, 9]) await page.click('.pick >> nth=' + i);
      assert.equal(await page.innerText('#send'), 'Take my answer back');
    }, ORDER);
  },

  async points_are_sent_only_when_all_are_given() {
    await withRoom(async (room) => {
      room.goto(step('dent'));
      const page = await phone(room.url);
      const row = (i) => page.locator('.steps').nth(i).locator('button');
      await sees(page, '100 left');
      for (let i = 0; i < 6; i++) await row(0).last().click();
      for (let i = 0; i < 2; i++) await row(1).nth(2).click();
      await row(0).nth(1).click();
      await row(0).first().click();
      assert.deepEqual(await page.locator('.steps b').allInnerTexts(), ['49', '2', '0']);
      assert.equal(await told(page), '49, 49 left');
      assert.equal(await page.innerText('#send'), '49 left to give');
      await page.click('#send', { force: true });
      await page.screenshot({ path: path.join(shots, 'points-open.png') });
      assert.equal(room.box('dent').size, 0);
      for (let i = 0; i < 6; i++) await row(2).last().click({ force: true }); // the fifth gives what is left
      assert.deepEqual(await page.locator('.steps b').allInnerTexts(), ['49', '2', '49']);
      await sees(page, '0 left');
      await send(page);
      assert.deepEqual(given(room, 'dent'), { points: [49, 2, 49] });
      for (let i = 0; i < 6; i++) await row(0).first().click({ force: true }); // not below nothing
      assert.equal(await page.innerText('#send'), '49 left to give');
      await page.reload();
      await until('the answer is back', async () => (await page.locator('.steps b').allInnerTexts()).join() === '49,2,49');
      room.goto(step('dent') + 1);
      await sees(page, '49.0');
      await sees(page, 'Give the manual away 49, A repair day in every town 2');
      assert.deepEqual(page.faults, []);
    }, ORDER);
  },

  async all_points_taken_away_take_the_answer_back() {
    await withRoom(async (room) => {
      room.goto(step('coins'));
      const page = await phone(room.url);
      await answerBy.points(page, 9);
      await send(page);
      assert.deepEqual(given(room, 'coins'), { points: [0, 0, 0, 0, 0, 0, 0, 0, 0, 3] });
      for (let i = 0; i < 3; i++) await page.locator('.steps').nth(9).locator('button').first().click();
      assert.equal(await page.innerText('#send'), 'Take my answer back');
      await page.click('#send');
      await until('it is taken back', () => Object.keys(given(room, 'coins')).length === 0);
      room.goto(step('wealth'));
      await sees(page, '+100');
      await answerBy.points(page, 1);
      await send(page);
      assert.deepEqual(given(room, 'wealth'), { points: [0, 1000] });
    }, ORDER);
  },

  async orders_and_points_fit_from_320_px() {
    for (const [width, lang] of [[360, 'en'], [320, 'en'], [320, 'ar']]) {
      await withRoom(async (room) => {
        room.session.lang = lang;
        const page = await phone(room.url, { width, height: 640 });
        for (const { id, kind, prompt } of ORDER) {
          room.goto(step(id));
          await sees(page, prompt);
          await answerBy[kind](page, 1);
          assert.deepEqual(await faultsOfLayout(page), [], width + ' px, ' + id);
          await send(page);
          await page.screenshot({ path: path.join(shots, id + '-' + width + lang + '.png'), fullPage: true });
          room.goto(step(id) + 1);
          await sees(page, '1 person answered');
          assert.deepEqual(await faultsOfLayout(page), [], width + ' px, result of ' + id);
        }
        assert.deepEqual(page.faults, []);
      }, ORDER);
    }
  },
};
