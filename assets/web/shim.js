// What the kinds of /kinds.js use of the page that loads them: its own helpers,
// which guest.js puts here, and no second copy of them.
export const {
  el, svg, text, letter, shape, marked, nameOf, say, textFields,
} = globalThis.dent;
