// What must outlive a reload. Every store may throw (captive mini-browsers,
// private windows), so memory is first and any one store is enough.
const memory = {};
const storeNames = ['sessionStorage', 'localStorage'];

export function recall(key) {
  if (key in memory) return memory[key];
  for (const name of storeNames) {
    try {
      const value = window[name].getItem('dent.' + key);
      if (value) return value;
    } catch { /* the next store */ }
  }
  return null;
}

// null forgets.
export function keep(key, value, names = storeNames) {
  memory[key] = value;
  for (const name of names) {
    try {
      if (value == null) window[name].removeItem('dent.' + key);
      else window[name].setItem('dent.' + key, value);
    } catch { /* the other stores will do */ }
  }
}
