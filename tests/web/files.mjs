// The pages as files: size, what they may not contain, and the C file.
import { cpSync, mkdtempSync, readdirSync, readFileSync, appendFileSync } from 'node:fs';
import path from 'node:path';
import { assert, assets, build, pages } from './harness.mjs';

const read = (file) => readFileSync(file, 'utf8');
const sources = () => readdirSync(assets, { recursive: true }).map((name) => path.join(assets, name)).filter((name) => /\.(js|html)$/.test(name));
const count = (text, what) => text.split(what).length - 1;

export const tests = {
  the_pages_are_small_and_whole() {
    for (const [name, most] of [['guest', 30720], ['host', 61440]]) {
      const html = read(path.join(pages, name + '.html'));
      assert.ok(Buffer.byteLength(html) <= most, name);
      assert.equal(count(html, '<style>'), 1);
      assert.equal(count(html, '<script type="module">'), 1);
      assert.equal(count(html, '<script'), 1);
      assert.ok(!/\s(src|href)=|@import|\burl\(|https?:\/\/(?!www\.w3\.org\/2000\/svg)/.test(html), 'no other request');
      assert.equal(count(html, 'import('), name === 'guest' ? 1 : 0);
      assert.ok(!html.includes('globalThis.dent.'), 'no use of the shim');
    }
    const kinds = read(path.join(pages, 'kinds.js'));
    assert.ok(Buffer.byteLength(kinds) <= 30720);
    assert.equal(count(kinds, 'globalThis.dent'), 1, 'the helpers of the page, and no second copy');
    assert.ok(!kinds.includes('createElement('), 'no second copy of the helpers');
    assert.ok(!/\bimport\b|https?:/.test(kinds), 'no other request');
  },

  a_page_that_is_too_big_is_refused() {
    const copy = mkdtempSync(path.join(pages, 'big-'));
    cpSync(assets, copy, { recursive: true });
    appendFileSync(path.join(copy, 'guest.js'), "document.title += '" + 'x'.repeat(31000) + "';\n");
    assert.throws(() => build(copy, path.join(copy, 'out')), /guest\.html has \d+ bytes; at most 30720/);
    const more = mkdtempSync(path.join(pages, 'more-'));
    cpSync(assets, more, { recursive: true });
    appendFileSync(path.join(more, 'kinds/duel.js'), "document.title += '" + 'x'.repeat(31000) + "';\n");
    assert.throws(() => build(more, path.join(more, 'out')), /kinds\.js has \d+ bytes; at most 30720/);
  },

  a_module_that_cannot_be_read_is_refused() {
    const copy = mkdtempSync(path.join(pages, 'odd-'));
    cpSync(assets, copy, { recursive: true });
    appendFileSync(path.join(copy, 'guest.js'), 'const odd = ;\n');
    assert.throws(() => build(copy, path.join(copy, 'out')), /Unexpected ";"/);
    const astray = mkdtempSync(path.join(pages, 'astray-'));
    cpSync(assets, astray, { recursive: true });
    appendFileSync(path.join(astray, 'clock.js'), "import { nothing } from './dom.js';\nnothing();\n");
    assert.throws(() => build(astray, path.join(astray, 'out')), /No matching export/);
  },

  markup_is_never_made_from_text() {
    for (const file of [...sources(), path.join(pages, 'guest.html'), path.join(pages, 'host.html')]) {
      assert.ok(!/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\('(style|on)/.test(read(file)), file);
      if (file.endsWith('.html')) assert.ok(!/<[^>]*\s(style|on[a-z]+)=/.test(read(file).replace(/<script[^]*<\/script>/, '')), file);
    }
  },

  the_c_file_carries_the_pages_byte_for_byte() {
    const c = read(path.join(pages, 'web_pages.c'));
    for (const [name, file] of [['guest_page', 'guest.html'], ['host_page', 'host.html'], ['kinds_file', 'kinds.js']]) {
      const body = new RegExp('web_' + name + '\\[\\] = \\{([^}]*)\\}').exec(c)[1];
      assert.deepEqual(Buffer.from(body.match(/0x../g).map(Number)), readFileSync(path.join(pages, file)));
    }
  },
};
