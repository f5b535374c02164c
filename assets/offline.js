// Keeping the page for use without a network: fetched when that is asked for, or when it was kept. The service worker
// (isolate.js) serves what is kept. A newer page is offered, and taken when the visitor says so.
'use strict';
(() => {
  const home = new URL('./', location.href).href, PREFIX = 'arraylab-kept ' + home + ' ';
  const PAGES = ['./', 'frame.html', 'embed.html', 'licenses.txt'];
  const mb = (bytes) => (bytes < 95e5 ? (bytes / 1e6).toFixed(1) : Math.round(bytes / 1e6)) + ' MB';
  const manifestIn = (html) => JSON.parse(new DOMParser().parseFromString(html, 'text/html').getElementById('manifest').textContent);
  const titles = { mnist: 'MNIST', fashion: 'Fashion-MNIST', cifar10: 'CIFAR-10' };

  // forbidden says why this page cannot be kept; '' where it can.
  const forbidden = () => {
    if (!isSecureContext) return 'This address is plain HTTP on a network: browsers let a page be kept only from https and from localhost. Ask whoever serves it for an https address (its server takes -cert and -key).';
    if (!('serviceWorker' in navigator) || !('caches' in window)) return 'This browser, or its private window, lets no page be kept. Use an ordinary window of a current browser.';
    return '';
  };

  // parts are what can be kept of a build, in bytes: the programs, and each data set.
  const parts = (m) => {
    const sets = Object.entries(m.data).map(([task, all]) => {
      const pieces = Object.values(all).flat();
      return { task, title: titles[task] ?? task, urls: pieces.map((p) => p.url), bytes: pieces.reduce((n, p) => n + p.bytes, 0) };
    }).sort((a, b) => a.bytes - b.bytes);
    const data = new Set(sets.flatMap((s) => s.urls)), urls = [...new Set(Object.values(m.files))].filter((u) => !data.has(u));
    return { programs: { urls, bytes: urls.reduce((n, u) => n + (m.bytes[u] ?? 0), 0) }, sets };
  };

  const stores = async () => (await caches.keys()).filter((n) => n.startsWith(PREFIX)).sort();

  // state is what is kept: the build's commit and the tasks; null for nothing.
  const state = async () => {
    for (const name of (await stores()).reverse()) {
      const note = await (await caches.open(name)).match('kept.json');
      if (note) return { name, ...(await note.json()) };
    }
    return null;
  };

  // keep stores a build with some data sets, and tells how far it is; what was kept before stays until it is through.
  const keep = async (m, tasks, told) => {
    const { programs, sets } = parts(m), chosen = sets.filter((s) => tasks.includes(s.task));
    const name = PREFIX + String(Date.now()).padStart(15, '0'), store = await caches.open(name), before = await stores();
    const total = programs.bytes + chosen.reduce((n, s) => n + s.bytes, 0), queue = [...PAGES, ...programs.urls, ...chosen.flatMap((s) => s.urls)];
    let done = 0;
    try {
      await Promise.all([...Array(4)].map(async () => {
        for (let url; (url = queue.shift()) !== undefined; told(done += m.bytes[url] ?? 0, total)) {
          const hashed = /\.[0-9a-f]{12}\./.test(url); // of such a name there are no other bytes
          const r = hashed && await caches.match(url, { ignoreVary: true }) || await fetch(url, { cache: hashed ? 'default' : 'no-store' });
          if (!r.ok) throw new Error(`${url}: the server answered ${r.status}`);
          await store.put(url, r);
        }
      }));
      await store.put('kept.json', new Response(JSON.stringify({ commit: m.commit, date: m.date, page: m.page, tasks })));
    } catch (e) {
      await caches.delete(name);
      throw e;
    }
    for (const old of before.slice(0, -1)) if (old !== name) await caches.delete(old); // other tabs may still use the last one
    await navigator.serviceWorker.register('isolate.js');
    await navigator.serviceWorker.ready;
    navigator.storage?.persist?.();
  };

  const forget = async () => { for (const name of await stores()) await caches.delete(name); };

  // newest is the manifest of the page that the network has now; null where there is no network.
  const newest = async () => {
    try {
      const r = await fetch('./', { cache: 'no-store' });
      return r.ok ? manifestIn(await r.text()) : null;
    } catch { return null; }
  };

  // differs tells whether a build is another one than what is kept.
  const differs = (m, kept) => m && (m.commit !== kept.commit || m.page !== kept.page);

  const inside = (host, html) => {
    shadow(host, `
      :host { font: 13px/1.45 var(--sans); color: var(--ink); }
      dialog { box-sizing: border-box; width: min(460px, calc(100vw - 24px)); max-height: calc(100dvh - 24px); border: 1px solid var(--line-strong); border-radius: 6px; background: var(--raised); color: var(--ink); padding: 16px; box-shadow: var(--shadow); }
      dialog::backdrop { background: var(--veil); } h2 { margin: 0 32px 8px 0; font-size: 13px; font-weight: 640; } p { margin: 8px 0; }
      label { display: flex; gap: 8px; align-items: center; min-height: 26px; } label span { margin-left: auto; color: var(--quiet); font-variant-numeric: tabular-nums; } input { accent-color: var(--strong); margin: 0; width: 15px; height: 15px; }
      .row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 12px; }
      button { font: 520 13px var(--sans); height: 28px; padding: 0 12px; border: 1px solid var(--line-strong); border-radius: 4px; background: var(--panel); color: inherit; cursor: pointer; }
      button:hover:not(:disabled) { background: var(--sunk); border-color: var(--quiet); } button:disabled { opacity: .6; cursor: default; } button:focus-visible, input:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
      .strong { background: var(--strong); color: var(--on-strong); border-color: var(--strong); } .strong:hover:not(:disabled) { background: var(--soft); }
      #close { position: absolute; right: 8px; top: 8px; border: 0; background: none; font-size: 18px; padding: 0; width: 28px; color: var(--quiet); } progress { width: 100%; }
      .bar { position: fixed; z-index: 8; right: 12px; bottom: 12px; max-width: min(420px, calc(100vw - 24px)); box-sizing: border-box; padding: 10px 12px; border: 1px solid var(--line-strong); border-radius: 6px; background: var(--raised); box-shadow: var(--shadow); } .bar p { margin: 0; }
      @media (pointer: coarse) { button { height: 40px; } #close { width: 40px; } label { min-height: 40px; } }
      @media print { :host { display: none; } }
    `, html);
    document.body.append(host);
    return (id) => host.shadowRoot.querySelector(id);
  };

  // open shows what can be kept and what is.
  const open = async () => {
    const why = forbidden(), m = manifest(), { programs, sets } = parts(m), kept = why ? null : await state().catch(() => null);
    const box = (id, title, bytes, on, fixed) => `<label><input type="checkbox" value="${id}" ${on ? 'checked' : ''} ${fixed ? 'disabled' : ''}>${title}<span>${mb(bytes)}</span></label>`;
    const host = document.createElement('div');
    host.id = 'offline';
    const $ = inside(host, `<dialog aria-labelledby="name"><h2 id="name">Keep for use without a network</h2><p id="why"></p>
      <div id="can"><div role="group" aria-label="What is kept">${box('', 'The programs and pages', programs.bytes, true, true)}${sets.map((s) => box(s.task, 'Images of ' + s.title, s.bytes, kept ? kept.tasks.includes(s.task) : s.task === 'mnist')).join('')}</div>
      <p>Synthetic signals are made here and need none. A newer page is offered when there is one, and taken only when you say so. To have it as an app, use “Install” in the browser’s menu.</p>
      <progress id="part" hidden max="1" aria-label="Kept so far"></progress><p id="says" role="status"></p>
      <div class="row"><button id="keep" class="strong">${kept ? 'Keep these' : 'Keep'}</button><button id="forget" ${kept ? '' : 'hidden'}>Forget all</button></div></div>
      <button id="close" aria-label="Close">×</button></dialog>`);
    const dialog = $('dialog'), says = (t) => { $('#says').textContent = t; };
    $('#why').textContent = why || 'This browser then opens the page, and trains, without a network.';
    $('#can').hidden = !!why;
    if (kept) says(`Kept is the page of ${kept.date} (commit ${kept.commit}).`);
    $('#keep').onclick = async () => {
      $('#keep').disabled = true;
      $('#part').hidden = false;
      try {
        await keep(m, [...host.shadowRoot.querySelectorAll('input:checked:not(:disabled)')].map((i) => i.value), (done, total) => {
          $('#part').value = done / Math.max(total, 1);
          says(`${mb(done)} of ${mb(total)}`);
        });
        says('Kept. The page opens here without a network now.');
        $('#forget').hidden = false;
      } catch (e) {
        says(e.name === 'QuotaExceededError' ? 'There is no room for so much in this browser: choose fewer images.' : `It could not be kept: ${e.message}. Check the connection, then try again.`);
      }
      $('#keep').disabled = false;
      $('#part').hidden = true;
    };
    $('#forget').onclick = async () => { await forget(); $('#forget').hidden = true; says('Nothing is kept.'); };
    $('#close').onclick = () => dialog.close();
    dialog.addEventListener('click', (e) => { if (e.target === dialog) dialog.close(); });
    dialog.addEventListener('close', () => host.remove());
    dialog.showModal();
  };

  // check offers a newer page, where one was kept and the network has another.
  const check = async () => {
    const kept = await state(), m = kept && await newest();
    if (!differs(m, kept) || document.getElementById('offline-newer')) return;
    const host = document.createElement('div');
    host.id = 'offline-newer';
    const $ = inside(host, `<div class="bar" role="status"><p>A newer page is there (${m.date}). The kept one stays until you take it.</p><div class="row"><button id="take" class="strong">Take it and reload</button><button id="later">Not now</button></div></div>`);
    $('#later').onclick = () => host.remove();
    $('#take').onclick = async () => {
      $('#take').disabled = true;
      try {
        await keep(m, kept.tasks, (done, total) => { $('p').textContent = `${mb(done)} of ${mb(total)}`; });
        location.reload();
      } catch (e) {
        $('p').textContent = `It could not be fetched: ${e.message}. The kept page stays.`;
        $('#take').disabled = false;
      }
    };
  };

  globalThis.offline = { open, check };
})();
