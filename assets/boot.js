// Loads the page's program with a progress bar, and says in words what stands in its way.
'use strict';
(async () => {
  const root = document.documentElement, text = document.getElementById('boot-text'), bar = document.getElementById('boot-bar');
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  let theme = dark ? 'dark' : 'light';
  try { theme = localStorage.getItem('theme') || theme; } catch { /* storage is forbidden: the browser's own choice holds */ }
  root.dataset.theme = theme;

  const fail = (what) => {
    root.dataset.state = 'failed';
    let at = document.getElementById('boot-text');
    if (!at) { // the page was there already, and its program ended
      document.getElementById('app').innerHTML = '<div class="boot" role="alert"><h1>Arraylab</h1><p id="boot-text"></p><button id="boot-retry" type="button">Load again</button></div>';
      at = document.getElementById('boot-text');
    }
    at.textContent = what;
    if (bar) bar.hidden = true;
    const retry = document.getElementById('boot-retry');
    retry.hidden = false;
    retry.onclick = () => location.reload();
  };

  if (typeof WebAssembly !== 'object' || !WebAssembly.instantiate) {
    fail('This browser has no WebAssembly, or it is switched off. Arraylab needs it: allow it, or use a current Firefox, Chrome, Edge or Safari.');
    return;
  }
  // Without shared memory the workers exchange messages. Where only the host's headers are missing, a
  // service worker adds them from the next visit on; it is not worth a second start of this one.
  if (!globalThis.crossOriginIsolated && isSecureContext && window === top && 'serviceWorker' in navigator) {
    navigator.serviceWorker.register('isolate.js').catch((e) => console.info('no service worker: ' + e.message));
  }
  const manifest = JSON.parse(document.getElementById('manifest').textContent);
  const script = (src) => new Promise((done, no) => {
    const s = document.createElement('script');
    s.src = src;
    s.onload = done;
    s.onerror = () => no(new Error(src + ' could not be loaded'));
    document.head.append(s);
  });
  try {
    const [, response] = await Promise.all([script(manifest.exec), fetch(manifest.page)]);
    if (!response.ok) throw new Error('the server answered ' + response.status);
    const total = manifest.bytes[manifest.page];
    let got = 0;
    const counted = response.body.pipeThrough(new TransformStream({
      transform(chunk, to) { got += chunk.byteLength; if (bar && total) bar.value = got / total; to.enqueue(chunk); },
    }));
    const go = new Go();
    const { instance } = await WebAssembly.instantiateStreaming(new Response(counted, { headers: { 'Content-Type': 'application/wasm' } }), go.importObject);
    await go.run(instance);
    fail('The program of this page ended unexpectedly. Your settings are in the address: load the page again.');
  } catch (e) {
    fail('The program of this page could not be loaded: ' + e.message + '. Check the connection, then load again.');
  }
})();
