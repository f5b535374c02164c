// Loader of the engine's program: joins the crew by the page's own means; its leader fetches what it
// reads and answers orders.
'use strict';
importScripts('/go/wasm_exec.js', '/assets/worker.js');

const bytes = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

let started;
const start = (crew) => {
  self.join(crew);
  started = new Promise((done, no) => {
    self.ready = done;
    (async () => {
      self.files = {};
      if (!crew.rank) {
        const at = { 'standard.arraylab': '/model', 'cifar10.arraylab': '/maps-model' };
        const wanted = ['mnist-train.set', 'mnist-test.set', 'standard.arraylab'];
        const optional = ['cifar10-train-0.set', 'cifar10-test-0.set', 'cifar10-test-1.set', 'cifar10.arraylab'];
        const bring = async (name) => { self.files[name] = await bytes(at[name] || '/packed/' + name); };
        await Promise.all([...wanted.map(bring), ...optional.map((name) => bring(name).catch(() => {}))]);
      }
      const go = new Go();
      const { instance } = await WebAssembly.instantiateStreaming(fetch('/data/ours.wasm'), go.importObject);
      await go.run(instance);
      throw new Error('the program ended');
    })().catch(no);
  });
  started.catch((error) => self.postMessage({ failure: String(error) }));
};

self.onmessage = (e) => {
  if (e.data.crew) start(e.data.crew);
  else started.then(() => self.ask(e.data, (answer) => self.postMessage(answer)), () => {});
};
