// Carries out the edits of package ui/dom: what differs between two drawings of the page. It knows nodes by the numbers
// that the program gives them; the element that holds all is there before, and has the number 0.
'use strict';
globalThis.documentOf = (root, hear) => {
  const spaces = { '': 'http://www.w3.org/1999/xhtml', svg: 'http://www.w3.org/2000/svg', math: 'http://www.w3.org/1998/Math/MathML' }; // of tags
  const nodes = new Map([['0', root]]), listeners = new Map();
  const own = new Map(); // properties that a visitor changes too, by node: they are what the program says after each drawing
  const visitors = new Set(['value', 'checked', 'selected', 'open']);
  let busy = true; // elements that are taken away, or get the focus, tell so: that is not the visitor's doing
  const at = (number) => nodes.get(number);
  const write = (el, name, value) => { if (String(el[name]) !== String(value)) el[name] = value; };
  const options = (manner) => ({ capture: manner.includes('capture'), passive: manner.includes('passive') });
  const verbs = {
    e(n, tag, space) { nodes.set(n, document.createElementNS(spaces[space], tag)); },
    t(n, text) { nodes.set(n, document.createTextNode(text)); },
    '>'(n, parent) { at(parent).append(at(n)); },
    '<'(n, parent, before) { at(parent).insertBefore(at(n), at(before)); },
    x(n) { at(n).remove(); },
    f(all) { for (const n of all.split(' ')) { own.delete(at(n)); nodes.delete(n); listeners.delete(n); } },
    d(n, text) { at(n).data = text; },
    h(n, html) { at(n).innerHTML = html; },
    a(n, name, value) { if (name === 'style') at(n).style.cssText = value; else at(n).setAttribute(name, value); }, // the policy takes no style as an attribute
    A(n, name) { at(n).removeAttribute(name); },
    p(n, name, json) {
      const el = at(n), value = JSON.parse(json);
      if (!visitors.has(name)) { el[name] = value; return; }
      if (!own.has(el)) own.set(el, {});
      own.get(el)[name] = value;
    },
    l(n, event, manner) {
      if (!listeners.has(n)) listeners.set(n, {});
      const { capture } = options(manner);
      const f = listeners.get(n)[event + ' ' + manner] = (e) => { if (!busy) hear({ event: e, node: Number(n), capture }); };
      at(n).addEventListener(event, f, options(manner));
    },
    L(n, event, manner) {
      at(n).removeEventListener(event, listeners.get(n)[event + ' ' + manner], options(manner));
    },
  };
  let first = true;
  return (text) => {
    busy = true;
    try {
      if (first) root.textContent = '';
      first = false;
      const edits = text === '' ? [] : text.split('\0');
      for (let i = 0; i < edits.length;) {
        const carry = verbs[edits[i]], end = i + 1 + carry.length;
        carry(...edits.slice(i + 1, end));
        i = end;
      }
      for (const [el, values] of own) for (const name in values) write(el, name, values[name]);
    } finally {
      busy = false;
    }
  };
};
