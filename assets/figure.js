// A chart as a figure for a paper, and as a table: fetched when the first one is saved. The figure is drawn anew in the
// light colours, as wide as a column or a page, with its title, its key and the link that gives it again inside.
'use strict';
(() => {
  const PX = 96 / 25.4; // CSS pixels in a millimetre
  const WIDTHS = [['85', '85 mm, one column'], ['170', '170 mm, two columns']];
  const DPI = 600; // of the PNG: what journals ask of line art (assumed)

  // named is the name of what a mark draws: that of the chart's key, or the one written beside a line of its colour.
  const named = (spec, [mark, , o]) => {
    const own = o.stroke ?? o.fill, colour = o.fill && o.fill !== 'none' && !/panel/.test(o.fill) ? o.fill : own;
    const style = /^(rect|cell)/.test(mark) ? ['class', 'bars'] : /^bar/.test(mark) ? ['bars', 'class'] : mark === 'dot' ? (colour === o.fill ? ['dots', 'line', 'closed'] : ['mark']) : o.strokeDasharray ? ['closed'] : ['line'];
    for (const s of style) for (const k of spec.keys ?? []) if (k.colour === colour && k.style === s) return k.name;
    const beside = spec.marks.find(([m, , t]) => m === 'text' && Array.isArray(t.text) && t.text.length === 1 && t.fill === colour);
    return beside ? beside[2].text[0] : '';
  };

  // parts are the data of the marks, each once: several marks may draw the same ones. Words and axes are none.
  const parts = (spec) => {
    const all = [];
    for (const mark of spec.marks) {
      const [kind, data, o] = mark, text = JSON.stringify(data);
      if (/^(text|axis)/.test(kind) || !data?.length || data.length === 1 && data[0] === 0) continue;
      const channels = {};
      for (const [c, f] of Object.entries(o)) if (typeof f === 'string' && data[0] instanceof Object && f in data[0]) channels[c] = f;
      const places = JSON.stringify([channels.x, channels.y]), name = named(spec, mark);
      const known = all.find((p) => p.text === text && (p.name === name || !p.name || !name || p.places !== places));
      if (!known) { all.push({ kind: kind.replace(/[XY]$/, ''), name, data, text, places, channels: Object.entries(channels), scalar: /^ruleX/.test(kind) ? 'x' : 'y' }); continue; }
      if (known.places === places || /^rule/.test(kind)) known.name ||= name; else known.name = '';
      known.channels.push(...Object.entries(channels));
    }
    return all;
  };

  // header names the column of a field: as the chart says, else by its axis, with the field's own name where the axis has several.
  const header = (spec, part, field) => {
    const own = spec.columns?.[field];
    if (own !== undefined) return own;
    const channel = part.channels.find(([, f]) => f === field)?.[0] ?? '';
    if (/^(fill|stroke|z)$/.test(channel)) return 'series';
    const axis = /^f?[xy]/.exec(channel)?.[0], label = axis && spec.plot[axis]?.label;
    if (!label) return field;
    const several = new Set(part.channels.filter(([c]) => /^f?[xy]/.exec(c)?.[0] === axis).map(([, f]) => f));
    return several.size > 1 ? `${label}, ${field}` : label;
  };

  // table is a chart as rows of cells, the first one of names: what is drawn, what it is called, what stands from left to
  // right, what upwards, and what else is known. A column that says nothing is left out.
  const table = (spec) => {
    const names = ['mark', 'series'], rows = [], rank = { mark: -2, series: -1 };
    for (const part of parts(spec)) for (const d of part.data) {
      const row = { mark: part.kind, series: part.name };
      if (d instanceof Object) for (const f of Object.keys(d)) {
        const h = header(spec, part, f);
        if (!h) continue;
        row[h] = d[f];
        rank[h] ??= typeof d[f] === 'string' ? 0 : ['x', 'y'].indexOf(part.channels.find(([, own]) => own === f)?.[0][0]) + 1 || 3;
      } else { const h = spec.plot[part.scalar]?.label || part.scalar; row[h] = d; rank[h] ??= part.scalar === 'x' ? 1 : 2; }
      for (const n of Object.keys(row)) if (!names.includes(n)) names.push(n);
      rows.push(row);
    }
    const says = (n) => (n === 'mark' ? new Set(rows.map((r) => r[n])).size > 1 : rows.some((r) => (r[n] ?? '') !== ''));
    const kept = names.filter(says).sort((a, b) => rank[a] - rank[b]);
    return [kept, ...rows.map((r) => kept.map((n) => r[n] ?? ''))];
  };

  // csv spells a table, below its title and its link as comments.
  const csv = (spec, link) => {
    const cell = (v) => (/[",\n\r]|^#/.test(v = String(v)) ? `"${v.replaceAll('"', '""')}"` : v);
    const line = (s) => '# ' + s.replace(/\s+/g, ' ') + '\n';
    return line(spec.title) + line(link) + table(spec).map((r) => r.map(cell).join(',') + '\n').join('');
  };

  const NS = 'http://www.w3.org/2000/svg', FONT = 'Inter, Helvetica, Arial, sans-serif';
  const node = (name, o = {}, ...inside) => {
    const n = document.createElementNS(NS, name);
    for (const [k, v] of Object.entries(o)) n.setAttribute(k, v);
    n.append(...inside);
    return n;
  };
  const measure = (() => { let c; return (text, size, weight) => { c ??= document.createElement('canvas').getContext('2d'); c.font = `${weight} ${size}px ${FONT}`; return c.measureText(text).width; }; })();

  // wrap breaks a text into lines: between words, within a word that is longer than a line.
  const wrap = (text, width, size, weight = 400) => {
    const lines = [''];
    for (let word of text.split(' ')) {
      const with_ = (lines.at(-1) + ' ' + word).trim();
      if (measure(with_, size, weight) <= width) { lines[lines.length - 1] = with_; continue; }
      if (lines.at(-1)) lines.push('');
      while (measure(word, size, weight) > width) {
        let n = word.length;
        while (n > 1 && measure(word.slice(0, n), size, weight) > width) n--;
        lines[lines.length - 1] = word.slice(0, n);
        lines.push('');
        word = word.slice(n);
      }
      lines[lines.length - 1] = word;
    }
    return lines;
  };
  const written = (lines, x, y, size, leading, o = {}) => node('text', { 'font-size': size, fill: '#111317', ...o }, ...lines.map((l, i) => node('tspan', { x, y: y + i * leading }, l)));

  // sample is that of an entry of the key, 14 pixels wide.
  const sample = (style, colour, x, y) => {
    if (style === 'dots') return node('circle', { cx: x + 7, cy: y, r: 2.5, fill: colour });
    if (style === 'mark') return node('circle', { cx: x + 7, cy: y, r: 3.6, fill: 'none', stroke: colour, 'stroke-width': 1.5 });
    if (style === 'bars' || style === 'class') return node('rect', { x: x + 2, y: y - 4.5, width: 9, height: 9, fill: colour });
    return node('line', { x1: x, x2: x + 14, y1: y, y2: y, stroke: colour, 'stroke-width': 1.8, ...(style === 'closed' ? { 'stroke-dasharray': '4,2.5' } : {}) });
  };

  // key lays out the entries of the key from y on, and tells where it ends.
  const key = (keys, width, y, colour) => {
    const g = node('g', { class: 'key' });
    let x = 0;
    for (const k of keys) {
      const lines = wrap(k.name, width - 20, 10), w = 20 + Math.max(...lines.map((l) => measure(l, 10, 400)));
      if (x && x + w > width) { x = 0; y += 15; }
      g.append(sample(k.style, colour(k.colour), x, y + 4), written(lines, x + 20, y + 7.5, 10, 12));
      x += w + 14;
      if (lines.length > 1) { x = 0; y += 12 * lines.length + 3; }
    }
    return [g, keys.length ? y + (x ? 18 : 3) : y];
  };

  // draw makes the figure so many millimetres wide.
  const draw = (spec, mm, link) => {
    const width = mm * PX, host = document.createElement('div');
    host.className = 'light';
    host.style.cssText = 'position:absolute;left:-9999px;visibility:hidden;color:var(--axis)';
    document.body.append(host);
    try {
      const chart = plotted(window.Plot, spec, width, FONT);
      host.append(chart);
      for (const el of [chart, ...chart.querySelectorAll('*')]) {
        for (const name of ['fill', 'stroke']) if (/var|currentColor/.test(el.getAttribute(name) ?? '')) el.setAttribute(name, getComputedStyle(el)[name]);
        el.removeAttribute('aria-label');
        el.removeAttribute('aria-description');
      }
      const colour = (c) => { host.style.color = c; const is = getComputedStyle(host).color; host.style.color = 'var(--axis)'; return is; };
      const title = wrap(spec.title, width, 12, 600), from = 15 * title.length + 4, high = chart.height.baseVal.value;
      const [legend, below] = key(spec.keys ?? [], width, from + high + 8, colour);
      const told = wrap(link, width, 7), height = Math.ceil(below + 4 + 9 * told.length);
      chart.removeAttribute('style');
      for (const [k, v] of Object.entries({ x: 0, y: from, 'font-family': FONT, 'font-size': 11, overflow: 'visible' })) chart.setAttribute(k, v);
      return node('svg', { xmlns: NS, width: mm + 'mm', height: (height / PX).toFixed(2) + 'mm', viewBox: `0 0 ${width.toFixed(2)} ${height}`, 'font-family': FONT, role: 'img' },
        node('title', {}, spec.title), node('desc', {}, spec.words ?? ''), node('rect', { width: '100%', height: '100%', fill: '#fff' }),
        written(title, 0, 12, 12, 15, { 'font-weight': 600 }), chart, legend, written(told, 0, below + 8, 7, 9, { fill: '#5a616c', class: 'link' }));
    } finally { host.remove(); }
  };

  const svgOf = (figure) => new Blob([new XMLSerializer().serializeToString(figure)], { type: 'image/svg+xml' });

  // withDensity says in a PNG how many points a metre it has, behind its head.
  const withDensity = async (png) => {
    const b = new Uint8Array(await png.arrayBuffer()), chunk = new DataView(new ArrayBuffer(21)), perMetre = Math.round(DPI / 0.0254);
    chunk.setUint32(0, 9);
    chunk.setUint32(4, 0x70485973); // pHYs
    chunk.setUint32(8, perMetre);
    chunk.setUint32(12, perMetre);
    chunk.setUint8(16, 1);
    let crc = ~0;
    for (let i = 4; i < 17; i++) { crc ^= chunk.getUint8(i); for (let k = 0; k < 8; k++) crc = crc >>> 1 ^ (crc & 1 && 0xedb88320); }
    chunk.setUint32(17, ~crc >>> 0);
    return new Blob([b.slice(0, 33), chunk, b.slice(33)], { type: 'image/png' });
  };

  const pngOf = async (figure) => {
    const url = URL.createObjectURL(svgOf(figure)), image = new Image(), canvas = document.createElement('canvas');
    image.src = url;
    await image.decode();
    [canvas.width, canvas.height] = ['width', 'height'].map((d) => Math.round(parseFloat(figure.getAttribute(d)) / 25.4 * DPI));
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    return withDensity(await new Promise((done) => canvas.toBlob(done)));
  };

  const keep = (blob, spec, end) => {
    const a = document.createElement('a');
    a.href = URL.createObjectURL(blob);
    a.download = spec.title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') + end;
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 10000);
  };

  // print prints the figure alone, on a sheet of its own size: the browser makes a PDF of that.
  const print = (figure) => {
    const sheet = document.createElement('div');
    sheet.className = 'printed-figure';
    const rules = new CSSStyleSheet(); // the policy of the page allows no <style>
    const size = ['width', 'height'].map((d) => Math.ceil(10 * parseFloat(figure.getAttribute(d)) + 2) / 10 + 'mm').join(' '); // with a little room, or a second sheet comes
    rules.replaceSync(`@page { size: ${size}; margin: 0; } @media print { body > :not(.printed-figure) { display: none !important; } html, body { height: auto !important; min-height: 0; margin: 0; overflow: hidden; } .printed-figure svg { display: block; } }`);
    document.adoptedStyleSheets.push(rules);
    sheet.append(figure.cloneNode(true));
    document.body.append(sheet);
    addEventListener('afterprint', () => { sheet.remove(); document.adoptedStyleSheets = document.adoptedStyleSheets.filter((r) => r !== rules); }, { once: true });
    window.print();
  };

  // open shows the figure as it will be, and offers to save it.
  const open = (spec, link) => {
    const host = document.createElement('div');
    host.id = 'figure-dialog';
    shadow(host, `
      dialog { box-sizing: border-box; border: 1px solid var(--line-strong); border-radius: 6px; background: var(--raised); color: var(--ink); padding: 16px; max-width: calc(100vw - 24px); max-height: calc(100dvh - 24px); box-shadow: var(--shadow); font: 13px/1.45 var(--sans); }
      dialog::backdrop { background: var(--veil); }
      h2 { margin: 0 32px 10px 0; font-size: 13px; font-weight: 640; }
      #view { overflow: auto; max-height: 62dvh; background: #fff; border: 1px solid var(--line); padding: 10px; } #view > svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
      #view:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
      .row { display: flex; flex-wrap: wrap; gap: 6px 16px; align-items: center; margin: 12px 0 0; } label { display: flex; gap: 6px; align-items: center; } input { accent-color: var(--strong); margin: 0; }
      button { font: 520 13px var(--sans); height: 28px; padding: 0 12px; border: 1px solid var(--line-strong); border-radius: 4px; background: var(--panel); color: inherit; cursor: pointer; }
      button:hover { background: var(--sunk); border-color: var(--quiet); }
      #close { position: absolute; right: 8px; top: 8px; border: 0; background: none; font-size: 18px; padding: 0; width: 28px; color: var(--quiet); }
      @media (pointer: coarse) { button { height: 40px; } #close { width: 40px; } label { min-height: 32px; } }
      p { margin: 8px 0 0; color: var(--quiet); font-size: 11.5px; max-width: 60ch; }
    `, `<dialog aria-labelledby="name"><h2 id="name">Save the chart</h2><div id="view" tabindex="0" role="region" aria-label="The figure as it will be"></div>
      <div class="row" role="radiogroup" aria-label="Width">${WIDTHS.map(([mm, name], i) => `<label><input type="radio" name="mm" value="${mm}" ${i ? '' : 'checked'}>${name}</label>`).join('')}</div>
      <div class="row"><button id="svg">SVG</button><button id="png">PNG</button><button id="print">Print, or PDF</button><button id="csv">CSV</button></div>
      <p>SVG and PNG (${DPI} points an inch) have title, key, axes and link inside. Printed to a file, the sheet is as large as the figure. CSV holds the numbers that are drawn.</p>
      <button id="close" aria-label="Close">×</button></dialog>`);
    document.body.append(host);
    const s = host.shadowRoot, dialog = s.querySelector('dialog'), view = s.querySelector('#view');
    let figure, mm;
    const show = () => {
      mm = s.querySelector(':checked').value;
      view.replaceChildren(figure = draw(spec, Number(mm), link));
    };
    s.querySelectorAll('input').forEach((i) => i.addEventListener('change', show));
    s.querySelector('#svg').onclick = () => keep(svgOf(figure), spec, `-${mm}mm.svg`);
    s.querySelector('#png').onclick = async () => keep(await pngOf(figure), spec, `-${mm}mm.png`);
    s.querySelector('#csv').onclick = () => keep(new Blob([csv(spec, link)], { type: 'text/csv' }), spec, '.csv');
    s.querySelector('#print').onclick = () => print(figure);
    s.querySelector('#close').onclick = () => dialog.close();
    dialog.addEventListener('click', (e) => { if (e.target === dialog) dialog.close(); });
    dialog.addEventListener('close', () => host.remove());
    show();
    dialog.showModal();
  };

  globalThis.figure = { table, csv, draw, open };
})();
