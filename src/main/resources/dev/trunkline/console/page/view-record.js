import { download, find, get } from "./api.js";
import { fromRecord } from "./call-state.js";
import { Details } from "./details.js";
import { attempt } from "./dialogs.js";
import { button, el, icon } from "./dom.js";
import { duration, moment, party, words } from "./format.js";
import { Player } from "./player.js";
import { Transcript } from "./transcript.js";
import { legend } from "./view-call.js";
import { Waveform } from "./waveform.js";

const JUST_OVER_MILLIS = 20_000;
const AGAIN_MILLIS = 2000;

/** A call that is over: its words, its numbers, and its sound in step with them. */
export class RecordView {
  constructor(app, callSid) {
    this.app = app;
    this.callSid = callSid;
    this.path = "api/records/" + encodeURIComponent(callSid);
    this.element = el("div.call.record", {}, el("p.empty", {}, "Loading …"));
    this.keys = {
      " ": () => this.player?.toggle(),
      ArrowLeft: () => this.player?.step(-1),
      ArrowRight: () => this.player?.step(1),
    };
  }

  async enter() {
    try {
      const record = (await find(this.path)) ?? (await get("api/calls/" + encodeURIComponent(this.callSid)));
      this.raw = record;
      if (this.isLeft) return;
      this.show(fromRecord({ ...record, state: "ended" }, Date.now()));
      this.askAgain(record);
    } catch (error) {
      this.element.replaceChildren(el("p.empty", {}, error.message, " ", el("a", { href: "#/history" }, "Back to the history")));
    }
  }

  /** The sound of a call that has just ended is not on disk yet. */
  askAgain({ startedAt, durationMillis }) {
    const isJustOver = Date.now() - Date.parse(startedAt) - durationMillis < JUST_OVER_MILLIS;
    if (!this.player && this.app.mayAct && isJustOver) this.again = setTimeout(() => this.enter(), AGAIN_MILLIS);
  }

  leave() {
    this.isLeft = true;
    clearTimeout(this.again);
    this.player?.close();
    this.waveform?.stop();
  }

  show(call) {
    this.call = call;
    const recording = this.app.mayAct && (call.recording?.available ?? call.events.some(({ name }) => name === "recorded"));
    const seek = (millis) => this.player?.seek(millis);
    this.transcript = new Transcript({ onSeek: recording ? seek : undefined });
    this.waveform = new Waveform({ isLive: false, onSeek: recording ? seek : undefined });
    this.details = new Details();
    this.player = recording ? new Player((millis) => this.at(millis)) : null;
    const file = call.callSid;
    this.element.replaceChildren(
      el(
        "div.call-head",
        {},
        el("a.button.quiet.back", { href: "#/history", title: "Back to the history" }, icon("back"), el("span.unseen", {}, "History")),
        el("div", {}, el("h1", {}, party(call.from)), el("span.soft", {}, `${call.route} · ${moment(call.startedAt)}`)),
        el("span.pill", { data: { state: "over" } }, words(call.end ?? "ended")),
        el("span.clock", {}, duration(call.durationMillis)),
      ),
      el(
        "div.actions",
        {},
        recording ? button("Recording", "download", { onclick: () => attempt(() => download(this.path + "/recording", file + ".wav")) }) : null,
        button("Record as JSON", "download", { onclick: () => save(this.raw, file + ".json") }),
      ),
      el("section.card.wave", { "aria-label": "Voices" }, this.player?.element ?? null, legend(), this.waveform.element),
      el("div.columns", {}, el("section.card.talk", { "aria-label": "Conversation" }, this.transcript.element), this.details.element),
    );
    this.transcript.show(call);
    this.transcript.scroller.scrollTop = 0;
    this.details.show(call);
    this.waveform.show(call, call.durationMillis);
    if (recording) this.load();
  }

  async load() {
    const buffer = await attempt(() => this.player.load(this.path + "/recording"));
    if (buffer) {
      this.waveform.nowMillis = Math.max(this.call.durationMillis, buffer.duration * 1000);
      this.waveform.recording(buffer);
    }
  }

  at(millis) {
    this.transcript.mark(millis);
    this.waveform.cursorMillis = millis;
    this.waveform.draw();
  }
}

function save(record, name) {
  const link = el("a", { href: URL.createObjectURL(new Blob([JSON.stringify(record, null, 2)], { type: "application/json" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
