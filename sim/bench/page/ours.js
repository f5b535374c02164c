// Loader of the engine's program: fetches what it reads, then hands it orders.
'use strict';
importScripts('/go/wasm_exec.js');

const bytes = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

const started = new Promise((done, no) => {
  self.ready = done;
  (async () => {
    const [train, test, model] = await Promise.all(['/packed/mnist-train.set', '/packed/mnist-test.set', '/model'].map(bytes));
    self.files = { 'mnist-train.set': train, 'mnist-test.set': test, 'standard.arraylab': model };
    const go = new Go();
    const { instance } = await WebAssembly.instantiateStreaming(fetch('/data/ours.wasm'), go.importObject);
    await go.run(instance);
    throw new Error('the program ended');
  })().catch(no);
});

self.onmessage = (e) => started.then(
  () => self.ask(e.data, (answer) => self.postMessage(answer)),
  (error) => self.postMessage(JSON.stringify({ error: String(error) })));
