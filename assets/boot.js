// Loads the page's program with a progress bar, and says in words what stands in its way.
'use strict';
(async () => {
  const root = document.documentElement, text = document.getElementById('boot-text'), bar = document.getElementById('boot-bar');
  const guest = 'guest' in root.dataset; // a frame in another page: it reads nothing of what this browser keeps, nor keeps anything
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  let theme = dark ? 'dark' : 'light';
  if (!guest) try { theme = localStorage.getItem('arraylab.theme') || localStorage.getItem('theme') || theme; } catch { /* storage is forbidden: the browser's own choice holds */ }
  root.dataset.theme = theme;

  // The language: that of the link, or the visitor's own. English stands here and in the programs; the others are files.
  // said is a text in it: by its table alone until the page's program knows better (package lang).
  let words = {};
  globalThis.said = (text) => words[text] ?? text;
  globalThis.relabel = (lang) => { // what stands in index.html
    root.lang = lang;
    for (const el of document.querySelectorAll('.skip, .boot :is(p, button, a)')) if (!el.querySelector('*')) el.textContent = said(el.dataset.english ??= el.textContent);
  };
  let lang = (/[#&]lang=([a-z-]+)/.exec(location.hash) || [])[1];
  if (!guest) try { lang ||= localStorage.getItem('arraylab.lang'); } catch { /* that of the link alone */ }

  const fail = (what) => {
    root.dataset.state = 'failed';
    let at = document.getElementById('boot-text');
    if (!at) { // the page was there already, and its program ended
      document.getElementById('app').innerHTML = '<div class="boot" role="alert"><h1>Arraylab</h1><p id="boot-text"></p><button id="boot-retry" type="button">Load again</button></div>';
      at = document.getElementById('boot-text');
    }
    at.textContent = said(what);
    if (bar) bar.hidden = true;
    const retry = document.getElementById('boot-retry');
    retry.hidden = false;
    retry.onclick = () => location.reload();
  };

  if (window !== top && !guest) { // our server forbids it by a header, which other hosts do not send
    fail('Another page can show Arraylab only by its address embed.html, with the same link behind it.');
    return;
  }
  if (typeof WebAssembly !== 'object' || !WebAssembly.instantiate) {
    fail('This browser has no WebAssembly, or it is switched off. Arraylab needs it: allow it, or use a current Firefox, Chrome, Edge or Safari.');
    return;
  }
  // What the visitor has kept for use without a network (offline.js): the service worker serves it.
  const kept = async () => 'caches' in window && (await caches.keys()).some((n) => n.startsWith('arraylab-kept ' + new URL('./', location.href).href + ' '));
  // Without shared memory the workers exchange messages. Where only the host's headers are missing, a service worker
  // adds them from the next visit on; it is not worth a second start of this one. It gains nothing where there is one
  // core, where WebAssembly has no shared memory, in WebKitGTK (Safari on Linux by its name), and wherever else an
  // isolated page turned out to have none: there it is taken away again, for good.
  const useless = 'arraylab.isolated-in-vain';
  if (window === top && isSecureContext && 'serviceWorker' in navigator) {
    const remembered = () => { try { return localStorage.getItem(useless); } catch { return null; } };
    const shares = () => { try { return new WebAssembly.Memory({ initial: 0, maximum: 0, shared: true }); } catch { return null; } };
    if (globalThis.crossOriginIsolated && typeof SharedArrayBuffer !== 'function') {
      try { localStorage.setItem(useless, '1'); } catch { /* asked again at the next visit */ }
      kept().then((is) => is || navigator.serviceWorker.getRegistration().then((r) => r && r.unregister())).catch(() => {});
    } else if (!globalThis.crossOriginIsolated && !/Linux.*Version\/[\d.]+ Safari/.test(navigator.userAgent) && navigator.hardwareConcurrency > 1 && shares() && !remembered()) {
      navigator.serviceWorker.register('isolate.js').catch((e) => console.info('no service worker: ' + e.message));
    }
  }
  const manifest = JSON.parse(document.getElementById('manifest').textContent);
  const texts = manifest.files[`lang-${lang}.json`];
  globalThis.storedTexts = {}; // by address, for the page's program
  const spoken = texts && fetch(texts).then((r) => r.text()).then((body) => {
    const file = JSON.parse(body);
    storedTexts[texts] = body;
    words = Object.assign({}, ...Object.values(file.texts));
    relabel(file.language);
  }).catch(() => {}); // the page's program tells it
  root.dataset.boot = '1'; // this script is whole: what else goes wrong it says itself (style.css, .late)
  const script = (src) => new Promise((done, no) => {
    const s = document.createElement('script');
    s.src = src;
    s.onload = done;
    s.onerror = () => no(new Error(src + ' could not be loaded'));
    document.head.append(s);
  });
  // The engine's program is fetched when the page's is here, and compiled while that starts; package host takes it.
  const compiled = globalThis.compiled = {}, typed = (stream) => new Response(stream, { headers: { 'Content-Type': 'application/wasm' } });
  const ahead = (url) => {
    if (WebAssembly.compileStreaming) compiled[url] = fetch(url).then((r) => (r.ok ? WebAssembly.compileStreaming(typed(r.body)) : null)).catch(() => null);
  };
  // So are the network that the page opens with and its images, where the link leads to no network of another data set.
  const opening = /[#&]task=/.test(location.hash) ? [] : [manifest.files['standard.arraylab'], manifest.data.mnist?.test?.[0]?.url];
  const early = (href) => document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href }));
  // What the gallery has stored is a file beside the program, which takes it from here (wasm/page): a link that leads to it
  // waits for it, else it comes when a first result stands and has been drawn.
  const whole = (r) => { if (!r.ok) throw new Error('the server answered ' + r.status); return r; };
  const results = async () => { globalThis.storedResults ??= await fetch(manifest.files['scenarios.json']).then((r) => whole(r).text()); };
  new MutationObserver((_, facts) => {
    facts.disconnect();
    setTimeout(() => results().catch(() => {}), 1000); // the page asks again
  }).observe(root, { attributes: true, attributeFilter: ['data-accuracy', 'data-unrun'] });
  try {
    // The scripts before this one: of a busy host one may not come at first.
    if (!customElements.get('lab-array')) await script(manifest.files['elements.js']);
    if (!globalThis.documentOf) await script(manifest.files['dom.js']);
    const [, response] = await Promise.all([script(manifest.exec), fetch(manifest.page)]);
    whole(response);
    const total = manifest.bytes[manifest.page];
    let got = 0;
    const go = new Go();
    go.env.GOGC = 'off'; // until the page is drawn (wasm/page): a tenth of the start
    let started;
    if (typeof TransformStream === 'function' && response.body && WebAssembly.instantiateStreaming) {
      const counted = response.body.pipeThrough(new TransformStream({
        transform(chunk, to) { got += chunk.byteLength; if (bar && total) bar.value = got / total; to.enqueue(chunk); },
        flush() { ahead(manifest.worker); opening.filter(Boolean).forEach(early); },
      }));
      started = WebAssembly.instantiateStreaming(typed(counted), go.importObject);
    } else { // an older browser: without the bar
      started = WebAssembly.instantiate(await response.arrayBuffer(), go.importObject);
    }
    const { instance } = await started;
    if (/[#&](view|lesson)=/.test(location.hash)) await results();
    await spoken;
    if (window === top) kept().then((is) => is && script(manifest.files['offline.js']).then(() => offline.check())).catch(() => {}); // is there a newer page?
    await go.run(instance);
    fail('The program of this page ended unexpectedly. Your settings are in the address: load the page again.');
  } catch (e) {
    fail('The program of this page could not be loaded: ' + e.message + '. Check the connection, then load again.');
  }
})();
