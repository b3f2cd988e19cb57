// Writing, drawing and judging in rounds, on a phone and without one's
// fingers, against a room in memory.
import path from 'node:path';
import { assert, faultsOfLayout, knows, phone, sees, send, shots, until, withRoom } from './harness.mjs';

export const phase = (name, round = 0, length = round ? 60000 : 0, bell = null) => ({ name, round, length, bell });
const ID = [70368744177664, 140737488355327, 281474976710655]; // 48 bits
const LONG = 'Rather long and unbreakablewordunbreakableword so that it goes over some lines on a phone that is narrow';
const ITEMS = [[ID[0], 'Give the manual away'], [ID[1], LONG], [ID[2], 'Answer every letter by hand']];
export const TOOLKIT = [
  { id: 'best', kind: 'ideas', prompt: 'What would people miss?', phases: [phase('solo', 1), phase('pairs', 1, 60000, 30000), phase('vote', 2), phase('reveal')],
    asks: [{ ask: 'write', pick: 2, max: 120, sign: false }, { ask: 'dots', dots: 3, items: ITEMS }],
    told: { ideas: [['Give the manual away', 7, 4, null], [LONG, 1, 1, null]], hidden: 0, merged: 0 } },
  { id: 'blind', kind: 'ideas', prompt: 'One brave idea', phases: [phase('solo', 1), phase('vote', 2), phase('vote', 3), phase('vote', 4), phase('reveal')],
    asks: [{ ask: 'write', pick: 1, max: 120, sign: true }, ...[[ITEMS[1]], [], [ITEMS[0]]].map((items) => ({ ask: 'score', items }))],
    told: { ideas: [['Give the manual away', 21.4, 5, 25], ['Other', 8, 5, 25]], hidden: 0, merged: 0 } },
  { id: 'draw', kind: 'sketch', prompt: 'Draw our customer', phases: [phase('solo', 1), phase('vote', 2), phase('reveal')],
    asks: [{ ask: 'draw', bytes: 8192 }, { ask: 'dots', dots: 2, items: ID.map((id, i) => [id, String(i + 1)]) }],
    told: { sketches: [['2', 4], ['1', 1]], count: 3 } },
  { id: 'root', kind: 'whys', prompt: 'Why do customers leave?', phases: [phase('solo', 1), phase('vote', 2), phase('solo', 3), phase('vote', 4), phase('reveal')],
    asks: [{ ask: 'write', max: 120, step: 1, of: 2, question: 'Why do customers leave?', chain: [] },
      { ask: 'pick', step: 1, of: 2, question: 'Why do customers leave?', items: ITEMS },
      { ask: 'write', max: 120, step: 2, of: 2, question: 'Nobody calls them back', chain: ['Nobody calls them back'] },
      { ask: 'pick', step: 2, of: 2, question: 'Nobody calls them back', items: ITEMS }],
    told: { chain: [['Nobody calls them back', 3, 5], [LONG, 2, 5]] } },
  { id: 'ask', kind: 'questions', prompt: 'What do you want to know?', phases: [phase('pairs', 1), phase('vote', 2), phase('reveal')],
    asks: [{ ask: 'write', pick: 3, max: 120 }, { ask: 'thumbs', items: ITEMS }],
    told: { questions: [['Give the manual away', 5, true], [LONG, 2, false]] } },
  { id: 'quiz', kind: 'quiz', prompt: 'How many moons has Mars?', options: ['One', 'Two', 'None'], speed: true,
    told: { votes: [0, 1, 0], right: [1], leaders: [['amber kite', 1820], ['green owl', 900]] } },
  { id: 'fist', kind: 'choice', prompt: 'Do we do it?', pick: 1, options: ['No fingers', '1', '2', '3', '4', '5'],
    told: { votes: [0, 0, 0, 1, 0, 0], decision: { rule: 'fist to five', passed: true, text: 'Passed: nobody is below 3.' } } },
];
const first = (id) => {
  let step = 1;
  for (const exercise of TOOLKIT) {
    if (exercise.id === id) return step;
    step += exercise.phases ? exercise.phases.length : 2;
  }
  return -1;
};
const given = (room, id, round = 1) => ([...room.box(id, round).values()][0] || {}).answer;
const named = (page, name) => page.getByRole('button', { name, exact: true });
export const told = (page) => page.innerText('#status');
export const words = (page) => page.innerText('body');
export const shot = (page, name) => page.screenshot({ path: path.join(shots, 'tool-' + name + '.png'), fullPage: true });
export const clean = async (page, what = '') => {
  assert.ok(!/false|undefined|null|NaN|object/.test(await words(page)), await words(page));
  assert.deepEqual(await faultsOfLayout(page), [], what);
  assert.deepEqual(page.faults, [], what);
};

// A stroke with a finger: places from 0 to 1 of the field.
async function stroke(page, places) {
  const box = await page.locator('.sketch').boundingBox();
  const at = ([x, y]) => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(places[0]));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...at(place));
  await page.mouse.up();
}
const circle = (n, x = 0.5, y = 0.5, r = 0.3) => Array.from({ length: n + 1 }, (_, i) => [x + r * Math.cos(6.2832 * i / n), y + r * Math.sin(6.2832 * i / n)]);
function checkDrawing({ strokes }) {
  assert.ok(strokes.length >= 1 && strokes.length <= 64);
  assert.ok(strokes.every((s) => s.length % 2 === 0 && s.length >= 4 && s.length <= 1024));
  assert.ok(strokes.flat().every((v) => Number.isInteger(v) && v >= 0 && v <= 1000));
  assert.ok(strokes.flat().length <= 4000);
  assert.ok(JSON.stringify({ strokes }).length <= 8192);
}

export const tests = {
  async ideas_are_written_over_two_phases_and_judged_in_a_round_of_its_own() {
    await withRoom(async (room) => {
      room.goto(first('best'));
      const page = await phone(room.url);
      await sees(page, 'On your own');
      await page.fill('textarea >> nth=0', 'Repair  days\nin every town ');
      await page.fill('textarea >> nth=1', 'half an idea');
      await shot(page, 'ideas-write');
      await clean(page);
      await sees(page, 'Not sent yet.');
      assert.ok(!(await words(page)).includes('sent by itself'));
      room.goto(first('best') + 1);
      await sees(page, 'In pairs');
      assert.equal(await page.inputValue('textarea >> nth=1'), 'half an idea', 'a new phase of the round leaves what was written');
      assert.match(await told(page), /In pairs: What would people miss\?/);
      await page.fill('textarea >> nth=1', 'A whole idea');
      await send(page);
      assert.equal(await page.innerText('#send'), 'Sent ✓ You can change it until time is up');
      assert.deepEqual(given(room, 'best'), { ideas: ['Repair days in every town', 'A whole idea'] });
      room.goto(first('best') + 2);
      await sees(page, '3 of 3 dots left');
      assert.equal(await page.locator('textarea').count(), 0);
      assert.equal(await page.innerText('#send'), 'Send', 'the answer of round 1 is not one of round 2');
      await page.click('#send');
      await sees(page, 'Put a dot on something first.');
      const more = (i) => page.locator('.dots li').nth(i).locator('button').last();
      await more(0).click();
      await more(2).click();
      await more(2).click();
      assert.equal(await told(page), 'Answer every letter by hand: 2 dots. 0 of 3 dots left');
      await more(1).click({ force: true }); // there are no more
      assert.deepEqual(await page.locator('.dots b').allInnerTexts(), ['1', '0', '2']);
      await shot(page, 'ideas-dots');
      await clean(page);
      await send(page);
      assert.deepEqual(given(room, 'best', 2), { dots: [ID[0], ID[2], ID[2]] });
      assert.deepEqual(given(room, 'best').ideas.length, 2);
      await page.reload();
      await until('the dots are back', async () => (await page.locator('.dots b').allInnerTexts()).join() === '1,0,2');
      room.deck[0].asks[1].items = []; // an item that has gone is still told by its words
      room.goto(first('best') + 3);
      await sees(page, 'Your answer: Give the manual away 1×, Answer every letter by hand 2×');
      await sees(page, '7 dots');
      await shot(page, 'ideas-result');
      room.goto(room.steps.length - 1);
      await page.click('text=Show my answers');
      await sees(page, 'Repair days in every town, A whole idea');
      await sees(page, 'Answer every letter by hand 2×');
      assert.equal(await page.locator('.rows li').count(), 2, 'one line for each round');
    }, TOOLKIT);
  },

  async the_ballot_says_its_round_and_a_late_one_is_not_of_the_next() {
    await withRoom(async (room) => {
      room.goto(first('best'));
      const page = await phone(room.url);
      await page.fill('textarea >> nth=0', 'Slow to arrive');
      room.fault = (what) => (what === 'POST /ballot' ? 'before' : null);
      await page.click('#send');
      await sees(page, 'your answer is safe on this phone');
      room.goto(first('best') + 2);
      await sees(page, '3 of 3 dots left');
      room.fault = () => null;
      await sees(page, 'Your answer came after voting had closed and does not count.');
      const ballots = room.log.filter((entry) => entry.what === 'POST /ballot');
      assert.ok(ballots.length && ballots.every((entry) => entry.body.round === 1));
      assert.equal(given(room, 'best', 2), undefined);
      await page.locator('.dots button').last().click();
      await send(page);
      assert.equal(room.log.filter((entry) => entry.what === 'POST /ballot').pop().body.round, 2);
      assert.deepEqual(page.faults, []);
    }, TOOLKIT);
  },

  async a_name_may_be_put_to_an_idea_and_need_not() {
    await withRoom(async (room) => {
      room.goto(first('blind'));
      const page = await phone(room.url);
      await page.fill('textarea', 'Pay for failure');
      await send(page);
      assert.deepEqual(given(room, 'blind'), { ideas: ['Pay for failure'] });
      await page.fill('input[type=text]', 'Anna');
      await shot(page, 'ideas-sign');
      await clean(page);
      await send(page);
      assert.deepEqual(given(room, 'blind'), { ideas: ['Pay for failure'], by: 'Anna' });
      await page.reload();
      await until('both are back', async () => (await page.inputValue('input[type=text]')) === 'Anna' && (await page.inputValue('textarea')) === 'Pay for failure');
    }, TOOLKIT);
  },

  async ideas_are_scored_one_a_round_and_a_round_may_have_none() {
    await withRoom(async (room) => {
      room.goto(first('blind') + 1);
      const page = await phone(room.url);
      await sees(page, 'Score 1 of 3');
      await sees(page, LONG);
      assert.equal(await page.locator('.opt').count(), 5);
      await page.click('.opt >> nth=4');
      await shot(page, 'score');
      await clean(page);
      await send(page);
      assert.deepEqual(given(room, 'blind', 2), { scores: { [ID[1]]: 5 } });
      room.goto(first('blind') + 2);
      await sees(page, 'Nothing to score for you in this round. Have a breath.');
      assert.ok(await page.locator('#send').isHidden());
      await shot(page, 'score-none');
      await clean(page);
      room.goto(first('blind') + 3);
      await sees(page, 'Score 3 of 3');
      assert.equal(await page.locator('.opt input:checked').count(), 0);
      assert.equal(await page.innerText('#send'), 'Send');
      room.left = 5000;
      room.since = Date.now();
      room.change();
      await page.click('.opt >> nth=0');
      await sees(page, 'Kept. Receipt'); // a tap goes by itself when time is up
      assert.deepEqual(given(room, 'blind', 4), { scores: { [ID[0]]: 1 } });
      room.goto(first('blind') + 4);
      await sees(page, '21.4 of 25');
      await sees(page, 'Give the manual away: 1, not at all');
      assert.deepEqual(page.faults, []);
    }, TOOLKIT);
  },

  async a_drawing_is_made_with_a_finger_undone_and_kept() {
    await withRoom(async (room) => {
      room.goto(first('draw'));
      const page = await phone(room.url);
      await page.waitForSelector('.sketch');
      await page.click('#send');
      await sees(page, 'Draw something first.');
      await stroke(page, circle(60));
      await sees(page, '1 stroke, ');
      await stroke(page, [[0.3, 0.8], [0.5, 0.8], [0.7, 0.8]]);
      await stroke(page, [[0.4, 0.4]]); // a tap is a dot
      await stroke(page, [[0.9, 0.9], [1.4, 1.4]]); // over the edge
      await sees(page, '4 strokes, ');
      assert.match(await told(page), /4 strokes, \d+ % full/);
      await shot(page, 'sketch');
      await clean(page);
      await send(page);
      const { strokes } = given(room, 'draw');
      checkDrawing(given(room, 'draw'));
      assert.equal(strokes.length, 4);
      assert.ok(strokes[0].length / 2 >= 12 && strokes[0].length / 2 <= 40, strokes[0].length / 2 + ' points of 61');
      assert.equal(strokes[1].length, 4, 'what lies on a line is left out');
      assert.equal(strokes[2].length, 4);
      assert.deepEqual(strokes[3].slice(-2), [1000, 1000]);
      await page.reload();
      await sees(page, '4 strokes, ');
      const dark = () => page.evaluate(() => document.querySelector('.sketch').getContext('2d').getImageData(0, 0, 1000, 1000).data.some((v) => v));
      await until('it is painted again', dark);
      await named(page, 'Clear').click();
      assert.match(await told(page), /^Cleared\. Undo brings it back\./);
      assert.equal(await page.innerText('#send'), 'Take my answer back');
      await until('it is blank', async () => !(await dark()));
      await named(page, 'Undo').click();
      await sees(page, '4 strokes, ');
      await stroke(page, [[0.1, 0.1], [0.2, 0.3]]);
      await named(page, 'Undo').click();
      await sees(page, '4 strokes, ');
      room.goto(first('draw') + 1);
      await sees(page, 'Drawing 2');
      await sees(page, 'You had not sent your last change, so it does not count.');
      await page.locator('.dots li').nth(1).locator('button').last().click();
      await shot(page, 'sketch-dots');
      await clean(page);
      await send(page);
      assert.deepEqual(given(room, 'draw', 2), { dots: [ID[1]] });
      room.goto(first('draw') + 2);
      await sees(page, 'Your answer: Drawing 2 1×');
      await sees(page, '4 dots');
    }, TOOLKIT);
  },

  async a_drawing_never_grows_beyond_what_the_room_takes() {
    await withRoom(async (room) => {
      room.goto(first('draw'));
      const page = await phone(room.url);
      await page.waitForSelector('.sketch');
      // Scribbles with a corner at every point, as events of one batch.
      const scribble = (n, seed) => page.evaluate(([count, start]) => {
        const canvas = document.querySelector('.sketch'), box = canvas.getBoundingClientRect();
        let value = start;
        const random = () => { value = (value * 16807) % 2147483647; return value / 2147483647; };
        const send = (type) => canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1, isPrimary: true, bubbles: true,
          clientX: box.left + random() * box.width, clientY: box.top + random() * box.height }));
        send('pointerdown');
        for (let i = 0; i < count; i++) send('pointermove');
        send('pointerup');
      }, [n, seed]);
      await scribble(700, 7); // more points than a stroke may have
      await page.waitForTimeout(50);
      await sees(page, 'The drawing is full: that stroke is left out.');
      for (let i = 0; i < 8; i++) await scribble(200, 11 + i);
      await sees(page, 'The drawing is full: that stroke is left out. Undo something to draw on.');
      await shot(page, 'sketch-full');
      await page.click('#send');
      await until('it is kept', () => given(room, 'draw'));
      checkDrawing(given(room, 'draw'));
      assert.ok(JSON.stringify(given(room, 'draw')).length > 6000, 'but it may be filled');
      for (let i = 0; i < 8; i++) if ((await named(page, 'Undo').getAttribute('aria-disabled')) === 'false') await named(page, 'Undo').click();
      for (let i = 0; i < 70; i++) await scribble(1, 100 + i);
      await sees(page, 'The drawing is full');
      await send(page);
      checkDrawing(given(room, 'draw'));
      assert.equal(given(room, 'draw').strokes.length, 64);
      assert.deepEqual(page.faults, []);
    }, TOOLKIT);
  },

  async a_drawing_can_be_made_with_the_keys() {
    await withRoom(async (room) => {
      room.goto(first('draw'));
      const page = await phone(room.url);
      await page.waitForSelector('.sketch');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.className), 'sketch');
      for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Space');
      assert.equal(await told(page), 'Pen down, 40 % from the left, 50 % from the top.');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('ArrowDown');
      await page.waitForTimeout(60);
      await shot(page, 'sketch-keys');
      await page.keyboard.press('Space');
      assert.match(await told(page), /^1 stroke, /);
      await send(page);
      assert.deepEqual(given(room, 'draw'), { strokes: [[400, 500, 600, 500, 600, 525]] });
      assert.match(await page.getAttribute('.sketch', 'aria-label'), /Draw our customer.*Arrow keys.*Space/);
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.sketch')).touchAction), 'none');
    }, TOOLKIT);
  },

  async why_is_asked_of_each_answer_that_was_picked() {
    await withRoom(async (room) => {
      room.goto(first('root'));
      const page = await phone(room.url);
      await sees(page, 'Why 1 of 2');
      assert.equal(await page.locator('.chain').count(), 0);
      await page.fill('textarea', 'They wait too long');
      await page.keyboard.press('Enter'); // sends, there is no other line to go to
      await until('it is kept', () => given(room, 'root'));
      assert.deepEqual(given(room, 'root'), { text: 'They wait too long' });
      room.goto(first('root') + 1);
      await sees(page, LONG);
      await page.click('.opt >> nth=1');
      await shot(page, 'whys-pick');
      await clean(page);
      await send(page);
      assert.deepEqual(given(room, 'root', 2), { pick: ID[1] });
      room.goto(first('root') + 2);
      await sees(page, 'Why? Nobody calls them back');
      assert.equal(await page.innerText('h1'), 'Why? Nobody calls them back');
      assert.deepEqual(await page.locator('.chain li').allInnerTexts(), ['Why do customers leave?']);
      assert.equal(await page.inputValue('textarea'), '');
      assert.match(await told(page), /Why\? Nobody calls them back/);
      await page.fill('textarea', 'There is no list');
      await shot(page, 'whys-write');
      await clean(page);
      await send(page);
      room.goto(first('root') + 4);
      await sees(page, '3 of 5');
      await shot(page, 'whys-result');
      room.goto(room.steps.length - 1);
      await page.click('text=Show my answers');
      for (const said of ['They wait too long', LONG, 'There is no list']) await sees(page, said);
      assert.equal(await page.locator('.rows li').count(), 3);
    }, TOOLKIT);
  },

  async questions_are_asked_and_get_thumbs() {
    await withRoom(async (room) => {
      room.goto(first('ask'));
      const page = await phone(room.url);
      await sees(page, 'In pairs');
      assert.equal(await page.locator('textarea').count(), 3);
      await page.fill('textarea >> nth=1', 'When?');
      await page.focus('textarea >> nth=0');
      await page.keyboard.type('Who pays?');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Question 2 of up to 3, at most 120 characters');
      await send(page);
      assert.deepEqual(given(room, 'ask'), { questions: ['Who pays?', 'When?'] });
      room.goto(first('ask') + 1);
      await page.click('.thumb >> nth=2');
      await page.click('.thumb >> nth=0');
      await page.click('.thumb >> nth=1');
      assert.equal(await told(page), 'Thumb up: ' + LONG);
      await page.click('.thumb >> nth=1');
      assert.equal(await told(page), 'No thumb: ' + LONG);
      assert.deepEqual(await Promise.all([0, 1, 2].map((i) => page.locator('.thumb').nth(i).getAttribute('aria-pressed'))), ['true', 'false', 'true']);
      await shot(page, 'questions-thumbs');
      await clean(page);
      await send(page);
      assert.deepEqual(given(room, 'ask', 2), { thumbs: [ID[0], ID[2]] });
      room.goto(first('ask') + 2);
      await sees(page, '5 ✓');
      await sees(page, 'Your answer: Give the manual away, Answer every letter by hand');
      await shot(page, 'questions-result');
    }, TOOLKIT);
  },

  async what_leaves_the_wall_while_it_is_judged_leaves_the_phone() {
    await withRoom(async (room) => {
      room.goto(first('ask') + 1);
      const page = await phone(room.url);
      await page.click('.thumb >> nth=0');
      await page.click('.thumb >> nth=1');
      room.deck[4].asks[1].items.splice(1, 1);
      room.change();
      await until('it is gone', async () => (await page.locator('.thumb').count()) === 2);
      assert.equal(await page.locator('.thumb').first().getAttribute('aria-pressed'), 'true', 'what was chosen and not sent stays');
      await sees(page, 'Not sent yet.');
      await send(page);
      assert.deepEqual(given(room, 'ask', 2), { thumbs: [ID[0]] });
    }, TOOLKIT);
  },

  async a_quiz_says_after_the_reveal_whether_it_was_right() {
    for (const [pick, right, points] of [[1, true, 870], [0, false, 0]]) {
      await withRoom(async (room) => {
        room.goto(first('quiz'));
        const page = await phone(room.url);
        await page.click('.opt >> nth=' + pick);
        await sees(page, 'A right answer counts more the sooner it is sent.');
        await shot(page, 'quiz');
        await clean(page);
        await send(page);
        assert.deepEqual(given(room, 'quiz'), { pick: [pick] });
        Object.assign([...room.box('quiz').values()][0], { right, points });
        room.goto(first('quiz') + 1);
        const verdict = right ? 'Right! 870 points.' : 'Not this time. Right: B Two';
        await sees(page, verdict);
        assert.ok((await told(page)).includes(verdict));
        await sees(page, '✓ right, 1');
        await sees(page, 'amber kite 1820');
        await shot(page, 'quiz-' + right);
        await clean(page);
      }, TOOLKIT);
    }
  },

  async a_vote_with_a_rule_says_what_it_decided() {
    await withRoom(async (room) => {
      room.goto(first('fist') + 1);
      const page = await phone(room.url);
      await sees(page, 'Passed: nobody is below 3.');
      assert.ok((await told(page)).includes('Passed: nobody is below 3.'));
      await shot(page, 'fist');
      await clean(page);
    }, TOOLKIT);
  },

  async every_input_fits_from_320_px() {
    for (const [width, height, lang] of [[320, 568, 'en'], [320, 568, 'ar'], [640, 360, 'en'], [180, 370, 'en']]) {
      await withRoom(async (room) => {
        room.session.lang = lang;
        const page = await phone(room.url, { width, height });
        for (let step = 1; step + 1 < room.steps.length; step++) {
          room.goto(step);
          const { asks, prompt } = room.deck[room.at.index];
          await sees(page, room.open && asks && asks[room.round - 1].step > 1 ? 'Why? ' + asks[room.round - 1].question : prompt);
          await knows(room);
          await until('it is there', async () => !(await words(page)).includes('One moment'));
          const found = await faultsOfLayout(page);
          assert.deepEqual(width < 320 ? found.filter((f) => f.startsWith('the page is')) : found, [], width + ' px, step ' + step);
          if (height === 568) await shot(page, step + '-' + width + lang);
        }
        assert.deepEqual(page.faults, []);
      }, TOOLKIT);
    }
  },
};
