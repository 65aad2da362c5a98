import { CallFeed } from "./call-feed.js";
import { durationMillis } from "./call-state.js";
import { button, el, fill, icon, write } from "./dom.js";
import { duration } from "./format.js";
import { Softphone } from "./softphone.js";
import { Transcript } from "./transcript.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

/** Talks to the bridge from this browser. It outlives the view: the call goes on while somebody looks elsewhere. */
export class PhoneView {
  constructor(app) {
    this.app = app;
    this.transcript = new Transcript({ isRead: true });
    this.number = el("select", { id: "phone-number" });
    this.status = el("p.phone-status", { role: "status" }, "Your browser is the telephone. Nothing is dialled.");
    this.clock = el("span.clock", { role: "timer", "aria-label": "Time" });
    this.callButton = button("Call", "phone", { onclick: () => this.call() }, ".primary.big");
    this.hangUpButton = button("Hang up", "hangup", { onclick: () => this.phone.hangUp(), hidden: true }, ".danger.big");
    this.muteButton = button("Mute", "mic", { onclick: () => this.mute(), hidden: true, "aria-pressed": "false", "aria-keyshortcuts": "m" }, ".big");
    this.watch = el("a.button.quiet", { hidden: true }, "Watch this call in depth");
    this.mine = meter("You");
    this.theirs = meter("Agent");
    this.keypad = el("div.keypad", { role: "group", "aria-label": "Keypad" }, KEYS.map((key) => el("button", { type: "button", disabled: true, onclick: () => this.press(key) }, key)));
    this.pressed = el("output.pressed", { "aria-label": "Pressed" });
    this.hints = el(
      "div.empty.hints",
      {},
      el("p.lead", {}, "Call, and speak as you would on a telephone."),
      el("p", {}, "Ask what it can do. Interrupt it in mid-sentence. Ask for a person. Say goodbye."),
    );
    this.choice = el("div.field", {}, el("label", { for: "phone-number" }, "Number to call"), this.number);
    this.element = el(
      "div.phone-view",
      {},
      el("h1", {}, "Softphone"),
      el(
        "div.columns",
        {},
        el(
          "section.card.handset",
          { "aria-label": "Telephone" },
          this.choice,
          this.status,
          this.clock,
          el("div.meters", {}, this.mine.element, this.theirs.element),
          el("div.handles", {}, this.callButton, this.muteButton, this.hangUpButton),
          this.keypad,
          this.pressed,
          this.watch,
        ),
        el("section.card.talk", { "aria-label": "Conversation" }, el("h2", {}, "What the agent hears and says"), this.hints, this.transcript.element),
      ),
    );
    this.transcript.element.hidden = true;
    this.keys = { m: () => this.muteButton.hidden || this.mute() };
    for (const key of KEYS) this.keys[key] = () => this.press(key);
    addEventListener("beforeunload", (event) => this.isTalking && event.preventDefault());
  }

  enter() {
    const numbers = this.app.features.softphone?.numbers ?? [];
    fill(this.number, numbers.map(({ number, route }) => el("option", { value: number }, route === number ? number : `${route} · ${number}`)));
    this.choice.hidden = numbers.length < 2;
  }

  call() {
    this.feed?.close();
    this.transcript.show({ transcript: [], bargeIns: [], toolCalls: [], events: [] });
    this.pressed.textContent = "";
    this.phone = new Softphone({
      onState: (state, text) => this.state(state, text),
      onAnswered: (callSid) => this.follow(callSid),
      onLevels: (mine, theirs) => {
        this.mine.show(this.phone.muted ? 0 : mine);
        this.theirs.show(theirs);
      },
    });
    this.phone.call(this.number.value || undefined);
  }

  state(state, text) {
    this.isTalking = state !== "ended";
    this.hints.hidden = true;
    write(this.status, text || "You are talking to the agent. Interrupt it whenever you like.");
    this.callButton.hidden = this.isTalking;
    this.hangUpButton.hidden = !this.isTalking;
    this.muteButton.hidden = state !== "talking";
    this.number.disabled = this.isTalking;
    for (const key of this.keypad.children) key.disabled = state !== "talking";
    this.element.dataset.state = state;
    if (state === "ended") this.ended();
  }

  follow(callSid) {
    this.watch.href = "#/calls/" + encodeURIComponent(callSid);
    this.watch.hidden = false;
    this.feed = new CallFeed(callSid, {
      onCall: (call) => {
        this.current = call;
        this.transcript.element.hidden = false;
        this.transcript.show(call);
      },
    });
    this.timer = setInterval(() => this.current && write(this.clock, duration(durationMillis(this.current, Date.now()))), 500);
  }

  ended() {
    clearInterval(this.timer);
    this.mine.show(0);
    this.theirs.show(0);
    write(this.callButton.querySelector("span"), "Call again");
    this.setMute(false);
    // The last of its words may still be on their way.
    setTimeout(() => this.isTalking || this.feed?.close(), 2000);
    if (this.app.view === this && document.activeElement === document.body) this.callButton.focus();
  }

  press(key) {
    if (this.keypad.children[0].disabled) return;
    this.phone.press(key);
    this.pressed.textContent += key;
  }

  mute() {
    this.setMute(!this.phone.muted);
  }

  setMute(isMuted) {
    this.phone.muted = isMuted;
    this.muteButton.setAttribute("aria-pressed", String(isMuted));
    this.muteButton.querySelector("span").textContent = isMuted ? "Unmute" : "Mute";
    this.muteButton.querySelector("svg").replaceWith(icon(isMuted ? "mic-off" : "mic"));
  }
}

/** How loud somebody is. */
function meter(name) {
  const bar = el("span.level", { "aria-hidden": "true" });
  let shown = 0;
  return {
    element: el("div.meter", {}, el("span.name", {}, name), bar),
    show(level) {
      shown = level === 0 ? 0 : Math.max(Math.sqrt(level), shown * 0.8);
      bar.style.setProperty("--level", shown.toFixed(2));
    },
  };
}
