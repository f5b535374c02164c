// A service worker for hosts that send no headers of ours: it adds those that isolate the page
// from others, without which a browser gives its workers no shared memory. It keeps nothing.
'use strict';
addEventListener('install', () => skipWaiting());
addEventListener('activate', (e) => e.waitUntil(clients.claim()));
addEventListener('fetch', (e) => {
  if (new URL(e.request.url).origin !== location.origin || (e.request.cache === 'only-if-cached' && e.request.mode !== 'same-origin')) return;
  e.respondWith(fetch(e.request).then((r) => {
    if (!r.status || r.type === 'opaqueredirect') return r;
    const headers = new Headers(r.headers);
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
    const guest = /\/embed(\.html)?$/.test(new URL(e.request.url).pathname); // the one page that others may frame
    headers.set('Cross-Origin-Resource-Policy', guest ? 'cross-origin' : 'same-origin');
    if (e.request.mode === 'navigate' && !guest) headers.append('Content-Security-Policy', "frame-ancestors 'self'");
    return new Response([101, 204, 205, 304].includes(r.status) ? null : r.body, { status: r.status, statusText: r.statusText, headers });
  }));
});
