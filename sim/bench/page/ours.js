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
      const files = crew.rank ? [] : await Promise.all(
        ['/packed/mnist-train.set', '/packed/mnist-test.set', '/model'].map(bytes));
      self.files = { 'mnist-train.set': files[0], 'mnist-test.set': files[1], 'standard.arraylab': files[2] };
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
