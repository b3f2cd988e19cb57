// The host page in a real browser, against a room in memory.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { answerBy, assert, desktop, faultsOfLayout, phone, sees, send, shots, until, withRoom } from './harness.mjs';

async function enter(page) {
  await page.fill('#pin', '123456');
  await page.click('#login button');
  await page.waitForSelector('#next:visible');
}
const commands = (room) => room.log.filter((entry) => entry.what === 'POST /host/command').map((entry) => entry.body);
const press = async (page, selector) => {
  await page.waitForTimeout(420); // a double tap is one
  await page.click(selector);
};
const hold = async (page, selector, ms) => {
  const box = await page.locator(selector).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.waitForTimeout(ms);
  await page.mouse.up();
};

export const tests = {
  async a_wrong_pin_is_refused_and_the_right_one_lets_in() {
    await withRoom(async (room) => {
      const page = await desktop(room.url + 'host');
      await page.fill('#pin', '111111');
      await page.keyboard.press('Enter');
      await sees(page, 'That is not the PIN.');
      assert.deepEqual(await faultsOfLayout(page), []);
      await enter(page);
      await sees(page, 'Waiting for guests');
      assert.equal(await page.evaluate(() => localStorage.length), 0);
      await page.reload();
      await sees(page, 'Waiting for guests');
      assert.ok(!page.url().includes('#'));
      assert.deepEqual(page.faults, []);
    });
  },

  async next_alone_runs_the_whole_session() {
    await withRoom(async (room) => {
      const guest = await phone(room.url);
      const page = await phone(room.url + 'host');
      await enter(page);
      const seen = [];
      for (let i = 0; i < 30 && room.at.place !== 'end'; i++) {
        if (room.open) {
          await sees(guest, room.deck[room.at.index].prompt);
          await answerBy[room.deck[room.at.index].kind](guest, i);
          await send(guest);
        }
        assert.deepEqual(await faultsOfLayout(page), [], 'press ' + i);
        assert.ok((await page.locator('#next').boundingBox()).height >= 120);
        seen.push(await page.innerText('#next b'));
        const before = room.version;
        await press(page, '#next');
        await until('it is done', () => room.version > before);
        await until('the page knows', async () => room.at.place === 'end' || room.open || room.closed || room.at.name === 'reveal');
        await page.waitForTimeout(100);
      }
      assert.equal(room.at.place, 'end');
      assert.deepEqual(seen.slice(0, 5), ['Start', 'Close voting', 'Reveal', 'Next exercise', 'Close voting']);
      await sees(page, 'All exercises are done');
      assert.ok((await page.locator('#exports').boundingBox()).y < (await page.locator('#guests').boundingBox()).y);
      await sees(guest, 'Thank you!');
      assert.deepEqual(page.faults, []);
    });
  },

  async two_quick_taps_never_skip_a_phase() {
    const held = () => { // a clock that stands still until it is moved
      window.clockMs = 5000;
      performance.now = () => window.clockMs;
    };
    await withRoom(async (room) => {
      const page = await phone(room.url + 'host', { init: held });
      await enter(page);
      await page.click('#next');
      await sees(page, 'voting is open');
      await page.evaluate(() => { window.clockMs += 399; });
      await page.click('#next');
      await page.evaluate(() => { window.clockMs += 2; });
      assert.equal(commands(room).length, 1);
      await page.click('#next');
      await sees(page, 'voting is closed');
      assert.equal(commands(room).length, 2);
    });
  },

  async a_command_that_was_overtaken_is_told() {
    await withRoom(async (room) => {
      const page = await phone(room.url + 'host');
      await enter(page);
      await until('it polls', () => room.waiting.size === 1);
      room.version++; // another host was first, and this page has not heard
      await press(page, '#next');
      await sees(page, 'Someone else was faster');
      assert.equal(room.step, 0);
      await press(page, '#next');
      await until('it goes on', () => room.step === 1);
    });
  },

  async a_command_whose_answer_is_lost_is_done_once() {
    await withRoom(async (room) => {
      const page = await phone(room.url + 'host');
      await enter(page);
      let lost = 2;
      room.fault = (what) => (what === 'POST /host/command' && lost-- > 0 ? 'after' : null);
      await press(page, '#next');
      await until('it was asked three times', () => commands(room).length === 3);
      assert.equal(room.step, 1);
      assert.equal(new Set(commands(room).map((body) => body.id)).size, 1);
    });
  },

  async every_button_says_what_it_means() {
    await withRoom(async (room) => {
      const page = await desktop(room.url + 'host');
      await enter(page);
      room.goto(1);
      await sees(page, 'voting is open');
      const expected = [['Pause', 'pause'], ['Resume', 'resume'], ['−1 min', 'more', -60], ['+1 min', 'more', 60], ['Restart phase', 'restart'],
        ['Blank', 'blank'], ['Blank: show again', 'clear'], ['Join code', 'join'], ['Join code: hide', 'clear'], ['Close voting', 'close'], ['Reveal', 'reveal'], ['Back', 'back']];
      for (const [label, what, seconds] of expected) {
        const before = room.version;
        await page.waitForTimeout(420);
        await page.getByRole('button', { name: label, exact: true }).last().click();
        await until(label, () => room.version > before);
        const body = commands(room).pop();
        assert.equal(body.do, what);
        assert.equal(body.seconds, seconds);
        await page.waitForTimeout(100);
      }
    });
  },

  async a_clock_that_is_not_there_cannot_be_pressed() {
    await withRoom(async (room) => {
      const page = await desktop(room.url + 'host');
      await enter(page);
      assert.equal(await page.getByRole('button', { name: 'Pause' }).getAttribute('aria-disabled'), 'true');
      await page.click('text=Pause', { force: true });
      await page.waitForTimeout(200);
      assert.equal(commands(room).length, 0);
    });
  },

  async the_end_is_held_and_a_keyboard_presses_twice() {
    await withRoom(async (room) => {
      const page = await desktop(room.url + 'host');
      await enter(page);
      await hold(page, '#end', 500);
      await page.waitForTimeout(1000);
      assert.equal(commands(room).length, 0);
      await page.focus('#end');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      assert.equal(commands(room).length, 0);
      await page.waitForTimeout(1100);
      await page.keyboard.press('Enter');
      await sees(page, 'The session is over');
      assert.ok(room.session.ended);
      await until('there is no next', async () => (await page.getAttribute('#next', 'aria-disabled')) === 'true');
      assert.deepEqual(page.faults, []);
    });
  },

  async holding_ends_the_session_and_removes_a_guest() {
    await withRoom(async (room) => {
      await phone(room.url);
      const page = await desktop(room.url + 'host');
      await enter(page);
      await sees(page, 'amber kite');
      await hold(page, '#guests button', 1400);
      await until('the guest is removed', () => commands(room).some((body) => body.do === 'remove' && body.guest === 0));
      await page.waitForTimeout(400);
      await hold(page, '#end', 1400);
      await until('it is ended', () => room.session.ended);
    });
  },

  async files_are_fetched_with_the_token_and_handed_on() {
    await withRoom(async (room) => {
      const page = await desktop(room.url + 'host');
      await enter(page);
      for (const name of ['summary.csv', 'ballots.csv', 'ideas.csv', 'session.json']) {
        const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=' + name)]);
        assert.equal(download.suggestedFilename(), 'fake1-' + name);
        assert.match(readFileSync(await download.path(), 'utf8'), /^exercise/);
      }
      assert.ok(!room.log.some((entry) => entry.what.includes('token')));
      assert.deepEqual(page.faults, []);
    });
  },

  async it_works_on_a_phone_and_on_a_laptop() {
    await withRoom(async (room) => {
      for (let i = 0; i < 3; i++) await phone(room.url);
      room.goto(2);
      for (const width of [320, 360, 1280]) {
        const page = width > 900 ? await desktop(room.url + 'host') : await phone(room.url + 'host', { width });
        await enter(page);
        await sees(page, '0 of 3 answered, 3 connected');
        await sees(page, 'so far 1:');
        assert.deepEqual(await faultsOfLayout(page), [], String(width));
        await page.screenshot({ path: path.join(shots, 'host-' + width + '.png'), fullPage: true });
      }
    });
  },

  async a_lost_room_is_told_and_found_again() {
    await withRoom(async (room) => {
      const page = await desktop(room.url + 'host');
      await enter(page);
      await room.stop();
      await sees(page, 'Not connected. Trying again');
      await room.start(room.port);
      await until('it is back', () => page.locator('#net').isHidden());
      room.hosts.clear();
      room.change();
      await sees(page, 'Please log in again.');
      await enter(page);
    });
  },

  async the_wall_is_moderated_with_one_tap_each() {
    await withRoom(async (room) => {
      room.goto(1);
      room.wall = [[11, 'Repair days', 3, null], [12, 'Something rude', 1, null], [281474976710655, 'Days of repair', 1, null], [14, 'unbreakablewordunbreakableword '.repeat(3), 1, null]];
      const page = await desktop(room.url + 'host');
      await enter(page);
      await sees(page, '4 things on the wall');
      await sees(page, '3×');
      const button = (name) => page.getByRole('button', { name, exact: true });
      await page.evaluate(() => { // in one go: no tap is lost
        for (const name of ['Something rude', 'Repair days']) document.querySelector('[aria-label="Hide: ' + name + '"]').click();
      });
      await until('both are hidden', () => room.wall.filter((item) => item[3] && item[3].hidden).length === 2);
      const box = await button('Show: Repair days').boundingBox();
      await page.mouse.move(box.x + 10, box.y + 10);
      await page.mouse.down();
      room.change(); // news while a finger is on a button leave it where it is
      await page.waitForTimeout(150);
      await page.mouse.up();
      await until('it is back', () => room.wall[0][3] === null);
      await sees(page, 'Something rude hidden');
      assert.equal(await page.getByRole('checkbox', { name: 'Choose: Something rude' }).isDisabled(), true);
      const merge = page.locator('#wall > button');
      assert.equal(await merge.getAttribute('aria-disabled'), 'true');
      await page.getByRole('checkbox', { name: 'Choose: Days of repair' }).check();
      await page.getByRole('checkbox', { name: 'Choose: Repair days' }).check();
      assert.equal(await merge.innerText(), 'Merge 2 into “Days of repair”');
      room.change(); // news from the room leave what was chosen
      await page.waitForTimeout(200);
      assert.ok(await page.getByRole('checkbox', { name: 'Choose: Repair days' }).isChecked());
      await page.screenshot({ path: path.join(shots, 'host-wall.png'), fullPage: true });
      assert.deepEqual(await faultsOfLayout(page), []);
      await merge.click();
      await until('they are one', () => room.wall[0][3] && room.wall[0][3].into === 281474976710655);
      assert.deepEqual(commands(room).pop().items, [281474976710655, 11]);
      await sees(page, 'Repair days 3× → Days of repair');
      assert.equal(await button('Tick: Days of repair').count(), 0);
      assert.deepEqual(commands(room).map((body) => body.do), ['hide', 'hide', 'show', 'merge']);
      room.wall = null;
      room.goto(3);
      await until('there is no wall', () => page.locator('#wall').isHidden());
      assert.deepEqual(page.faults, []);
    });
  },

  async a_question_that_was_answered_is_ticked() {
    const deck = [{ id: 'ask', kind: 'questions', prompt: 'What do you want to know?', phases: [{ name: 'pairs', round: 1, length: 60000 }, { name: 'reveal' }],
      asks: [{ ask: 'write', pick: 3, max: 120 }], told: { questions: [['Who pays?', 2, true]] } }];
    await withRoom(async (room) => {
      room.goto(2);
      room.wall = [[11, 'Who pays?', 2, null], [12, 'When?', 1, null]];
      const page = await phone(room.url + 'host', { width: 320 });
      await enter(page);
      const button = (name) => page.getByRole('button', { name, exact: true });
      await button('Tick: Who pays?').click();
      await sees(page, 'Who pays? 2× ✓ answered');
      assert.deepEqual(room.wall[0][3], { ticked: true });
      await page.screenshot({ path: path.join(shots, 'host-questions.png'), fullPage: true });
      assert.deepEqual(await faultsOfLayout(page), []);
      await button('Untick: Who pays?').click();
      await until('it is not', () => room.wall[0][3] === null);
      await button('Hide: When?').focus();
      room.wall.unshift([10, 'New', 1, null]);
      room.change();
      await sees(page, 'New');
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Hide: When?');
      assert.deepEqual(page.faults, []);
    }, deck);
  },

  async groups_are_drawn_anew_where_there_are_groups() {
    const deck = [{ id: 'talk', kind: 'words', prompt: 'Talk', pick: 1, max: 24, phases: [{ name: 'pairs', round: 0, length: 60000 }, 'vote', 'reveal'] }];
    await withRoom(async (room) => {
      room.goto(1);
      const page = await desktop(room.url + 'host');
      await enter(page);
      await page.waitForTimeout(420);
      await page.getByRole('button', { name: 'New groups' }).click();
      await until('it is asked for', () => commands(room).some((body) => body.do === 'groups'));
      room.goto(2);
      await sees(page, 'voting is open');
      await until('there are none to draw', () => page.getByRole('button', { name: 'New groups' }).isHidden());
      room.deck[0].who = 'group';
      room.change();
      await page.waitForSelector('text=New groups');
      assert.deepEqual(page.faults, []);
    }, deck);
  },
};
