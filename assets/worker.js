// Loader of the engine in a Web Worker. The first message brings the compiled program and the
// address of Go's wasm_exec.js; every later one is an ArrayBuffer of package wire, for Go.
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

  // run starts the program and tells the page when it ends: it never should.
  const run = async ({ module, exec }) => {
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
    if (e.data && e.data.module) {
      run(e.data).catch((err) => fail(String(err)));
    } else if (receive) {
      receive(e.data);
    } else if (!dead) {
      early.push(e.data);
    }
  };
})();
