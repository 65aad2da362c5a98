import { download, get } from "./api.js";
import { attempt } from "./dialogs.js";
import { button, el, fill, icon } from "./dom.js";
import { duration, latency, moment, party, words } from "./format.js";

const PAGE = 50;
const FIELDS = [
  { name: "words", label: "Words", hint: "said by anybody", isFirst: true },
  { name: "number", label: "Number", hint: "+44…" },
  { name: "route", label: "Route" },
  { name: "end", label: "End", hint: "such as transferred" },
  { name: "from", label: "From", type: "datetime-local" },
  { name: "to", label: "Until", type: "datetime-local" },
  { name: "expression", label: "Expression", hint: "anger:0.5" },
  { name: "slowerThanMillis", label: "An answer slower than (ms)", type: "number" },
];

/** Every call that is over, to be searched; the search stands in the address. */
export class HistoryView {
  constructor(app, query) {
    this.app = app;
    this.query = query;
    this.cursors = [];
    this.inputs = FIELDS.map(({ name, label, hint, type = "search", isFirst }) => {
      const input = el("input", { id: "find-" + name, name, type, placeholder: hint, autocomplete: "off", min: type === "number" ? "0" : null, data: isFirst ? { search: "" } : {} });
      input.value = name === "from" || name === "to" ? local(query.get(name)) : (query.get(name) ?? "");
      return { name, input, element: el("div.field", {}, el("label", { for: "find-" + name }, label), input) };
    });
    const [first, ...others] = this.inputs;
    const isFiltered = others.some(({ input }) => input.value);
    this.body = el("tbody");
    this.status = el("p.soft", { role: "status" });
    this.back = button("Newer", null, { disabled: true, onclick: () => this.page(-1) });
    this.next = button("Older", null, { disabled: true, onclick: () => this.page(1) });
    this.table = el(
      "table.calls.records",
      {},
      el("caption.unseen", {}, "Calls, newest first"),
      el("thead", {}, el("tr", {}, ["Began", "Caller", "Route", "Length", "Slowest turn", "End"].map((name) => el("th", { scope: "col" }, name)))),
      this.body,
    );
    this.element = el(
      "div.history",
      {},
      el("div.page-head", {}, el("h1", {}, "History"), button("CSV", "download", { onclick: () => this.export("csv") }), button("JSON", "download", { onclick: () => this.export("json") })),
      el(
        "form.card.find",
        { role: "search", "aria-label": "Calls", onsubmit: (event) => this.submit(event) },
        el("div.first", {}, first.element, el("button.primary", { type: "submit" }, icon("search"), el("span", {}, "Search"))),
        el("details", { open: isFiltered }, el("summary", {}, "More filters"), el("div.fields", {}, others.map(({ element }) => element)), el("a.button.quiet", { href: "#/history" }, "Clear all")),
      ),
      el("section.card", { "aria-label": "Calls" }, el("div.scroll", { tabindex: "0", role: "region", "aria-label": "Calls, table" }, this.table), el("div.pages", {}, this.status, this.back, this.next)),
    );
  }

  enter() {
    this.load();
  }

  submit(event) {
    event.preventDefault();
    const query = new URLSearchParams();
    for (const { name, input } of this.inputs) {
      const value = input.value.trim();
      if (value) query.set(name, name === "from" || name === "to" ? new Date(value).toISOString() : value);
    }
    const hash = "#/history" + (query.size ? "?" + query : "");
    if (location.hash === hash) this.load();
    else location.hash = hash;
  }

  page(by) {
    if (by > 0) this.cursors.push(this.after);
    else this.cursors.pop();
    this.load();
  }

  async load() {
    const query = new URLSearchParams(this.query);
    query.set("limit", String(PAGE));
    const cursor = this.cursors.at(-1);
    if (cursor) query.set("after", cursor);
    this.status.textContent = "Searching …";
    try {
      const answer = await get("api/records?" + query);
      // A bridge without a store answers what its memory has, as calls.
      const records = answer.records ?? (answer.calls ?? []).toReversed();
      this.after = answer.next ?? null;
      this.show(records);
    } catch (error) {
      this.show([]);
      this.status.textContent = error.message;
    }
  }

  show(records) {
    fill(this.body, records.map(row));
    this.table.hidden = records.length === 0;
    this.status.textContent = records.length === 0 ? "No call was found." : "";
    this.back.disabled = this.cursors.length === 0;
    this.next.disabled = this.after === null;
  }

  export(kind) {
    const query = this.query.size ? "?" + this.query : "";
    attempt(() => download(`api/records.${kind}${query}`, "calls." + kind));
  }
}

function row(record) {
  const href = "#/records/" + encodeURIComponent(record.callSid);
  const slowest = record.turnMaxMillis ?? (record.turnMillis?.length ? Math.max(...record.turnMillis) : null);
  return el(
    "tr",
    { onclick: (event) => !event.target.closest("a") && getSelection().isCollapsed && (location.hash = href) },
    el("td", {}, el("a", { href, data: { call: record.callSid } }, moment(record.startedAt))),
    el("td", {}, party(record.from)),
    el("td", {}, record.route ?? ""),
    el("td.number", {}, duration(record.durationMillis ?? 0)),
    el("td.number", {}, latency(slowest)),
    el("td", {}, el("span.pill", { data: { state: ["ai", "us", "carrier"].includes(record.blame) ? "bad" : "over" } }, words(record.end ?? "ended"))),
  );
}

/** As an input for local times wants it. */
function local(iso) {
  if (!iso) return "";
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
