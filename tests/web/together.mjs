// Groups, who writes for one, and the bell at half-time, on a phone against a
// room in memory.
import { assert, phone, sees, send, until, withRoom } from './harness.mjs';
import { clean, phase, shot, told, TOOLKIT, words } from './toolkit.mjs';

export const tests = {
  async who_is_together_is_shown_in_every_phase_of_groups() {
    const deck = structuredClone(TOOLKIT);
    deck[0].phases.splice(2, 0, phase('groups'));
    await withRoom(async (room) => {
      room.group = (guest) => ({ name: 'Otter', slot: 0, size: 2, scribe: 'amber kite', you_scribe: guest.words === 'amber kite', members: ['amber kite', 'quiet harbour'] });
      room.goto(2);
      const page = await phone(room.url);
      await sees(page, 'Your group: Otter, 2 people. You, quiet harbour.');
      assert.match(await told(page), /Your group: Otter, 2 people/);
      assert.equal(await page.locator('.note .shape.s0').count(), 1);
      await shot(page, 'group');
      await clean(page);
      room.goto(3);
      await sees(page, 'In groups');
      await sees(page, 'Your group: Otter');
      room.group = (guest) => ({ name: 'Raven', slot: 3, size: 1, scribe: 'amber kite', you_scribe: true, members: [guest.words] });
      room.change();
      await sees(page, 'Your group: Raven, 1 person. You.');
      assert.match(await told(page), /Your group: Raven/);
      room.group = () => null;
      room.goto(4);
      await sees(page, '3 of 3 dots left');
      assert.ok(!(await words(page)).includes('Your group'));
    }, deck);
  },

  async where_a_group_answers_one_writes_and_the_others_are_told_who() {
    const deck = structuredClone(TOOLKIT);
    deck[0].who = 'group';
    await withRoom(async (room) => {
      room.group = (guest) => ({ name: 'Otter', slot: 1, size: 2, scribe: 'amber kite', you_scribe: guest.words === 'amber kite', members: ['amber kite', 'quiet harbour'] });
      room.goto(1);
      const scribe = await phone(room.url);
      await sees(scribe, 'You write for the group.');
      const other = await phone(room.url);
      await sees(other, 'amber kite writes for the group.');
      assert.equal(await other.locator('textarea').count(), 0);
      assert.ok(await other.locator('#send').isHidden());
      await shot(other, 'group-aside');
      await clean(other);
      await scribe.fill('textarea >> nth=0', 'Ours');
      await shot(scribe, 'group-scribe');
      await send(scribe);
      room.group = () => ({ name: 'Otter', slot: 1, size: 2, scribe: 'quiet harbour', you_scribe: true, members: ['amber kite', 'quiet harbour'] });
      room.change();
      await other.waitForSelector('textarea');
    }, deck);
  },

  async the_bell_is_told_once_and_goes_again() {
    await withRoom(async (room) => {
      room.goto(2);
      room.left = 33000;
      room.since = Date.now();
      const page = await phone(room.url);
      await sees(page, 'In pairs');
      assert.equal(await page.textContent('#bell'), '');
      await sees(page, 'Half-time: change roles.');
      await sees(page, '0:30');
      await page.waitForTimeout(300); // "30 seconds left" comes in the same moment and does not hide it
      assert.match(await told(page), /Half-time: change roles\./);
      await shot(page, 'bell');
      room.change();
      await page.waitForTimeout(200);
      await sees(page, 'Half-time');
      await until('it is gone', async () => (await page.textContent('#bell')) === '', 9000);
      await page.reload(); // after the bell: nothing is told
      await sees(page, 'In pairs');
      await page.waitForTimeout(300);
      assert.equal(await page.textContent('#bell'), '');
      assert.deepEqual(page.faults, []);
    }, TOOLKIT);
  },
};
