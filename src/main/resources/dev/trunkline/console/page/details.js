import { el, fill } from "./dom.js";
import { count, duration, latency, moment, party, percent, words } from "./format.js";

const SLOWEST_MILLIS = 3000; // what fills a latency's bar

/** What is known of a call beside its words: latencies, expression, tools, events, facts. */
export class Details {
  constructor() {
    this.latencies = el("ol.latencies");
    this.moods = el("ul.moods");
    this.tools = el("ul.uses");
    this.events = el("ol.events");
    this.facts = el("dl.facts");
    this.element = el(
      "div.details",
      {},
      section("Latency of each turn", this.latencies),
      section("Caller's expression", this.moods),
      section("Tools", this.tools),
      section("Events", this.events),
      section("Call", this.facts),
    );
    this.keys = {};
  }

  show(call) {
    this.when("latencies", [call.greetingMillis, call.turnMillis], () => this.drawLatencies(call));
    this.when("moods", call.transcript, () => this.drawMoods(call));
    this.when("tools", call.toolCalls, () => this.drawTools(call));
    this.when("events", call.events, () => this.drawEvents(call));
    this.when("facts", [call.state, call.end, call.chatGroupId, call.bargeIns, call.digits, call.notes, call.cost], () => this.drawFacts(call));
  }

  when(name, value, draw) {
    const parts = Array.isArray(value) ? value : [value];
    const old = this.keys[name];
    if (old?.length === parts.length && old.every((part, at) => part === parts[at])) return;
    this.keys[name] = [...parts];
    draw();
  }

  drawLatencies({ greetingMillis, turnMillis }) {
    const all = [
      ...(greetingMillis === undefined || greetingMillis === null ? [] : [["Greeting", greetingMillis]]),
      ...turnMillis.map((millis, at) => ["Turn " + (at + 1), millis]),
    ];
    fill(
      this.latencies,
      all.length === 0 ? el("li.soft", {}, "None yet.") : null,
      all.map(([name, millis]) =>
        el(
          "li",
          {},
          el("span.name", {}, name),
          el("span.bar" + (millis > SLOWEST_MILLIS / 2 ? ".slow" : ""), { style: { "--share": String(Math.min(1, millis / SLOWEST_MILLIS)) }, "aria-hidden": "true" }),
          el("span.number", {}, latency(millis)),
        ),
      ),
    );
  }

  /** The four strongest of the caller's expressions, turn by turn. */
  drawMoods({ transcript }) {
    const turns = transcript.filter((line) => line.who === "caller" && Object.keys(line.scores ?? {}).length > 0).slice(-24);
    const sums = new Map();
    for (const { scores } of turns) for (const [name, score] of Object.entries(scores)) sums.set(name, (sums.get(name) ?? 0) + score);
    const names = [...sums].sort(([, a], [, b]) => b - a).slice(0, 4).map(([name]) => name);
    fill(
      this.moods,
      names.length === 0 ? el("li.soft", {}, "Nothing measured yet.") : null,
      names.map((name) => {
        const last = turns.at(-1).scores[name] ?? 0;
        return el(
          "li",
          {},
          el("span.name", {}, name),
          el("span.spark", { "aria-hidden": "true" }, turns.map(({ scores }) => el("i", { style: { "--share": String(scores[name] ?? 0) } }))),
          el("span.number", {}, percent(last)),
        );
      }),
    );
  }

  drawTools({ toolCalls }) {
    fill(
      this.tools,
      toolCalls.length === 0 ? el("li.soft", {}, "None used.") : null,
      toolCalls.map((use) =>
        el(
          "li",
          {},
          el("div", {}, el("b", {}, use.name), el("span.soft", {}, ` ${duration(use.atMillis)} · ${use.outcome ? words(use.outcome) + " · " + latency(use.tookMillis) : "running …"}`)),
          use.parameters && use.parameters !== "{}" ? el("code", {}, use.parameters) : null,
        ),
      ),
    );
  }

  drawEvents({ events }) {
    fill(
      this.events,
      events.length === 0 ? el("li.soft", {}, "None yet.") : null,
      events.map(({ atMillis, name, detail }) => el("li", {}, el("span.time", {}, duration(atMillis)), el("span", {}, words(name), detail ? el("span.soft", {}, " " + detail) : null))),
    );
  }

  drawFacts(call) {
    const facts = [
      ["Caller", party(call.from)],
      ["Called", party(call.to)],
      ["Route", call.route],
      ["Began", moment(call.startedAt)],
      ["Ended", call.end ? words(call.end) : null],
      ["Transferred to", call.transferredTo],
      ["Interruptions", call.bargeIns.length ? count(call.bargeIns.length, "time") : "none"],
      ["Keys", call.digits],
      ["Sound that ran dry", call.underruns ? count(call.underruns, "time") : null],
      ["Far end", call.farEnd],
      ["Heard of the agent", share(call.figures)],
      ["Both at once", latency(call.figures?.talkOverMillis)],
      ["Longest silence", latency(call.figures?.longestSilenceMillis)],
      ["Cost", cost(call.cost)],
      ["Conversation", call.chatGroupId],
      ["Call sid", call.callSid],
    ];
    fill(
      this.facts,
      facts.filter(([, value]) => value !== null && value !== undefined && value !== "").map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
      (call.notes ?? []).map(({ by, text }) => el("div", {}, el("dt", {}, "Note of " + by), el("dd", {}, text))),
    );
  }
}

function cost(value) {
  return value ? `${value.total.toFixed(4)} ${value.currency}` : null;
}

/** Of all sound that the agent made. */
function share(figures) {
  const all = (figures?.agentHeardMillis ?? 0) + (figures?.agentUnheardMillis ?? 0);
  return all > 0 ? percent(figures.agentHeardMillis / all) : null;
}

function section(title, content) {
  return el("section.card", {}, el("h2", {}, title), content);
}
