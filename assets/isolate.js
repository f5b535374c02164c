// The service worker. On hosts that send no headers of ours it adds those that isolate the page from others, without which
// a browser gives its workers no shared memory. And what the visitor has kept for use without a network (offline.js) it
// serves as it was kept, until the visitor takes a newer page. By itself it keeps nothing.
'use strict';
addEventListener('install', () => skipWaiting());
addEventListener('activate', (e) => e.waitUntil(clients.claim()));

// kept is what was kept of a request, in the newest of our stores; nothing where the network itself is asked for.
const kept = async (request) => {
  if (request.method !== 'GET' || request.cache === 'no-store') return;
  try {
    const stores = (await caches.keys()).filter((n) => n.startsWith('arraylab-kept ' + registration.scope + ' ')).sort();
    for (const name of stores.reverse()) {
      const r = await (await caches.open(name)).match(request, { ignoreSearch: request.mode === 'navigate', ignoreVary: true });
      if (r) return r;
    }
  } catch { /* storage is forbidden: there is nothing */ }
};

// isolated adds the headers.
const isolated = (r, request) => {
  if (!r.status || r.type === 'opaqueredirect') return r;
  const headers = new Headers(r.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  const guest = /\/embed(\.html)?$/.test(new URL(request.url).pathname); // the one page that others may frame
  headers.set('Cross-Origin-Resource-Policy', guest ? 'cross-origin' : 'same-origin');
  if (request.mode === 'navigate' && !guest) headers.append('Content-Security-Policy', "frame-ancestors 'self'");
  return new Response([101, 204, 205, 304].includes(r.status) ? null : r.body, { status: r.status, statusText: r.statusText, headers });
};

addEventListener('fetch', (e) => {
  const { request } = e;
  if (new URL(request.url).origin !== location.origin || (request.cache === 'only-if-cached' && request.mode !== 'same-origin')) return;
  e.respondWith((async () => isolated(await kept(request) ?? await fetch(request), request))());
});
