// Loads the array view's program: Ebitengine's where there is WebGL2, else that of the plain
// canvas. Whatever goes wrong is said in the frame, with a way on; the page around it lives.
"use strict";
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const forced = new URLSearchParams(location.search).get("surface");

  // The frame speaks the page's language: what stands in frame.html is said here, the rest by its program.
  const said = globalThis.said = parent.said ?? ((text) => text);
  root.lang = parent.document.documentElement.lang;
  for (const el of document.querySelectorAll("body *")) {
    for (const name of ["aria-label", "title"]) if (el.hasAttribute(name)) el.setAttribute(name, said(el.getAttribute(name)));
    for (const t of el.childNodes) if (t.nodeType === 3) t.data = said(t.data);
  }
  document.title = said(document.title);

  const fail = (why) => {
    root.dataset.state = "failed";
    $("empty").hidden = false;
    $("message").textContent = said(`The array view stopped: ${why}. The rest of the page works on.`);
    $("again").hidden = false;
  };
  globalThis.arrayFailed = () => fail("its program made a mistake");
  $("again").addEventListener("click", () => location.reload());

  // The surface's canvas ends where the legend begins.
  const foot = () => root.style.setProperty("--foot", `${$("legend").offsetHeight}px`);
  if (typeof ResizeObserver === "function") new ResizeObserver(foot).observe($("legend"));
  else { foot(); addEventListener("resize", foot); }

  const webgl2 = () => {
    const gl = document.createElement("canvas").getContext("webgl2");
    if (!gl) return false;
    gl.getExtension("WEBGL_lose_context")?.loseContext(); // browsers grant only so many at once
    return true;
  };

  // A graphics driver that keeps failing reloads the frame without end: the third time in a
  // minute the plain canvas takes over. Storage may be forbidden; then nobody counts.
  const restarts = () => {
    try {
      const now = Date.now();
      const times = JSON.parse(sessionStorage.getItem("array.lost") || "[]").filter((t) => now - t < 60000);
      addEventListener("webglcontextlost", () => sessionStorage.setItem("array.lost", JSON.stringify([...times, now])), true);
      return times.length;
    } catch {
      return 0;
    }
  };

  const compile = async (url, imports) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} could not be downloaded (status ${response.status})`);
    // Some static hosts serve wasm as another type, which streaming refuses.
    if ((response.headers.get("Content-Type") || "").startsWith("application/wasm")) {
      return WebAssembly.instantiateStreaming(response, imports);
    }
    return WebAssembly.instantiate(await response.arrayBuffer(), imports);
  };

  const start = async () => {
    const { files } = JSON.parse($("manifest").textContent);
    const plain = forced ? forced === "2d" : restarts() > 2 || !webgl2();
    const go = new Go();
    const { instance } = await compile(files[plain ? "array2d.wasm" : "array.wasm"], go.importObject);
    root.dataset.surface = plain ? "2d" : "webgl";
    await go.run(instance);
    fail("its program ended");
  };
  start().catch((e) => fail(e.message));

  // The program says "ready"; what is left to wait for is the first picture.
  new MutationObserver(() => {
    if (root.dataset.state === "ready") $("message").textContent = said("No array yet: it shows when a network is loaded or trained.");
  }).observe(root, { attributes: true, attributeFilter: ["data-state"] });
})();
