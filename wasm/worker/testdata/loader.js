// Runs assets/worker.js as a browser would: node loader.js WORKER.JS WASM_EXEC.JS PROGRAM HOW
"use strict";
const [, , loader, exec, program, how] = process.argv;
const { readFileSync } = require("node:fs");
const vm = require("node:vm");
const load = (path) => vm.runInThisContext(readFileSync(path, "utf8"), { filename: path });
const listeners = {};
Object.assign(globalThis, {
  self: globalThis,
  how,
  addEventListener: (name, f) => (listeners[name] = f),
  importScripts: load,
  postMessage: (message) => {
    console.log(JSON.stringify(message));
    process.exit(0);
  },
});
console.warn = () => {};
process.on("uncaughtException", (e) => listeners.error({ message: e.message, preventDefault() {} }));
process.on("unhandledRejection", (reason) => listeners.unhandledrejection({ reason, preventDefault() {} }));
load(loader);
WebAssembly.compile(readFileSync(program)).then((module) => globalThis.onmessage({ data: { module, exec } }));
