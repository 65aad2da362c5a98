import { durationMillis } from "./call-state.js";
import { el, fill, write } from "./dom.js";
import { count, duration, figure, latency, party, phase, words } from "./format.js";
import { arrange } from "./slots.js";

const ROW_PIXELS = 46;
const MARGIN_PIXELS = 300;

/** The fleet at a glance: figures, live calls in a table that does not jump, the far ends' health. */
export class NowView {
  constructor(app) {
    this.app = app;
    this.slots = [];
    this.rows = new Map();
    this.ended = new Map();
    this.filter = "";
    this.tiles = el("dl.tiles", { "aria-label": "The fleet" });
    this.body = el("tbody");
    this.empty = el("div.empty", { hidden: true });
    this.table = el(
      "table.calls",
      {},
      el("caption.unseen", {}, "Live calls"),
      el("thead", {}, el("tr", {}, ["Caller", "State", "Time", "Last words", "Mood", "Turn"].map((name) => el("th", { scope: "col" }, name)))),
      this.body,
    );
    this.farEnds = el("ul.far-ends");
    this.ends = el("ul.ends");
    this.search = el("input", {
      type: "search",
      placeholder: "Filter calls",
      "aria-label": "Filter live calls",
      data: { search: "" },
      oninput: () => {
        this.filter = this.search.value.trim().toLowerCase();
        this.draw();
      },
    });
    this.title = el("h2", {}, "Live calls");
    this.element = el(
      "div.now",
      {},
      el("h1.unseen", {}, "Now"),
      this.tiles,
      el(
        "div.columns",
        {},
        el("section.card.live", { "aria-label": "Live calls" }, el("div.card-head", {}, this.title, this.search), el("div.scroll", { tabindex: "0", role: "region", "aria-label": "Live calls, table" }, this.table), this.empty),
        el(
          "div.side",
          {},
          el("section.card", {}, el("h2", {}, "Far ends"), this.farEnds),
          el("section.card", {}, el("h2", {}, "Ends today"), this.ends),
        ),
      ),
    );
  }

  enter() {
    this.unsubscribe = this.app.fleet.subscribe((ended) => {
      if (ended) this.ended.set(ended.callSid, ended);
      this.draw();
    });
    this.timer = setInterval(() => this.draw(), 1000);
    this.onScroll = () => requestAnimationFrame(() => this.draw());
    addEventListener("scroll", this.onScroll, { passive: true });
  }

  leave() {
    this.unsubscribe();
    clearInterval(this.timer);
    removeEventListener("scroll", this.onScroll);
  }

  draw() {
    const now = Date.now();
    this.drawFigures();
    const calls = this.app.fleet.calls;
    const isHeld = this.table.matches(":hover") || this.table.contains(document.activeElement);
    const sids = [...calls.values()].sort((a, b) => a.beganMillis - b.beganMillis).map((call) => call.callSid);
    this.slots = arrange(this.slots, sids, now, isHeld);
    for (const call of calls.values()) this.ended.set(call.callSid, call);
    const shown = this.slots.filter(({ callSid }) => this.matches(this.ended.get(callSid)));
    const [first, last] = this.inView();
    const rows = shown.map((slot, at) => this.row(slot, calls.get(slot.callSid), now, at >= first && at <= last));
    rows.forEach((row, at) => {
      if (this.body.children[at] !== row) this.body.insertBefore(row, this.body.children[at] ?? null);
    });
    while (this.body.children.length > rows.length) this.body.lastChild.remove();
    for (const sid of this.ended.keys()) {
      if (!this.slots.some((slot) => slot.callSid === sid)) {
        this.ended.delete(sid);
        this.rows.delete(sid);
      }
    }
    write(this.title, calls.size ? "Live calls · " + calls.size : "Live calls");
    this.drawEmpty(rows.length);
  }

  drawEmpty(rows) {
    this.empty.hidden = rows > 0;
    this.table.hidden = rows === 0;
    if (rows > 0) return;
    if (this.filter) fill(this.empty, el("p", {}, "No live call matches this filter."));
    else if (!this.empty.dataset.quiet) {
      this.empty.dataset.quiet = "true";
      fill(
        this.empty,
        el("p.lead", {}, "No calls at the moment."),
        this.app.features.softphone
          ? el("p", {}, el("a.button.primary", { href: "#/phone" }, "Talk to the agent"), el("span.soft", {}, " from this browser, without a phone number"))
          : null,
      );
    }
    if (this.filter) delete this.empty.dataset.quiet;
  }

  matches(call) {
    if (!this.filter) return true;
    return call && [call.from, call.to, call.route, call.callSid, phase(call.phase)].join(" ").toLowerCase().includes(this.filter);
  }

  /** Which rows can be seen, or nearly: the others need not be up to date. */
  inView() {
    const height = this.body.firstChild?.offsetHeight || ROW_PIXELS;
    const top = this.body.getBoundingClientRect().top;
    return [Math.floor((-MARGIN_PIXELS - top) / height), Math.ceil((innerHeight + MARGIN_PIXELS - top) / height)];
  }

  row(slot, live, now, isSeen) {
    const call = live ?? { ...this.ended.get(slot.callSid), state: "ended" };
    let row = this.rows.get(slot.callSid);
    if (!row) {
      const cells = ["caller", "state", "time", "last", "mood", "turn"].map((name) => el("td." + name));
      const link = el("a", { href: "#/calls/" + encodeURIComponent(slot.callSid), data: { call: slot.callSid } });
      const route = el("span.route");
      cells[0].append(link, route);
      row = el("tr", {}, cells);
      row.parts = { link, route, cells, state: el("span.pill") };
      cells[1].append(row.parts.state);
      row.addEventListener("click", (event) => {
        if (!event.target.closest("a") && getSelection().isCollapsed) location.hash = link.getAttribute("href");
      });
      this.rows.set(slot.callSid, row);
    }
    if (isSeen || !row.isFilled) this.fillRow(row, call, now, !live);
    row.isFilled = true;
    return row;
  }

  fillRow(row, call, now, isOver) {
    const { link, route, cells, state } = row.parts;
    row.classList.toggle("over", isOver);
    write(link, party(call.from));
    write(route, call.route ?? "");
    const stands = isOver ? words(call.end ?? "ended") : call.takenOverBy ? "Operator speaks" : call.paused ? "Paused" : phase(call.phase);
    write(state, stands);
    state.dataset.state = isOver ? "over" : call.takenOverBy ? "operator" : call.paused ? "paused" : "live";
    write(cells[2], duration(isOver ? call.durationMillis : durationMillis(call, now)));
    const line = call.transcript?.at(-1);
    write(cells[3], line ? line.text : "");
    cells[3].dataset.who = line?.who ?? "";
    const mood = Object.entries(call.transcript?.findLast((each) => each.who === "caller" && Object.keys(each.scores ?? {}).length)?.scores ?? {})[0];
    write(cells[4], mood ? mood[0] : "");
    write(cells[5], latency(call.turnMillis?.at(-1)));
  }

  drawFigures() {
    const figures = this.app.fleet.figures;
    const live = this.app.fleet.calls.size;
    const tiles = [{ name: "Live calls", value: [String(figures?.callsLive ?? live), figures?.callsLimit ? "of " + figures.callsLimit : ""], small: waiting(figures) }];
    if (figures) {
      const { greetingMillis, turnMillis, uplinkMillis, errorsLastFiveMinutes: errors, costToday: cost } = figures;
      tiles.push({ name: "Greeting", value: figure(greetingMillis?.p50), small: "95 of 100 within " + latency(greetingMillis?.p95) });
      tiles.push({ name: "Answer", value: figure(turnMillis?.p50), small: "95 of 100 within " + latency(turnMillis?.p95) });
      tiles.push({ name: "Uplink", value: figure(uplinkMillis?.p50), small: "99 of 100 within " + latency(uplinkMillis?.p99) });
      tiles.push({ name: "Errors", value: [String(errors ?? 0), ""], small: "in the last five minutes", isBad: errors > 0 });
      if (cost !== undefined && cost !== null) tiles.push({ name: "Cost", value: [cost.toFixed(2), ""], small: "today" });
    }
    this.drawTiles(tiles);
    this.drawFarEnds(figures?.farEnds ?? []);
    this.drawEnds(Object.entries(figures?.endsToday ?? {}));
  }

  drawTiles(tiles) {
    if (this.tiles.children.length !== tiles.length) {
      fill(this.tiles, tiles.map(() => el("div.tile", {}, el("dt"), el("dd", {}, el("b"), el("span.unit")), el("dd.small"))));
    }
    tiles.forEach(({ name, value: [number, unit], small, isBad }, at) => {
      const tile = this.tiles.children[at];
      const [title, value, aside] = tile.children;
      write(title, name);
      write(value.children[0], number);
      write(value.children[1], unit);
      write(aside, small ?? "");
      tile.classList.toggle("bad", Boolean(isBad));
    });
  }

  drawFarEnds(farEnds) {
    const key = JSON.stringify(farEnds);
    if (this.farEnds.dataset.key === key) return;
    this.farEnds.dataset.key = key;
    fill(
      this.farEnds,
      farEnds.length === 0 ? el("li.soft", {}, "Not told by this bridge.") : null,
      farEnds.map(({ name, state }) =>
        el("li", {}, el("span.dot", { data: { state }, "aria-hidden": "true" }), el("span.name", { title: name }, name), el("span.soft", {}, HEALTH[state] ?? words(state))),
      ),
    );
  }

  drawEnds(ends) {
    const key = JSON.stringify(ends);
    if (this.ends.dataset.key === key) return;
    this.ends.dataset.key = key;
    const most = Math.max(1, ...ends.map(([, number]) => number));
    fill(
      this.ends,
      ends.length === 0 ? el("li.soft", {}, "None yet.") : null,
      ends
        .sort(([, a], [, b]) => b - a)
        .map(([end, number]) =>
          el("li", {}, el("span.name", {}, words(end)), el("span.bar", { style: { "--share": String(number / most) }, "aria-hidden": "true" }), el("span.number", {}, String(number))),
        ),
    );
  }
}

const HEALTH = { closed: "healthy", half_open: "being tried", open: "not called" };

function waiting(figures) {
  if (!figures) return "";
  if (figures.draining) return "draining: no new calls";
  return figures.callsWaiting > 0 ? count(figures.callsWaiting, "caller waits", "callers wait") : "nobody waits";
}

