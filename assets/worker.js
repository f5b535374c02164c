// Loader of the engine in a Web Worker. The first message brings the compiled program, the
// address of Go's wasm_exec.js and the worker's place in its crew; every later one is an
// ArrayBuffer of package wire, for Go.
// Whatever ends the program is told to the page in words, as {failure: ...}.
"use strict";
(() => {
  let receive = null; // Go's function, once it runs
  let dead = false;
  const early = []; // messages that came before it
  let said = ""; // the last that Go wrote, for its reason when it ends

  const fail = (reason) => {
    if (dead) return;
    dead = true;
    receive = null;
    console.warn("engine: " + reason + "\n" + said);
    const memory = /out of memory|cannot allocate|RangeError|allocation failed/i.test(reason + "\n" + said);
    self.postMessage({
      failure: memory
        ? { where: "memory", what: "The engine ran out of memory.", do: "Choose a smaller network or close other tabs, then start again." }
        : { where: "engine", what: "The engine stopped: " + reason + ".", do: "Start it again." },
    });
  };

  self.connect = (f) => {
    receive = f;
    early.splice(0).forEach((data) => f(data));
  };
  self.addEventListener("error", (e) => {
    e.preventDefault();
    fail(String(e.message || e));
  });
  self.addEventListener("unhandledrejection", (e) => {
    e.preventDefault();
    fail(String(e.reason));
  });

  // join makes what Go shares bytes with the other workers by: their ports, or one shared memory of
  // words, two a worker, and two slots of bytes that messages take in turn. The first word of a
  // worker is the number of the last message that it wrote its part of, the second that of the
  // last one that it is through with.
  const join = ({ rank, size, ports, memory }) => {
    self.crew = { rank, size, ports };
    if (!memory) return;
    const words = new Int32Array(memory, 0, 2 * size), from = 64 * Math.ceil(size / 8), bytes = (memory.byteLength - from) / 2;
    const wait = (at, number) => {
      for (let spins = 2000; (Atomics.load(words, at) - number | 0) < 0; ) { // others are a few microseconds behind as a rule
        const now = Atomics.load(words, at);
        if (spins-- < 0 && (now - number | 0) < 0) Atomics.wait(words, at, now);
      }
    };
    const set = (at, number) => {
      Atomics.store(words, at, number);
      Atomics.notify(words, at);
    };
    Object.assign(self.crew, {
      slots: [new Uint8Array(memory, from, bytes), new Uint8Array(memory, from + bytes, bytes)], bytes,
      free: (number) => { for (let r = 0; r < size; r++) wait(2 * r + 1, number - 2); },
      wrote: (number) => set(2 * rank, number),
      written: (r, number) => wait(2 * r, number),
      done: (number) => set(2 * rank + 1, number),
    });
  };

  self.join = join;

  // run starts the program and tells the page when it ends: it never should.
  const run = async ({ module, exec, crew }) => {
    if (crew) join(crew);
    importScripts(exec);
    globalThis.fs.writeSync = (fd, bytes) => {
      said = (said + new TextDecoder().decode(bytes)).slice(-65536); // it comes in shreds; a trace is shorter
      return bytes.length;
    };
    const go = new Go();
    let code = 0;
    go.exit = (c) => (code = c);
    const instance = await WebAssembly.instantiate(module, go.importObject);
    await go.run(instance);
    const reason = /^(panic|fatal error): .+$/m.exec(said);
    fail(reason ? reason[0] : "it ended with code " + code);
  };

  self.onmessage = (e) => {
    if (e.data && e.data.ping) { // the page asks for a sign of life
      if (!dead) self.postMessage({ pong: e.data.ping });
    } else if (e.data && e.data.module) {
      run(e.data).catch((err) => fail(String(err)));
    } else if (receive) {
      receive(e.data);
    } else if (!dead) {
      early.push(e.data);
    }
  };
})();
