// The page's own elements. Their insides are shadow trees, which the renderer of the page never
// sees: it writes properties and attributes, and hears events. What they show is decided in Go.
'use strict';

globalThis.said ??= (text) => text; // in the page's language, where boot.js knows of one

const manifest = () => JSON.parse(document.getElementById('manifest').textContent);

// shadow gives an element its inside. All of its kind share one style sheet, which is made here: the policy of the page
// allows no <style>.
const sheets = {};
const sheet = (css) => {
  if (!sheets[css]) (sheets[css] = new CSSStyleSheet()).replaceSync(css);
  return sheets[css];
};
const shadow = (el, css, html) => {
  const s = el.attachShadow({ mode: 'open' });
  s.adoptedStyleSheets = [sheet(css)];
  s.innerHTML = html;
  return s;
};

// A question mark that explains a term on hover and focus.
customElements.define('lab-tip', class extends HTMLElement {
  static observedAttributes = ['name', 'text', 'source', 'term'];
  constructor() {
    super();
    const s = shadow(this, `
      :host { display: inline-flex; }
      button { all: unset; box-sizing: border-box; width: 15px; height: 15px; border-radius: 50%; font: 600 10px/15px var(--sans); text-align: center; color: var(--quiet); cursor: help; }
      button:hover { color: var(--ink); } button:focus-visible { outline: 2px solid var(--focus); color: var(--ink); }
      @media (pointer: coarse) { button { width: 28px; height: 28px; font-size: 13px; line-height: 28px; } }
      [role=tooltip] { position: fixed; margin: 0; inset: auto; border: 1px solid var(--line-strong); background: var(--raised); color: var(--ink); font: 400 12.5px/1.45 var(--sans);
        padding: 8px 10px; border-radius: 4px; max-width: min(320px, calc(100vw - 24px)); box-shadow: var(--shadow); white-space: normal; text-align: left; }
      small { display: block; margin-top: 4px; font-size: 11.5px; color: var(--quiet); }
    `, `<button type="button" aria-describedby="tip">?</button><div id="tip" role="tooltip" popover="manual"><span></span><small></small><small class="more"></small></div>`);
    const button = s.querySelector('button'), tip = s.querySelector('#tip');
    const show = () => {
      if (tip.matches(':popover-open')) return;
      tip.showPopover();
      const b = button.getBoundingClientRect(), t = tip.getBoundingClientRect();
      tip.style.left = Math.max(8, Math.min(b.left - 8, innerWidth - t.width - 8)) + 'px';
      tip.style.top = (b.bottom + t.height + 10 < innerHeight ? b.bottom + 6 : Math.max(8, b.top - t.height - 6)) + 'px';
    };
    const hide = () => { if (tip.matches(':popover-open')) tip.hidePopover(); };
    button.addEventListener('mouseenter', show);
    button.addEventListener('focus', show);
    // It leads to the glossary; a finger, which cannot hover, opens it first.
    let fresh = false;
    button.addEventListener('pointerdown', (e) => { fresh = e.pointerType !== 'mouse' && !tip.matches(':popover-open'); });
    button.addEventListener('click', () => {
      const term = this.getAttribute('term');
      if (!term || fresh) { show(); fresh = false; return; }
      hide();
      this.dispatchEvent(new CustomEvent('term', { bubbles: true, composed: true, detail: term }));
    });
    button.addEventListener('mouseleave', () => { if (s.activeElement !== button) hide(); });
    button.addEventListener('blur', hide);
    this.addEventListener('keydown', (e) => { if (e.key === 'Escape') { hide(); e.stopPropagation(); } });
    addEventListener('scroll', hide, { capture: true, passive: true });
  }
  attributeChangedCallback() {
    const s = this.shadowRoot, source = this.getAttribute('source');
    s.querySelector('button').setAttribute('aria-label', said('About ' + (this.getAttribute('name') || 'this')));
    s.querySelector('span').textContent = this.getAttribute('text') || '';
    s.querySelector('small').textContent = source ? said('Source: ' + source) : '';
    s.querySelector('.more').textContent = this.getAttribute('term') ? said((matchMedia('(pointer: coarse)').matches ? 'Touch again' : 'Click') + ' for the glossary.') : '';
  }
});

// A modal dialog around what the page puts into it.
customElements.define('lab-dialog', class extends HTMLElement {
  static observedAttributes = ['label', 'data-part'];
  constructor() {
    super();
    const s = shadow(this, `
      dialog { border: 1px solid var(--line-strong); border-radius: 6px; background: var(--raised); color: var(--ink); padding: 0; max-width: min(760px, calc(100vw - 24px)); max-height: calc(100dvh - 24px); box-shadow: var(--shadow); }
      :host([wide]) dialog { max-width: calc(100vw - 24px); }
      dialog::backdrop { background: var(--veil); }
      dialog:focus-visible { outline: none; }
      p { display: none; }
      @media print {
        dialog, :host([wide]) dialog { position: absolute; inset: 0 auto auto 0; width: 100%; max-width: none; max-height: none; margin: 0; border: 0; overflow: visible; box-shadow: none; }
        dialog::backdrop { display: none; }
        p { display: block; margin: 4mm 0 0; padding: 2mm 0; border-top: 1px solid var(--line); font: 11.5px/1.45 var(--sans); overflow-wrap: anywhere; }
      }
    `, `<dialog><slot></slot><p></p></dialog>`);
    const paper = s.querySelector('p'); // the link and the fingerprint, which the page behind does not show then
    addEventListener('beforeprint', () => { paper.textContent = this.open ? document.querySelector('.printed')?.textContent : ''; });
    this.dialog = s.querySelector('dialog');
    const dismiss = (e) => { e.preventDefault(); this.dispatchEvent(new CustomEvent('dismiss')); };
    this.dialog.addEventListener('cancel', dismiss);
    this.dialog.addEventListener('click', (e) => { if (e.target === this.dialog) dismiss(e); });
  }
  attributeChangedCallback(name, old, value) {
    if (name === 'label') this.dialog.setAttribute('aria-label', value);
    else if (old !== value) this.dialog.scrollTop = 0; // another part of what it shows
  }
  set open(on) {
    if (on === this.dialog.open) return;
    if (!on) { this.dialog.close(); return; }
    const content = this.dialog.querySelector('slot');
    content.inert = true; // what opens gives the focus to its first field, which brings up a phone's keys: to itself, then
    this.dialog.showModal();
    content.inert = false;
    if (!matchMedia('(pointer: coarse)').matches) requestAnimationFrame(() => this.querySelector('[data-first]')?.focus()); // a touch would bring up the keys
  }
  get open() { return this.dialog.open; }
});

// A drawing of the glossary, fetched when it is shown. It takes the theme's colours and brings its own description.
customElements.define('lab-drawing', class extends HTMLElement {
  static observedAttributes = ['name'];
  constructor() {
    super();
    shadow(this, `
      :host { display: block; } :host([hidden]) { display: none; }
      #box { overflow-x: auto; } #box > svg { display: block; width: 100%; min-width: 560px; height: auto; } /* on a phone it is scrolled, not shrunk */
      p { color: var(--quiet); font: 12.5px/1.45 var(--sans); margin: 8px 0; }
      a { font: 500 11px/18px var(--sans); color: var(--quiet); text-decoration: none; } a:hover { color: var(--ink); } a:focus-visible { outline: 2px solid var(--focus); }
    `, `<div id="box"></div><a download>SVG</a>`);
    if (typeof ResizeObserver === 'function') new ResizeObserver(() => this.reach()).observe(this);
  }
  reach() { // what is scrolled can be scrolled by keys
    const box = this.shadowRoot.querySelector('#box');
    box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
  }
  async attributeChangedCallback(_, old, name) {
    if (old === name) return;
    const s = this.shadowRoot, box = s.querySelector('#box'), a = s.querySelector('a'), url = manifest().files[`glossary-${name}.svg`];
    box.replaceChildren();
    a.hidden = true;
    if (!name || !url) return;
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(answer.status);
      const text = await answer.text();
      if (this.getAttribute('name') !== name) return; // another one was asked for meanwhile
      const [, css] = text.match(/<style>([^]*?)<\/style>/);
      s.adoptedStyleSheets = [s.adoptedStyleSheets[0], sheet(css)];
      box.innerHTML = text.replace(/<style>[^]*?<\/style>/, '');
      for (const el of box.querySelectorAll('text, tspan, title, desc')) for (const t of el.childNodes) if (t.nodeType === 3) t.data = said(t.data);
      this.reach();
      a.href = url;
      a.download = name + '.svg';
      a.setAttribute('aria-label', said('Save the drawing as SVG'));
      a.hidden = false;
    } catch {
      box.innerHTML = `<p>${said('The drawing could not be loaded. Check the connection, then choose the term again.')}</p>`;
    }
  }
});

// A button that offers to keep the page for use without a network (offline.js).
customElements.define('lab-offline', class extends HTMLElement {
  constructor() {
    super();
    this.addEventListener('click', async () => {
      try { await (window.offline || script(manifest().files['offline.js'])); } catch { return; }
      window.offline.open();
    });
  }
});

// A list that arrow keys walk through, from the field that searches it on; a slash leads back to the field.
customElements.define('lab-walk', class extends HTMLElement {
  constructor() {
    super();
    this.addEventListener('keydown', (e) => {
      const typing = e.target.matches('input, select, textarea');
      if (e.key === '/' && !typing) { this.querySelector('[data-first]')?.focus(); e.preventDefault(); return; }
      const stops = [...this.querySelectorAll('[data-stop]')].filter((s) => s.checkVisibility?.() ?? s.offsetParent), at = stops.indexOf(e.target);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: typing ? -1 : 0, End: typing ? -1 : stops.length - 1 }[e.key];
      if (at < 0 || e.altKey || e.ctrlKey || e.metaKey || !stops[to]) return;
      stops[to].focus();
      e.preventDefault();
    });
  }
});

// A small picture, one palette index or one colour a pixel; with the attribute pick its pixels can be chosen, by a drawn
// mouse too, and keys that go from place to place are told in the event step.
customElements.define('lab-pixels', class extends HTMLElement {
  constructor() {
    super();
    const s = shadow(this, `
      :host { display: block; position: relative; }
      canvas { display: block; width: 100%; height: 100%; image-rendering: var(--pixels, pixelated); }
      i { position: absolute; display: none; box-sizing: border-box; outline: 2px solid var(--ink); outline-offset: 1px; pointer-events: none; }
      :host([pick]) { cursor: pointer; }
    `, `<canvas width="1" height="1"></canvas><i></i>`);
    this.canvas = s.querySelector('canvas');
    this.frame = s.querySelector('i');
    const pick = (e, again) => {
      if (!this.hasAttribute('pick') || !this.shown) return;
      const r = this.canvas.getBoundingClientRect(), { w, h } = this.shown;
      const x = Math.floor((e.clientX - r.left) / r.width * w), y = Math.floor((e.clientY - r.top) / r.height * h), at = y * w + x;
      if (x < 0 || y < 0 || x >= w || y >= h || !again && at === this.picked) return;
      this.picked = at;
      this.dispatchEvent(new CustomEvent('pick', { detail: at }));
    };
    this.addEventListener('click', (e) => pick(e, true));
    this.addEventListener('pointermove', (e) => { if (e.pointerType === 'mouse' && e.buttons === 1) pick(e, false); });
    this.addEventListener('keydown', (e) => {
      if (!this.hasAttribute('pick') || e.altKey || e.ctrlKey || e.metaKey) return;
      if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].includes(e.key)) return;
      e.preventDefault();
      this.dispatchEvent(new CustomEvent('step', { detail: e.key }));
    });
  }
  draw(text) {
    const p = this.shown = JSON.parse(text);
    const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const px = bytes(p.px), pal = bytes(p.pal), { canvas, frame } = this;
    if (canvas.width !== p.w || canvas.height !== p.h) { canvas.width = p.w; canvas.height = p.h; }
    const image = new ImageData(p.w, p.h);
    const from = p.pal ? pal : px; // without a palette each pixel has its own colour
    for (let i = 0; i < p.w * p.h; i++) {
      const c = 3 * (p.pal ? px[i] : i);
      image.data.set([from[c], from[c + 1], from[c + 2], 255], 4 * i);
    }
    canvas.getContext('2d').putImageData(image, 0, 0);
    canvas.style.aspectRatio = p.w + ' / ' + p.h;
    frame.style.display = p.mark >= 0 ? 'block' : 'none';
    if (p.mark >= 0) {
      frame.style.left = 100 * (p.mark % p.w) / p.w + '%';
      frame.style.top = 100 * Math.floor(p.mark / p.w) / p.h + '%';
      frame.style.width = 100 * (p.mw || 1) / p.w + '%';
      frame.style.height = 100 * (p.mh || 1) / p.h + '%';
    }
  }
});

// A pad to draw on, with a pointer or with keys: arrows move a pen, a blank sets it down and lifts it. It tells all its
// strokes, as points of the unit square, in the event ink.
customElements.define('lab-pad', class extends HTMLElement {
  constructor() {
    super();
    const s = shadow(this, `
      :host { display: block; touch-action: none; cursor: crosshair; }
      canvas { display: block; width: 100%; height: 100%; touch-action: none; }
    `, `<canvas width="560" height="560"></canvas>`);
    this.canvas = s.querySelector('canvas');
    this.strokes = [];
    const at = (e) => {
      const r = this.canvas.getBoundingClientRect();
      return [(e.clientX - r.left) / r.width, (e.clientY - r.top) / r.height];
    };
    let pen = null;
    this.addEventListener('pointerdown', (e) => {
      if (pen !== null || e.button) return;
      pen = e.pointerId;
      this.setPointerCapture(pen);
      this.strokes.push(at(e));
      this.changed();
      e.preventDefault();
    });
    this.addEventListener('pointermove', (e) => {
      if (e.pointerId !== pen) return;
      const stroke = this.strokes[this.strokes.length - 1];
      for (const p of e.getCoalescedEvents?.() ?? [e]) stroke.push(...at(p));
      this.changed();
    });
    const step = 1 / 28; // of the grid that the network sees
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    this.pen = { x: 0.5, y: 0.5, down: false };
    this.addEventListener('keydown', (e) => {
      const p = this.pen, move = moves[e.key];
      if (e.altKey || e.ctrlKey || e.metaKey || !move && e.key !== ' ') return;
      e.preventDefault();
      if (move) {
        p.x = Math.min(1 - step / 2, Math.max(step / 2, p.x + move[0]));
        p.y = Math.min(1 - step / 2, Math.max(step / 2, p.y + move[1]));
      } else if (!e.repeat) p.down = !p.down;
      if (!p.down || !move && e.repeat) { this.paint(); return; }
      if (move) this.strokes[this.strokes.length - 1]?.push(p.x, p.y);
      else this.strokes.push([p.x, p.y]);
      this.changed();
    });
    for (const kind of ['focus', 'blur']) this.addEventListener(kind, () => { this.pen.down = false; this.paint(); });
    const lift = (e) => { if (e.pointerId === pen) pen = null; };
    this.addEventListener('pointerup', lift);
    this.addEventListener('pointercancel', lift);
  }
  changed() { // once a frame at most
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.paint();
      this.dispatchEvent(new CustomEvent('ink', { bubbles: true, detail: JSON.stringify(this.strokes) }));
    });
  }
  show(text) { this.strokes = JSON.parse(text); this.pen.down = false; this.paint(); }
  paint() {
    const c = this.canvas.getContext('2d'), n = this.canvas.width;
    c.clearRect(0, 0, n, n);
    c.strokeStyle = c.fillStyle = getComputedStyle(this).color;
    c.lineWidth = 0.08 * n; // twice the pen's radius in ui/digit
    c.lineCap = c.lineJoin = 'round';
    for (const s of this.strokes) {
      c.beginPath();
      c.moveTo(s[0] * n, s[1] * n);
      for (let i = 2; i < s.length; i += 2) c.lineTo(s[i] * n, s[i + 1] * n);
      if (s.length === 2) c.lineTo(s[0] * n + 0.01, s[1] * n);
      c.stroke();
    }
    if (!this.matches(':focus-visible')) return;
    c.lineWidth = 3; // the pen: a ring, filled while it is down
    c.beginPath();
    c.arc(this.pen.x * n, this.pen.y * n, 0.045 * n, 0, 2 * Math.PI);
    c.stroke();
    if (this.pen.down) c.fill();
  }
});

// Files of the visitor's: of gathers those of a drop or of a field, with those in folders; read has them side by side, as
// long as they are not too many bytes together.
window.labFiles = {
  async of(from) {
    const entries = [...(from.items ?? [])].map((item) => item.webkitGetAsEntry?.()).filter(Boolean), plain = [...from.files], found = [];
    if (!entries.some((entry) => entry.isDirectory)) return plain.map((file) => ({ name: file.webkitRelativePath || file.name, file }));
    const walk = async (entry, path) => {
      if (entry.isFile) return found.push({ name: path + entry.name, file: await new Promise((done, failed) => entry.file(done, failed)) });
      for (const reader = entry.createReader(); ;) {
        const some = await new Promise((done, failed) => reader.readEntries(done, failed));
        if (!some.length) return;
        for (const one of some) await walk(one, path + entry.name + '/');
      }
    };
    for (const entry of entries) await walk(entry, '');
    return found;
  },
  async read(list, most) {
    const sizes = list.map(({ file }) => file.size), all = sizes.reduce((a, b) => a + b, 0);
    if (all > most) throw new Error(`They are ${all} bytes together: allowed are ${most}.`);
    const body = new Uint8Array(all);
    let at = 0;
    for (const { file } of list) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      body.set(bytes, at);
      at += bytes.length;
    }
    return { sizes, body: body.buffer };
  },
};

// A place for a picture of the visitor's own: dropped, pasted or chosen. It tells the middle square of it in the event
// photo, as red, green and blue of data-side times data-side pixels; what is no picture in the event unseen.
customElements.define('lab-photo', class extends HTMLElement {
  static observedAttributes = ['data-note'];
  constructor() {
    super();
    const s = shadow(this, `
      :host { display: block; } input { display: none; }
      button { all: unset; box-sizing: border-box; width: 100%; height: 100%; padding: 12px; display: grid; place-items: center; text-align: center; font: 12.5px/1.45 var(--sans); color: var(--quiet); cursor: pointer; }
      button:hover { color: var(--ink); } button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    `, `<button type="button"></button><input type="file" accept="image/*" tabindex="-1" aria-hidden="true">`);
    this.button = s.querySelector('button');
    const input = s.querySelector('input');
    this.button.addEventListener('click', () => input.click());
    input.addEventListener('change', () => { if (input.files[0]) this.take(input.files[0]); input.value = ''; });
    document.addEventListener('paste', (e) => {
      const file = [...(e.clipboardData?.files ?? [])].find((f) => f.type.startsWith('image/'));
      if (this.takes(file)) { this.take(file); e.preventDefault(); }
    });
  }
  attributeChangedCallback() {
    this.button.textContent = this.dataset.note;
    this.button.setAttribute('aria-label', this.dataset.note || said('Choose another picture; one can also be dropped or pasted'));
  }
  takes(file) { return this.dataset.ready === 'true' && !!file?.type.startsWith('image/'); }
  async take(file) {
    const tell = (kind, detail) => this.dispatchEvent(new CustomEvent(kind, { bubbles: true, detail }));
    try {
      const image = await createImageBitmap(file), n = Number(this.dataset.side), cut = Math.min(image.width, image.height);
      const side = Math.min(cut, 16 * n), canvas = document.createElement('canvas'), c = canvas.getContext('2d');
      canvas.width = canvas.height = side;
      c.fillStyle = '#fff'; // below what is transparent
      c.fillRect(0, 0, side, side);
      c.imageSmoothingQuality = 'high';
      c.drawImage(image, (image.width - cut) >> 1, (image.height - cut) >> 1, cut, cut, 0, 0, side, side);
      tell('photo', btoa(String.fromCharCode(...this.means(c.getImageData(0, 0, side, side).data, side, n))));
    } catch { tell('unseen', file.name); }
  }
  // means are those of n times n equal parts of a square of pixels; one of n pixels a side stays as it is.
  means(px, side, n) {
    const out = new Uint8Array(3 * n * n), k = side / n;
    const weigh = (from) => { // pixels that a part touches, each with its share in the part
      const list = [];
      for (let p = Math.floor(from * k); p < Math.min(side, Math.ceil((from + 1) * k - 1e-9)); p++) list.push([p, (Math.min(p + 1, (from + 1) * k) - Math.max(p, from * k)) / k]);
      return list;
    };
    const shares = Array.from({ length: n }, (_, i) => weigh(i));
    for (let y = 0; y < n; y++) for (let x = 0; x < n; x++) {
      const sum = [0, 0, 0];
      for (const [py, wy] of shares[y]) for (const [qx, wx] of shares[x]) for (let c = 0; c < 3; c++) sum[c] += wy * wx * px[4 * (py * side + qx) + c];
      for (let c = 0; c < 3; c++) out[3 * (y * n + x) + c] = Math.round(sum[c]);
    }
    return out;
  }
});

// The frame of the array view: made once, never touched again.
customElements.define('lab-array', class extends HTMLElement {
  constructor() {
    super();
    shadow(this, `:host { display: block; } iframe { display: block; width: 100%; height: 100%; border: 0; background: none; }`, ``);
  }
  set on(on) {
    const { frame } = manifest();
    if (!on || this.iframe || !frame) return;
    this.iframe = document.createElement('iframe');
    this.iframe.title = said('Array of memory cells');
    // A browser asks all pages around a frame whether they may show it. In a guest a stranger is among them, so that only
    // a frame without an address of its own will do.
    if ('guest' in document.documentElement.dataset) fetch(frame).then((r) => r.text()).then((html) => { this.iframe.srcdoc = html; }).catch(() => { this.iframe.src = frame; });
    else this.iframe.src = frame;
    this.shadowRoot.append(this.iframe);
    queueMicrotask(() => this.dispatchEvent(new CustomEvent('framed', { bubbles: true }))); // not while the page renders
  }
});

// script loads one of the page's scripts.
const script = (src) => new Promise((done, no) => {
  const s = document.createElement('script');
  s.src = src;
  s.onload = done;
  s.onerror = () => no(new Error(src));
  document.head.append(s);
});

// A chart by Observable Plot, which is loaded when the first one is drawn. With the attribute pick its plane can be pointed
// into: a click, or the mouse dragged, is told with the coordinates of the chart in the event pick.
const plot = (() => {
  let loading;
  return () => loading ??= script(manifest().files['d3.js']).then(() => script(manifest().files['plot.js'])).then(() => window.Plot).catch((e) => { loading = null; throw e; });
})();

// bare is where charts are made: the library gives each a <style>, which the policy of the page allows nowhere in it.
const bare = document.implementation.createHTMLDocument('');

// plotted draws a chart so many pixels wide. The rules of its <style> are those that lab-chart has.
const plotted = (Plot, { title, words, plot: o, marks }, width, fontFamily) => {
  const svg = Plot.plot({
    ...o, document: bare, width, height: Math.round(o.height * Math.min(1.5, Math.max(1, width / 308))), ariaLabel: said(title) + '. ' + said(words), style: { background: 'none', color: 'var(--axis)', fontFamily, fontSize: '11px' },
    marks: marks.map(([name, data, options]) => Plot[name](data, options)),
  });
  svg.querySelector('style').remove();
  for (const t of svg.querySelectorAll('text, tspan')) if (t.firstChild?.nodeType === 3) t.firstChild.data = t.firstChild.data.replace(/^([↑↓←] )?(.*?)( [→↑↓])?$/s, (_, a = '', words, b = '') => a + said(words) + b); // Plot's arrows stay
  return svg;
};

customElements.define('lab-chart', class extends HTMLElement {
  constructor() {
    super();
    const s = shadow(this, `
      :host { display: block; position: relative; min-height: 60px; }
      :host([hidden]) { display: none; }
      :host([pick]) #box { cursor: crosshair; user-select: none; }
      svg { display: block; height: auto; max-width: 100%; overflow: visible; font-variant-numeric: tabular-nums; --plot-background: white; }
      svg text, svg tspan { white-space: pre; }
      #save { position: absolute; right: 0; top: -27px; display: var(--save, flex); gap: 2px; }
      button { font: 500 11px/18px var(--sans); color: var(--quiet); background: none; border: 0; border-radius: 3px; padding: 0 4px; cursor: pointer; }
      button:hover { color: var(--ink); } button:focus-visible { outline: 2px solid var(--focus); color: var(--ink); }
      p { color: var(--quiet); font: 12.5px/1.45 var(--sans); margin: 8px 0; }
    `, `<div id="save" part="tools"><button type="button" aria-haspopup="dialog" ></button></div><div id="box"></div>`);
    this.box = s.querySelector('#box');
    this.drawn = 0;
    const save = s.querySelector('#save button');
    save.title = said('Save this chart as SVG, PNG, PDF or CSV');
    save.textContent = said('Save');
    save.onclick = () => this.save();
    const resized = () => { if (this.text && this.clientWidth !== this.width && (this.seen || !this.hasAttribute('lazy'))) this.redraw(); };
    if (typeof ResizeObserver === 'function') new ResizeObserver(resized).observe(this);
    else addEventListener('resize', resized);
    this.box.addEventListener('click', (e) => this.point(e));
    this.box.addEventListener('pointermove', (e) => { if (e.pointerType === 'mouse' && e.buttons === 1) this.point(e); });
  }
  // draw keeps the chart; with the attribute lazy it is drawn when it comes into view.
  draw(text) {
    this.text = text;
    if (!this.hasAttribute('lazy') || this.seen || typeof IntersectionObserver !== 'function') { this.redraw(); return; }
    if (this.watch) return;
    this.watch = new IntersectionObserver((all) => {
      if (!all.some((e) => e.isIntersecting)) return;
      this.watch.disconnect();
      this.seen = true;
      this.redraw();
    }, { scrollMargin: '400px' });
    this.watch.observe(this);
  }
  point(e) { // once a frame at most
    if (!this.hasAttribute('pick') || !this.drawn) return;
    this.pointed = e;
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      const svg = this.box.firstElementChild, r = svg.getBoundingClientRect(), k = this.width / r.width;
      const x = svg.scale('x').invert((this.pointed.clientX - r.left) * k), y = svg.scale('y').invert((this.pointed.clientY - r.top) * k);
      this.dispatchEvent(new CustomEvent('pick', { detail: `${x} ${y}` })); // the page reads no objects
    });
  }
  async redraw() {
    let Plot;
    try { Plot = await plot(); } catch {
      this.box.innerHTML = `<p>${said('The charts could not be loaded. Check the connection; the next result tries again.')}</p>`;
      return;
    }
    const width = this.clientWidth;
    if (!width || !this.isConnected) return;
    this.width = width;
    const svg = plotted(Plot, JSON.parse(this.text), width, 'var(--sans)');
    svg.setAttribute('role', 'img'); // one picture with one description: its parts have none
    for (const g of svg.querySelectorAll('[aria-label], [aria-description]')) { g.removeAttribute('aria-label'); g.removeAttribute('aria-description'); }
    this.box.replaceChildren(svg);
    this.drawn++;
  }
  // save opens the chart as a figure and a table, with the link that gives it again (figure.js).
  async save() {
    const link = this.closest('[data-link]:not(html, [data-link=""])')?.dataset.link || document.querySelector('.printed')?.textContent || location.href;
    try { await (window.figure || script(manifest().files['figure.js'])); } catch {
      this.box.insertAdjacentHTML('beforeend', `<p role="alert">${said('What saves charts could not be loaded. Check the connection, then try again.')}</p>`);
      return;
    }
    window.figure.open(JSON.parse(this.text), link);
  }
});

// What is shared is selected as a whole, to be copied by hand.
document.addEventListener('focusin', (e) => { if (/^share-(link|frame|cite)$/.test(e.target.id)) e.target.select(); });

// The skip links move the focus and leave the address alone: the hash holds the settings. On a phone a part has its tab.
for (const skip of document.querySelectorAll('.skip')) skip.addEventListener('click', (e) => {
  e.preventDefault();
  const to = skip.hash.slice(1), tab = document.getElementById('tab-' + to);
  if (tab?.getClientRects().length) tab.click();
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(to)?.focus()));
});
