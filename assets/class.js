// The lecturer's screen. What it shows, charts included, the class tells it (sim/cmd/class/hall.go); here it is only put
// in place, and orders are sent. Texts of students become text, never HTML.
"use strict";
(() => {
  const id = (name) => document.getElementById(name);
  const every = 1500; // ms between two questions
  let secret = "", version = "", over = "", base = "", busy = false, open = false;

  // The secret leaves the address bar at once: the screen is projected. The tab keeps it for when it is loaded anew.
  const given = location.hash.slice(1);
  try {
    if (given) sessionStorage.setItem("arraylab.class.secret", given);
    secret = sessionStorage.getItem("arraylab.class.secret") || "";
  } catch { secret = given; }
  if (given) history.replaceState(null, "", location.pathname);

  const ask = async (path, order) => {
    const headers = { Authorization: "Bearer " + secret };
    if (order) headers["Content-Type"] = "application/json";
    const answer = await fetch("class/v1/" + path, { method: order ? "POST" : "GET", headers, body: order && JSON.stringify(order), cache: "no-store" });
    if (answer.ok || answer.status === 204) return answer;
    let why = "The class does not answer (" + answer.status + ").";
    try { why = (await answer.json()).error; } catch { if (answer.status === 404) why = "There is no class at this address. A lecturer starts one with the command arraylab class."; }
    throw new Error(why);
  };
  const trouble = (text) => { id("trouble").textContent = text; id("trouble").hidden = !text; };
  const order = (path, what) => ask(path, what).then(() => { trouble(""); return tell(true); }, (e) => trouble(sentence(e.message)));
  const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.?]$/.test(text) ? "" : ".");

  const el = (tag, text, kind) => {
    const e = document.createElement(tag);
    if (text !== undefined) e.textContent = text;
    if (kind) e.className = kind;
    return e;
  };
  const choices = (select, options, chosen) => {
    const text = JSON.stringify(options);
    if (select.dataset.options !== text) {
      select.dataset.options = text;
      select.replaceChildren(...options.map(([value, label]) => Object.assign(el("option", label), { value })));
    }
    select.value = chosen;
  };
  const draw = (name, spec) => {
    const chart = id(name);
    chart.hidden = !spec;
    if (spec && chart.dataset.spec !== spec) { chart.dataset.spec = spec; chart.draw(spec); }
  };

  const show = (v) => {
    const here = v.people ? v.people.filter((p) => !p.away).length : 0;
    const count = here + (here === 1 ? " page here, " : " pages here, ") + v.handed + (v.handed === 1 ? " result" : " results");
    for (const at of ["", "-large"]) {
      id("count" + at).textContent = count;
      id("code" + at).textContent = v.code;
      id("address" + at).textContent = v.door.split("#")[0].replace(/^http:\/\/|\/$/g, ""); // as it is typed
      const qr = id("qr" + at);
      if (qr.dataset.door !== v.door) { qr.dataset.door = v.door; qr.draw(v.qr); }
    }
    id("door").textContent = v.closed ? "Open the door" : "Close the door";
    id("door").dataset.closed = v.closed;
    id("bases").hidden = !v.addresses || v.addresses.length < 2;
    choices(id("base"), (v.addresses || []).map((a) => [a, a]), v.door.split("#")[0]);
    choices(id("over"), (v.fields || []).map((f) => [f.key, f.label]), v.over);
    id("over").disabled = id("results-csv").disabled = !v.handed;
    id("none").hidden = v.handed > 0;
    id("results-table").hidden = !v.handed;
    draw("scatter", v.chart);
    id("rows").replaceChildren(...(v.results || []).map((r) => {
      const row = el("tr", undefined, r.differs ? "differs" : "");
      const what = el("td", undefined, "what"), link = el("a", r.what);
      link.href = "./#" + r.link;
      what.append(link);
      row.append(el("td", r.who), what, el("td", r.accuracy, "number"), el("td", r.fingerprint.slice(0, 8) + (r.differs ? " differs" : ""), "mono"));
      return row;
    }));
    id("nobody").hidden = !!v.people;
    const had = document.activeElement && document.activeElement.dataset.number;
    id("people").replaceChildren(...(v.people || []).map((p) => {
      const item = el("li"), out = el("button", "Remove"), title = p.name || "number " + p.number;
      out.type = "button";
      out.dataset.number = p.number;
      out.setAttribute("aria-label", "Remove " + title + " and what they handed in");
      out.onclick = () => confirm("Remove " + title + ", and what they handed in?") && order("hall/remove", { number: p.number });
      const mark = p.barred ? " (other bits)" : p.away ? " (away)" : "";
      const did = [p.results && p.results + (p.results === 1 ? " result" : " results"), p.points && p.points + " points"].filter(Boolean).join(", ");
      item.append(el("span", title + mark, p.away || p.barred ? "name away" : "name"), el("span", did, "quiet small"), out);
      return item;
    }));
    if (had) { const again = id("people").querySelector(`[data-number="${had}"]`); if (again) again.focus(); }
    showSweep(v.sweep);
    document.documentElement.dataset.state = "ready";
    id("main").hidden = false;
    if (!open) { open = true; if (!v.handed) id("hall").showModal(); }
  };

  const states = { running: "", checking: "The last checks are made.", whole: "Whole and checked: the table is what one machine writes, byte for byte.", stopped: "Stopped. Start goes on.", failed: "" };
  const showSweep = (w) => {
    id("sweep-stands").hidden = !w;
    id("sweep-csv").disabled = !w || !w.done;
    id("sweep-stop").hidden = !w || (w.state !== "running" && w.state !== "checking");
    if (!w) return;
    id("sweep-bar").value = w.done / w.points;
    id("sweep-done").textContent = w.done + " of " + w.points;
    id("sweep-pages").textContent = w.pages;
    id("sweep-pages").parentElement.hidden = w.state !== "running" && w.state !== "checking";
    id("sweep-proven").textContent = Math.round(100 * w.proven / w.points) + " %";
    id("sweep-state").textContent = w.trouble || states[w.state];
    id("sweep-stands").dataset.state = w.state;
    id("sweep-doubts").replaceChildren(...(w.doubts || []).map((d) => el("li", d)));
    draw("sweep-chart", w.chart);
  };

  const tell = async (anew) => {
    if (busy && !anew) return;
    busy = true;
    try {
      const query = new URLSearchParams({ over, base, since: anew ? "" : version });
      const answer = await ask("hall?" + query);
      if (answer.status === 200) {
        const v = await answer.json();
        version = String(v.version);
        show(v);
      }
      trouble("");
    } catch (e) {
      trouble(e instanceof TypeError ? "The class does not answer: is the command still running? This screen goes on asking." : sentence(e.message));
      document.documentElement.dataset.state = "failed";
    } finally { busy = false; }
  };

  const csv = async (path, name) => {
    try {
      const a = el("a");
      a.href = URL.createObjectURL(await (await ask(path)).blob());
      a.download = name;
      a.click();
      setTimeout(() => URL.revokeObjectURL(a.href), 10000);
    } catch (e) { trouble(sentence(e.message)); }
  };

  id("door").onclick = () => order("hall/door", { closed: id("door").dataset.closed !== "true" });
  id("large").onclick = () => id("hall").showModal();
  id("small").onclick = () => id("hall").close();
  id("over").onchange = (e) => { over = e.target.value; tell(true); };
  id("base").onchange = (e) => { base = e.target.value; tell(true); };
  id("sweep-form").onsubmit = (e) => { e.preventDefault(); order("hall/sweep", { link: id("sweep-link").value }); };
  id("sweep-stop").onclick = () => order("hall/stop", {});
  id("sweep-csv").onclick = () => csv("hall/points.csv", "arraylab-class-sweep.csv");
  id("results-csv").onclick = () => csv("hall/results.csv", "arraylab-class.csv");
  const theme = (name) => { document.documentElement.dataset.theme = name; id("theme").textContent = name === "dark" ? "Light" : "Dark"; };
  id("theme").onclick = () => theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  theme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  tell(true);
  setInterval(tell, every);
})();
