import { post } from "./api.js";
import { CallFeed } from "./call-feed.js";
import { durationMillis } from "./call-state.js";
import { Composer } from "./composer.js";
import { Details } from "./details.js";
import { ask, attempt, toast } from "./dialogs.js";
import { button, el, icon, write } from "./dom.js";
import { duration, party, phase, words } from "./format.js";
import { Supervision } from "./supervision.js";
import { Transcript } from "./transcript.js";
import { Waveform } from "./waveform.js";

const IN_MODE = { listening: "You hear both voices.", speaking: "You speak to the caller; the agent is silent." };

/** One live call in depth, and what an operator can do in it. */
export class CallView {
  constructor(app, callSid) {
    this.app = app;
    this.callSid = callSid;
    this.supervision = new Supervision(callSid, (mode, why) => this.supervised(mode, why));
    this.transcript = new Transcript({ isRead: true });
    this.waveform = new Waveform({ isLive: true });
    this.details = new Details();
    this.composer = new Composer(callSid);
    this.title = el("h1", {}, "Call");
    this.state = el("span.pill", { role: "status" });
    this.clock = el("span.clock", { role: "timer", "aria-label": "Time" }, "0:00");
    this.route = el("span.soft");
    this.controls = this.makeControls();
    this.showRecording(false); // until it is known whether there is one
    this.over = el("p.notice", { hidden: true });
    this.element = el(
      "div.call",
      {},
      el("div.call-head", {}, el("a.button.quiet.back", { href: "#/", title: "Back to all calls" }, icon("back"), el("span.unseen", {}, "All calls")), el("div", {}, this.title, this.route), this.state, this.clock),
      this.over,
      el("div.actions", { role: "toolbar", "aria-label": "What you can do" }, app.mayAct ? Object.values(this.controls) : this.controls.listen),
      el("section.card.wave", { "aria-label": "Voices" }, legend(), this.waveform.element),
      el("div.columns", {}, el("section.card.talk", { "aria-label": "Conversation" }, this.transcript.element, app.mayAct ? this.composer.element : null), this.details.element),
    );
    this.keys = { l: () => this.toggleListening() };
    if (app.mayAct) Object.assign(this.keys, this.actions());
  }

  /** What more than looking is done by keys. */
  actions() {
    return {
      t: () => this.toggleTakeOver(),
      p: () => this.togglePause(),
      r: () => this.served?.recorded && this.holdRecording("pause"),
      R: () => this.served?.recorded && this.holdRecording("resume"),
      x: () => this.transfer(),
      H: () => this.hangUp(),
      w: () => this.composer.choose("whisper"),
      s: () => this.composer.choose("say"),
      n: () => this.composer.choose("note"),
    };
  }

  makeControls() {
    const control = (words, iconName, key, action, classes) => button(words, iconName, { onclick: action, "aria-keyshortcuts": key, title: `${words} (${key})` }, classes);
    return {
      listen: control("Listen in", "listen", "l", () => this.toggleListening()),
      takeover: control("Take over", "takeover", "t", () => this.toggleTakeOver()),
      pause: control("Pause agent", "pause", "p", () => this.togglePause()),
      pauseRecording: control("Pause recording", "mic-off", "r", () => this.holdRecording("pause")),
      resumeRecording: control("Resume recording", "mic", "Shift+R", () => this.holdRecording("resume")),
      transfer: control("Transfer", "transfer", "x", () => this.transfer()),
      hangup: control("Hang up", "hangup", "Shift+H", () => this.hangUp(), ".danger"),
    };
  }

  enter() {
    this.feed = new CallFeed(this.callSid, {
      onCall: (call) => this.show(call),
      onSound: (frame) => this.waveform.frame(frame),
      onMissing: (error) => this.end(error.message),
    });
    this.waveform.run(() => (this.call ? durationMillis(this.call, Date.now()) : 0));
    this.timer = setInterval(() => this.tick(), 500);
  }

  leave() {
    this.feed.close();
    this.supervision.end();
    this.waveform.stop();
    clearInterval(this.timer);
  }

  tick() {
    if (this.call) write(this.clock, duration(durationMillis(this.call, Date.now())));
  }

  show(call) {
    this.call = call;
    write(this.title, party(call.from));
    write(this.route, `${call.route} · ${party(call.to)}`);
    write(this.state, stands(call));
    this.state.dataset.state = call.state === "ended" ? "over" : call.takenOverBy ? "operator" : call.paused ? "paused" : "live";
    this.transcript.show(call);
    this.details.show(call);
    this.waveform.show(call, durationMillis(call, Date.now()));
    this.drawControls();
    if (call.state === "ended") this.end(words(call.end ?? "ended") + (call.transferredTo ? ", to " + call.transferredTo : ""));
    this.tick();
  }

  end(reason) {
    this.supervision.end();
    this.over.hidden = false;
    this.over.replaceChildren("This call is over: " + reason + ". ", el("a", { href: "#/records/" + encodeURIComponent(this.callSid) }, "Open its record"));
    for (const control of Object.values(this.controls)) control.disabled = true;
    this.composer.disable();
    this.waveform.stop();
  }

  drawControls() {
    label(this.controls.pause, this.call?.paused ? "Resume agent" : "Pause agent", this.call?.paused ? "play" : "pause");
    this.controls.pause.setAttribute("aria-pressed", String(Boolean(this.call?.paused)));
    this.showRecording(Boolean(this.served?.recorded));
  }

  /** What somebody hears and says now has changed. */
  supervised(mode, why) {
    label(this.controls.listen, mode === "listening" ? "Stop listening" : "Listen in", "listen");
    label(this.controls.takeover, mode === "speaking" ? "Hand back" : "Take over", mode === "speaking" ? "handback" : "takeover");
    this.controls.listen.setAttribute("aria-pressed", String(mode === "listening"));
    this.controls.takeover.setAttribute("aria-pressed", String(mode === "speaking"));
    this.controls.listen.disabled = mode === "speaking";
    this.element.dataset.mode = mode;
    const told = why ?? IN_MODE[mode];
    if (told) toast(told);
  }

  toggleListening() {
    if (this.supervision.mode === "listening") this.supervision.end();
    else if (this.supervision.mode === "off") attempt(() => this.supervision.listen());
  }

  async toggleTakeOver() {
    if (this.supervision.mode !== "speaking") {
      await attempt(() => this.supervision.takeOver());
      return;
    }
    const answer = await ask({
      title: "Hand back to the agent",
      words: "The agent goes on. A note tells it what was agreed.",
      action: "Hand back",
      fields: [{ name: "note", label: "Note to the agent", isLong: true }],
    });
    if (answer) await attempt(() => this.supervision.release(answer.note), "The agent speaks again.");
  }

  async togglePause() {
    const action = this.call?.paused ? "resume" : "pause";
    const done = await attempt(() => post(`api/calls/${this.callSid}/${action}`), action === "pause" ? "The agent is paused." : "The agent goes on.");
    if (done && this.call) {
      this.call = { ...this.call, paused: action === "pause" };
      this.drawControls();
    }
  }

  /** Of this call, as the bridge serves it; undefined before anything is known. */
  get served() {
    return this.app.features.routes.find((route) => route.name === this.call?.route);
  }

  showRecording(isRecorded) {
    this.controls.pauseRecording.hidden = !isRecorded;
    this.controls.resumeRecording.hidden = !isRecorded;
  }

  /** Two buttons: others pause it, too, and nothing tells this page how it stands. Either may be asked for twice. */
  async holdRecording(action) {
    await attempt(() => post(`api/calls/${this.callSid}/recording/${action}`), action === "pause" ? "Nothing is recorded now." : "The recording goes on, unless the caller paused it.");
  }

  async transfer() {
    const destinations = this.served?.destinations ?? [];
    const answer = await ask({
      title: "Transfer to a person",
      words: "The agent says goodbye, and the carrier dials the destination.",
      action: "Transfer",
      fields: [
        { name: "destination", label: "Destination", isRequired: true, options: destinations.map((each) => each.name) },
        { name: "summary", label: "What the person hears first (optional)", isLong: true },
      ],
    });
    if (answer) {
      const body = answer.summary ? answer : { destination: answer.destination };
      await attempt(() => post(`api/calls/${this.callSid}/transfer`, body), "The transfer is on its way.");
    }
  }

  async hangUp() {
    const answer = await ask({ title: "Hang up on this caller?", words: "The line is closed at once, without a goodbye.", action: "Hang up", isDangerous: true });
    if (answer) await attempt(() => post(`api/calls/${this.callSid}/hangup`));
  }
}

function label(control, text, iconName) {
  const span = control.querySelector("span");
  if (span.textContent === text) return;
  span.textContent = text;
  control.title = `${text} (${control.getAttribute("aria-keyshortcuts")})`;
  control.querySelector("svg").replaceWith(icon(iconName));
}

function stands(call) {
  if (call.state === "ended") return words(call.end ?? "ended");
  if (call.takenOverBy) return "Operator speaks";
  return call.paused ? "Agent paused" : phase(call.phase);
}

/** Which colour is whose. */
export function legend() {
  return el("p.legend", {}, el("span.caller", {}, "Caller"), el("span.agent", {}, "Agent"), el("span.barge-in", {}, "Interruption"));
}
