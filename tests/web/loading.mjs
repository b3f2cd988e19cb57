// The second file with the other kinds: it comes after the page, may be late,
// and is asked for until it is there.
import { assert, phone, sees, send, until, withRoom } from './harness.mjs';

const asked = (room) => room.log.filter((entry) => entry.what === 'GET /kinds.js');
const DUEL = 5, CHOICE = 9;
const lost = (room, fault) => { room.fault = (what) => (what === 'GET /kinds.js' ? fault : null); };

export const tests = {
  async the_page_asks_for_the_other_kinds_once_and_joins_first() {
    await withRoom(async (room) => {
      room.goto(DUEL);
      const page = await phone(room.url);
      await sees(page, 'Pair 1 of 10');
      await page.waitForTimeout(300);
      const order = room.log.map((entry) => entry.what);
      assert.equal(asked(room).length, 1);
      assert.ok(order.indexOf('POST /join') >= 0);
      assert.ok(order.indexOf('POST /join') < order.indexOf('GET /kinds.js'), order.join());
      assert.ok(!asked(room)[0].url.includes('?'), 'an address that can be cached');
      assert.deepEqual(page.faults, []);
    });
  },

  async a_vote_waits_for_its_kind_and_is_asked_for_anew() {
    for (const fault of ['before', { status: 503, data: { error: 'full', message: 'Full.' } }]) {
      await withRoom(async (room) => {
        lost(room, fault);
        room.goto(DUEL);
        const page = await phone(room.url);
        await sees(page, 'One moment …');
        await sees(page, room.deck[2].prompt);
        await sees(page, 'Not connected. Trying again …');
        assert.ok(await page.locator('#send').isHidden());
        await until('it is asked for three times', () => asked(room).length >= 4);
        const urls = asked(room).map((entry) => entry.url);
        // A browser itself asks once more where a connection broke.
        if (fault !== 'before') assert.equal(new Set(urls).size, urls.length, 'each at an address that has not failed: ' + urls);
        room.fault = () => null;
        await sees(page, 'Pair 1 of 10');
        assert.ok(!(await page.innerText('body')).includes('Not connected'));
        assert.ok(!(await page.innerText('body')).includes('One moment'));
        const count = asked(room).length;
        await page.waitForTimeout(2500);
        assert.equal(asked(room).length, count, 'and no more once it is there');
        assert.deepEqual(page.faults, []);
      });
    }
  },

  async the_simple_kinds_do_not_wait_for_the_second_file() {
    await withRoom(async (room) => {
      lost(room, 'hang');
      room.goto(CHOICE);
      const page = await phone(room.url);
      await page.click('.opt >> nth=1');
      await send(page);
      room.goto(1);
      await page.fill('input[type=text]', 'calm');
      await send(page);
      room.goto(DUEL);
      await sees(page, 'One moment …');
      room.fault = () => null;
      // A file that does not come is given up after 8 s.
      await until('it is asked for anew', () => asked(room).length === 2, 12000);
      await sees(page, 'Pair 1 of 10');
      assert.deepEqual(page.faults, []);
    });
  },

  async the_clock_goes_on_when_the_kinds_come() {
    await withRoom(async (room) => {
      lost(room, 'before');
      room.goto(DUEL);
      const page = await phone(room.url);
      await sees(page, 'One moment …');
      await sees(page, '0:57');
      room.fault = () => null;
      await sees(page, 'Pair 1 of 10');
      const [minutes, seconds] = (await page.innerText('#clock')).split(':').map(Number);
      const left = Math.ceil(room.leftNow() / 1000);
      assert.ok(minutes === 0 && Math.abs(seconds - left) <= 1, seconds + ' shown, ' + left + ' left');
    });
  },
};
