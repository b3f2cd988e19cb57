// The phone page in a real browser, against a room in memory.
import path from 'node:path';
import { answerBy, assert, faultsOfLayout, phone, sees, send, shots, TASTER, until, withRoom } from './harness.mjs';

const ARABIC = [{ id: 'ar', kind: 'choice', prompt: 'لماذا نحن هنا؟', options: ['لأن الجميع هنا', 'لنبيع 42% أكثر'], pick: 2 }];
const LONG = [
  { id: 'many', kind: 'choice', pick: 3, prompt: 'Why are we on social media at all? '.repeat(4), options: Array.from({ length: 12 }, (_, i) => 'Option ' + i + ' that is rather long, unbreakablewordunbreakableword') },
  { id: 'five', kind: 'scale', prompt: 'How much do we look left and right?', statements: ['We post because competitors post', 'We could stop tomorrow'], from: 1, to: 5, labels: ['disagree', 'agree'] },
  { id: 'wide', kind: 'scale', prompt: 'Of our last ten posts, how much gave?', statements: [''], from: 0, to: 100, labels: null },
  { id: 'three', kind: 'words', prompt: 'What stops us?', pick: 3, max: 24 },
];
const votes = (room) => room.steps.map((step, i) => (step.name === 'vote' ? i : -1)).filter((i) => i >= 0);
const polls = (room) => room.log.filter((entry) => entry.what === 'GET /state').length;
const sent = (room) => room.log.filter((entry) => entry.what === 'POST /ballot');
const words = (page) => page.innerText('body');
const ready = (page, room) => until('the page shows the state', async () => room.waiting.size > 0 && !(await words(page)).includes('Joining'));
const setHidden = (page, hidden) => page.evaluate((value) => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
  document.dispatchEvent(new Event('visibilitychange'));
}, hidden);

export const tests = {
  async what_was_asked_again_shows_before_and_now() {
    const deck = [
      { id: 'fit', kind: 'choice', prompt: 'Is it right?', options: ['Yes', 'No'], pick: 1, shift: { before: { voters: 1, votes: [1, 0], pairs: 1 } } },
      { id: 'hello', kind: 'words', prompt: 'One word?', pick: 1, max: 24, shift: { before: { voters: 1, words: [['kind', 4]], pairs: 4 } } },
      { id: 'plain', kind: 'choice', prompt: 'And this?', options: ['Yes', 'No'], pick: 1 },
    ];
    await withRoom(async (room) => {
      const page = await phone(room.url);
      for (const step of votes(room)) {
        const { kind } = room.deck[room.steps[step].index];
        room.goto(step);
        await sees(page, room.deck[room.steps[step].index].prompt);
        await answerBy[kind](page, 1);
        await send(page);
        assert.ok(!(await words(page)).includes('→'), 'nothing of before while it is open');
        room.goto(step + 1);
        await sees(page, kind === 'words' ? '– → 1' : 'answered');
        if (step === votes(room)[0]) {
          await sees(page, 'Asked again');
          await sees(page, '1 → 0');
          await sees(page, '0 → 1');
          await sees(page, 'Before → now, the 1 who answered both times.');
          assert.deepEqual(await faultsOfLayout(page), []);
          await page.screenshot({ path: path.join(shots, 'again.png') });
        }
      }
      assert.ok(!(await words(page)).includes('→'), 'a plain result has no before');
      assert.deepEqual(page.faults, []);
    }, deck);
  },

  async orders_points_places_and_a_quiz_show_before_and_now_too() {
    const before = (was) => ({ before: { voters: 4, pairs: 4, ...was } });
    const items = ['Ad', 'Be'];
    const axes = { x: ['few', 'many'], y: ['cold', 'warm'] };
    const at = (...mean) => ({ count: 4, mean, spread: [0, 0] });
    const deck = [
      { id: 'quiz', kind: 'quiz', prompt: 'Who knows?', options: items, told: { votes: [1, 3], right: [1] }, shift: before({ votes: [2, 2], right: [1] }) },
      { id: 'rank', kind: 'rank', prompt: 'In which order?', items, top: 2, told: { order: [1, 0], score: [1.25, 1.75] }, shift: before({ order: [0, 1], score: [2, 1] }) },
      { id: 'points', kind: 'points', prompt: 'Where to?', items, budget: 10, told: { order: [1, 0], sums: [16, 24] }, shift: { voters: 4, ...before({ order: [0, 1], sums: [40, 0] }) } },
      { id: 'plane', kind: 'plane', prompt: 'What is where?', ...axes, items, told: { items: [at(0.1, 0.9), at(0.9, 0.9)] }, shift: before({ items: [at(0.9, 0.1), { count: 0 }] }) },
    ];
    const said = {
      quiz: ['✓ right, 2 → 3', '2 → 1'], rank: ['1.0 → 1.8', '2.0 → 1.3'], points: ['0.0 → 6.0', '10.0 → 4.0'],
      plane: ['many 90 %, warm 10 % → many 10 %, warm 90 %', '– → many 90 %, warm 90 %'],
    };
    await withRoom(async (room) => {
      const page = await phone(room.url);
      for (const step of votes(room)) {
        const { kind } = room.deck[room.steps[step].index];
        room.goto(step + 1);
        await sees(page, 'Before → now, the 4 who answered both times.');
        for (const each of said[kind]) await sees(page, each);
        assert.deepEqual(await faultsOfLayout(page), []);
        await page.screenshot({ path: path.join(shots, 'again-' + kind + '.png') });
      }
      assert.deepEqual(page.faults, []);
    }, deck);
  },

  async a_guest_is_in_without_being_asked() {
    await withRoom(async (room) => {
      const page = await phone(room.url);
      await sees(page, 'amber kite');
      assert.match(page.url(), /#[0-9a-f]{32}$/);
      assert.deepEqual(page.faults, []);
    });
  },

  async every_kind_is_answered_kept_and_shown_again() {
    await withRoom(async (room) => {
      const page = await phone(room.url);
      for (const step of votes(room)) {
        const { id, kind } = room.deck[room.steps[step].index];
        room.goto(step);
        await sees(page, room.deck[room.steps[step].index].prompt);
        await answerBy[kind](page, 1);
        await send(page);
        const kept = [...room.box(id).values()][0];
        assert.ok((await page.innerText('#net')).includes(kept.receipt));
        await page.reload();
        await until('the answer is back', async () => (await page.innerText('#net')).includes(kept.receipt));
        await page.screenshot({ path: path.join(shots, kind + '.png') });
        assert.equal(await page.innerText('#send'), 'Sent ✓ You can change it until voting closes');
        room.goto(step + 1);
        await sees(page, '1 person answered');
      }
      const answers = Object.fromEntries([...room.ballots].map(([id, box]) => [id, [...box.values()][0].answer]));
      assert.deepEqual(answers.hello, { words: ['curious'] });
      assert.deepEqual(answers.zeal, { values: [3] });
      assert.equal(answers.instead.wins.length, 10);
      assert.ok(answers.instead.wins.every(([a, b]) => a !== b));
      assert.ok(Math.abs(answers.chasm.at - 0.45) < 0.03, String(answers.chasm.at));
      assert.deepEqual(answers.fit, { pick: [1] });
      room.goto(room.steps.length - 1);
      await page.click('text=Show my answers');
      for (const [, box] of room.ballots) await sees(page, [...box.values()][0].receipt);
      assert.deepEqual(page.faults, []);
    });
  },

  async own_answers_are_known_when_the_room_has_forgotten_whose_they_were() {
    await withRoom(async (room) => {
      const page = await phone(room.url);
      room.goto(9);
      await page.click('.opt >> nth=2');
      await send(page);
      const { receipt } = [...room.box('fit').values()][0];
      room.ballots.clear();
      room.session.ended = true;
      room.goto(room.steps.length - 1);
      await sees(page, 'Thank you!');
      await page.reload();
      await page.click('text=Show my answers');
      await sees(page, receipt);
      await sees(page, 'C Not now');
    });
  },

  async everything_fits_from_320_px_and_can_be_named() {
    for (const [width, deck] of [[360, TASTER], [320, TASTER], [320, LONG], [180, LONG]]) {
      await withRoom(async (room) => {
        const page = await phone(room.url, { width, height: 640 });
        for (let step = 0; step < room.steps.length; step++) {
          room.goto(step);
          await until('the step is on show', () => page.evaluate((v) => document.body.innerText.includes(v),
            room.at.place === 'exercise' ? room.deck[room.at.index].prompt.trim() : room.at.place === 'end' ? 'Thank you' : 'You are in'));
          const found = await faultsOfLayout(page);
          assert.deepEqual(width < 320 ? found.filter((f) => f.startsWith('the page is')) : found, [], width + ' px, step ' + step);
        }
        assert.deepEqual(page.faults, []);
      }, deck);
    }
  },

  async choices_are_56_px_high_and_8_px_apart() {
    await withRoom(async (room) => {
      room.goto(votes(room)[0]);
      const page = await phone(room.url);
      await page.waitForSelector('.opt');
      const boxes = await Promise.all((await page.$$('.opt')).map((o) => o.boundingBox()));
      for (const [i, box] of boxes.entries()) {
        assert.ok(box.height >= 56);
        if (i) assert.ok(box.y - boxes[i - 1].y - boxes[i - 1].height >= 8);
      }
      assert.ok((await page.locator('#send').boundingBox()).height >= 56);
    }, LONG);
  },

  async the_button_never_covers_what_has_the_focus() {
    await withRoom(async (room) => {
      room.goto(votes(room)[0]);
      const page = await phone(room.url, { height: 560 });
      await page.waitForSelector('.opt');
      for (let i = 0; i < 12; i++) {
        await page.locator('.opt input').nth(i).focus();
        const [own, foot] = await page.evaluate(() => [document.activeElement.closest('.opt').getBoundingClientRect().bottom,
          document.querySelector('footer').getBoundingClientRect().top]);
        assert.ok(own <= foot + 0.5, 'option ' + i + ': ' + own + ' > ' + foot);
      }
    }, LONG);
  },

  async a_session_from_right_to_left_is_laid_out_so() {
    await withRoom(async (room) => {
      room.session.lang = 'ar';
      room.goto(1);
      const page = await phone(room.url, { width: 320 });
      await sees(page, ARABIC[0].prompt);
      assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
      // "1 of 1" reads from left to right all the same.
      const [one, of] = await page.evaluate(() => {
        const node = document.getElementById('seat').firstChild;
        return [0, 2].map((at) => {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return range.getBoundingClientRect().left;
        });
      });
      assert.ok(one < of, 'the number is before the word');
      const input = await page.locator('.opt input').first().boundingBox();
      assert.ok(input.x > 200, 'the box is at the right');
      assert.deepEqual(await faultsOfLayout(page), []);
      await page.click('.opt >> nth=1');
      await send(page);
      await page.screenshot({ path: path.join(shots, 'rtl.png') });
    }, ARABIC);
  },

  async a_limit_of_picks_is_held_and_an_answer_can_be_taken_back() {
    await withRoom(async (room) => {
      room.goto(1);
      const page = await phone(room.url);
      for (const i of [0, 4, 7]) await page.click('.opt >> nth=' + i);
      assert.ok(await page.locator('.opt input').nth(2).isDisabled());
      await send(page);
      assert.deepEqual([...room.box('many').values()][0].answer, { pick: [0, 4, 7] });
      for (const i of [0, 4, 7]) await page.click('.opt >> nth=' + i);
      assert.equal(await page.innerText('#send'), 'Take my answer back');
      await page.click('#send');
      await until('it is taken back', () => Object.keys([...room.box('many').values()][0].answer).length === 0);
      await until('the button says Send', async () => (await page.innerText('#send')) === 'Send');
    }, LONG);
  },

  async a_slider_that_was_not_touched_is_no_answer() {
    await withRoom(async (room) => {
      room.goto(5);
      const page = await phone(room.url);
      await sees(page, 'Not set yet');
      await page.click('#send');
      await sees(page, 'Choose an answer first');
      assert.equal(sent(room).length, 0);
      await page.click('[aria-label="One more"]');
      await sees(page, '51');
      await send(page);
      assert.deepEqual([...room.box('wide').values()][0].answer, { values: [51] });
    }, LONG);
  },

  async words_are_counted_as_people_count_them() {
    await withRoom(async (room) => {
      room.goto(7);
      const page = await phone(room.url);
      await page.fill('input >> nth=0', '👩‍👩‍👧'.repeat(30));
      await sees(page, '24 / 24');
      await page.fill('input >> nth=0', 'e\u0301te\u0301');
      await sees(page, '3 / 24');
      await page.focus('input >> nth=0');
      await page.keyboard.press('Enter');
      await page.keyboard.type('  slow  ');
      await page.focus('input >> nth=2');
      await page.keyboard.press('Enter');
      await until('it is kept', () => room.box('three').size === 1);
      assert.deepEqual([...room.box('three').values()][0].answer, { words: ['e\u0301te\u0301', 'slow'] });
    }, LONG);
  },

  async the_keyboard_alone_is_enough() {
    await withRoom(async (room) => {
      room.goto(9);
      const page = await phone(room.url);
      await page.waitForSelector('.opt');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement.nextSibling).outlineWidth), '3px');
      await page.keyboard.press('Enter');
      await until('it is kept', () => room.box('fit').size === 1);
      assert.deepEqual([...room.box('fit').values()][0].answer, { pick: [1] });
      room.goto(5);
      await page.waitForSelector('.pick');
      await page.keyboard.press('Tab');
      for (let i = 0; i < 10; i++) await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await sees(page, 'Pair 10 of 10: all done');
      room.goto(7);
      await page.waitForSelector('.bell');
      await page.focus('input[type=range]');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await until('it is kept', () => room.box('chasm').size === 1);
      assert.deepEqual([...room.box('chasm').values()][0].answer, { at: 0.51 });
    });
  },

  async a_screen_reader_is_told_and_not_flooded() {
    await withRoom(async (room) => {
      const page = await phone(room.url);
      await ready(page, room);
      assert.equal(await page.locator('[role=status]').count(), 1);
      await page.evaluate(() => {
        window.told = [];
        new MutationObserver(() => told.push(document.getElementById('status').textContent)).observe(
          document.getElementById('status'), { childList: true, characterData: true, subtree: true });
      });
      room.session.speed = 10;
      room.begin(1);
      room.left = 64000;
      room.change();
      await sees(page, '0:00');
      const told = await page.evaluate(() => told);
      assert.deepEqual(told, ['Voting is open: ' + room.deck[0].prompt, '60 seconds left.', '30 seconds left.', '10 seconds left.']);
    });
  },

  async a_pause_freezes_the_clock() {
    await withRoom(async (room) => {
      room.goto(1);
      room.left = 30000;
      room.paused = true;
      const page = await phone(room.url);
      await sees(page, '0:30 paused');
      await new Promise((done) => setTimeout(done, 1300));
      await sees(page, '0:30 paused');
    });
  },

  async a_named_exercise_says_so_before_the_first_tap() {
    const deck = structuredClone(TASTER);
    deck[0].named = true;
    await withRoom(async (room) => {
      room.goto(1);
      room.session.rehearsal = true;
      const page = await phone(room.url);
      await sees(page, 'Not anonymous: your answer carries your name, amber kite.');
      await sees(page, 'Rehearsal');
    }, deck);
  },

  async a_restart_of_the_room_keeps_seat_and_answer() {
    await withRoom(async (room) => {
      room.goto(9);
      const page = await phone(room.url);
      await page.click('.opt >> nth=2');
      await send(page);
      const receipt = [...room.box('fit').values()][0].receipt;
      await room.stop();
      await sees(page, 'Not connected. Trying again … Your answer is kept.');
      await room.start(room.port);
      room.version = 1; // versions may go down
      await sees(page, 'Kept. Receipt ' + receipt);
      assert.equal(room.guests.size, 1);
      assert.ok(await page.locator('.opt input').nth(2).isChecked());
    });
  },

  async an_answer_given_while_the_room_is_away_is_sent_after_a_reload_too() {
    await withRoom(async (room) => {
      room.goto(9);
      const page = await phone(room.url);
      await ready(page, room);
      room.fault = (what) => (what === 'POST /ballot' ? 'after' : null); // kept, but the answer is lost
      await page.click('.opt >> nth=3');
      await page.click('#send');
      await sees(page, 'your answer is safe on this phone and will be sent');
      await page.reload();
      await until('it is asked again', () => sent(room).length >= 4);
      room.fault = () => null;
      await until('it is kept', async () => (await page.innerText('#net')).startsWith('Kept'));
      assert.equal(new Set(sent(room).map((entry) => entry.body.id)).size, 1);
      assert.equal(room.ids.size, 1);
    });
  },

  async with_every_second_request_lost_the_taster_is_whole() {
    await withRoom(async (room) => {
      let n = 0;
      room.fault = () => [null, 'before', null, 'after'][n++ % 4];
      const page = await phone(room.url);
      for (const step of votes(room)) {
        room.goto(step);
        await sees(page, room.deck[room.steps[step].index].prompt);
        await answerBy[room.deck[room.steps[step].index].kind](page, 0);
        await send(page);
      }
      assert.equal(room.ids.size, 5);
      assert.deepEqual([...room.ballots.values()].map((box) => box.size), [1, 1, 1, 1, 1]);
      assert.deepEqual(page.faults, []);
    });
  },

  async with_storage_that_throws_a_reload_keeps_the_seat() {
    const broken = () => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });
      }
    };
    await withRoom(async (room) => {
      room.goto(9);
      const page = await phone(room.url, { init: broken });
      await page.click('.opt >> nth=1');
      await send(page);
      await page.reload();
      await sees(page, 'Kept. Receipt');
      assert.equal(room.guests.size, 1);
      assert.deepEqual(page.faults, []);
    });
  },

  async with_storage_alone_a_new_tab_keeps_the_seat() {
    await withRoom(async (room) => {
      const page = await phone(room.url);
      await sees(page, 'amber kite');
      await page.close();
      const again = await page.context().newPage();
      await again.goto(room.url);
      await sees(again, 'amber kite');
      assert.equal(room.guests.size, 1);
    });
  },

  async a_new_session_gives_a_new_seat_and_says_so() {
    await withRoom(async (room) => {
      const page = await phone(room.url);
      await ready(page, room);
      room.guests.clear();
      room.goto(1);
      await sees(page, 'This is a new session. You have a new seat');
      await sees(page, room.deck[0].prompt);
      assert.equal(room.guests.size, 1);
    });
  },

  async a_late_answer_is_told_as_one() {
    await withRoom(async (room) => {
      room.goto(9);
      const page = await phone(room.url);
      await page.click('.opt >> nth=0');
      await send(page);
      room.fault = (what) => (what === 'GET /state' ? 'before' : null);
      room.closed = true; // the phone has not heard
      await page.click('.opt >> nth=1');
      await page.click('#send');
      await sees(page, 'Your answer came after voting had closed and does not count. The one you sent before still counts.');
      assert.equal(await page.locator('[role=alert]').count(), 1);
      room.fault = () => null;
      await sees(page, 'Voting is over. Look at the screen.');
      await sees(page, 'came after voting had closed');
      await sees(page, 'A Yes, with all our heart');
    });
  },

  async a_choice_that_was_not_sent_goes_when_time_is_nearly_up() {
    await withRoom(async (room) => {
      room.goto(9);
      room.left = 5000;
      const page = await phone(room.url);
      await page.click('.opt >> nth=0');
      await sees(page, 'It is sent by itself when time is up.');
      await sees(page, 'Kept. Receipt');
      assert.ok(room.leftNow() > 0);
    });
  },

  async a_word_goes_only_when_it_is_sent() {
    await withRoom(async (room) => {
      room.goto(1);
      room.left = 3500;
      const page = await phone(room.url);
      await page.fill('input[type=text]', 'cur');
      await sees(page, 'Not sent yet.');
      await sees(page, '0:00');
      assert.ok((await page.innerText('#net')) === 'Not sent yet.');
    });
  },

  async a_change_that_was_not_sent_in_time_is_told() {
    await withRoom(async (room) => {
      room.goto(9);
      const page = await phone(room.url);
      await page.click('.opt >> nth=0');
      room.closed = true;
      room.change();
      await sees(page, 'You had not sent your last change, so it does not count.');
      await sees(page, 'You gave no answer.');
    });
  },

  async a_busy_room_is_asked_again_and_a_wrong_answer_is_not() {
    await withRoom(async (room) => {
      room.goto(9);
      const page = await phone(room.url);
      await ready(page, room);
      let n = 0;
      const refuse = (status, error) => ({ status, data: { error, message: 'Refused: ' + error + '.' } });
      room.fault = (what) => (what !== 'POST /ballot' ? null : [refuse(429, 'slow_down'), refuse(503, 'not_kept'), null][n++]);
      await page.click('.opt >> nth=0');
      await send(page);
      assert.equal(n, 3);
      room.fault = (what) => (what !== 'POST /ballot' ? null : refuse(400, 'bad_answer'));
      await page.click('.opt >> nth=1');
      await page.click('#send');
      await sees(page, 'Your answer was not kept. Refused: bad_answer. The one you sent before still counts.');
    });
  },

  async a_hidden_page_holds_no_poll() {
    await withRoom(async (room) => {
      const page = await phone(room.url);
      await ready(page, room);
      await setHidden(page, true);
      await until('the poll is given up', () => room.waiting.size === 0);
      const before = polls(room);
      room.goto(1);
      await new Promise((done) => setTimeout(done, 600));
      assert.equal(polls(room), before);
      await setHidden(page, false);
      await sees(page, room.deck[0].prompt);
    });
  },

  async two_windows_of_one_seat_do_not_fight() {
    await withRoom(async (room) => {
      const page = await phone(room.url);
      await ready(page, room);
      const other = await page.context().newPage();
      await other.goto(page.url());
      await sees(other, 'amber kite');
      const before = polls(room);
      await new Promise((done) => setTimeout(done, 3000));
      assert.ok(polls(room) - before <= 8, polls(room) - before + ' polls in 3 s');
      room.goto(1);
      await sees(page, room.deck[0].prompt);
      await sees(other, room.deck[0].prompt);
    });
  },

  async what_people_write_stays_text() {
    const bad = '<img src=x onerror=alert(1)>';
    const deck = [{ id: 'x', kind: 'choice', prompt: bad, options: [bad, '</script><script>alert(2)</script>'], pick: 1 },
      { id: 'w', kind: 'words', prompt: bad, pick: 1, max: 60 }];
    await withRoom(async (room) => {
      room.session.title = bad;
      const page = await phone(room.url);
      await ready(page, room);
      [...room.guests.values()][0].words = bad;
      for (let step = 0; step < room.steps.length; step++) {
        room.goto(step);
        if (step === 3) {
          await page.fill('input', bad);
          await send(page);
        }
        await new Promise((done) => setTimeout(done, 150));
        assert.equal(await page.locator('img').count(), 0);
      }
      await page.click('text=Show my answers');
      await sees(page, bad);
      assert.deepEqual(page.faults, []);
    }, deck);
  },

  async the_theme_is_the_rooms_and_contrast_can_be_more() {
    await withRoom(async (room) => {
      room.goto(9);
      const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const page = await phone(room.url, { context: { colorScheme: 'light' } });
      await page.waitForSelector('.opt');
      assert.equal(await ground(page), 'rgb(11, 14, 20)');
      await page.screenshot({ path: path.join(shots, 'dark.png') });
      room.session.theme = 'bright';
      room.change();
      await until('it is bright', async () => (await ground(page)) === 'rgb(255, 255, 255)');
      await page.screenshot({ path: path.join(shots, 'bright.png') });
      const shade = () => page.evaluate(() => getComputedStyle(document.body).getPropertyValue('--s2').trim());
      const shadeOfRoom = await shade();
      await page.emulateMedia({ contrast: 'more', reducedMotion: 'reduce' });
      assert.equal(await ground(page), 'rgb(0, 0, 0)');
      assert.notEqual(await shade(), shadeOfRoom, 'a shape that is near black on white is not near black on black');
      const shadeOfMore = await shade();
      await page.emulateMedia({ contrast: null });
      room.session.theme = 'contrast';
      room.change();
      await until('it is high contrast', async () => (await ground(page)) === 'rgb(0, 0, 0)');
      assert.equal(await shade(), shadeOfMore);
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.card')).transitionDuration), '0s');
      await page.emulateMedia({ contrast: null, forcedColors: 'active' });
      await page.click('.opt >> nth=1');
      const border = (n) => page.evaluate((i) => getComputedStyle(document.querySelectorAll('.card')[i]).borderTopWidth, n);
      assert.notEqual(await border(1), await border(0));
      await page.screenshot({ path: path.join(shots, 'forced.png') });
    });
  },

  async a_thousand_phones_would_not_come_back_at_once() {
    const record = () => {
      window.delays = [];
      const real = window.setTimeout;
      window.setTimeout = (act, ms) => {
        window.delays.push(ms);
        return real(act, ms);
      };
    };
    await withRoom(async (room) => {
      const page = await phone(room.url, { init: record });
      await ready(page, room);
      for (let i = 0; i < 12; i++) {
        const before = polls(room);
        room.goto(1 + (i % 4));
        await until('it polls again', () => polls(room) > before && room.waiting.size > 0);
      }
      const spread = (await page.evaluate(() => delays)).filter((ms) => ms > 0 && ms < 250);
      assert.ok(spread.length >= 12 && Math.max(...spread) - Math.min(...spread) > 40, spread.join(' '));
    });
  },
};
