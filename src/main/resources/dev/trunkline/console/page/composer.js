import { post } from "./api.js";
import { attempt } from "./dialogs.js";
import { el } from "./dom.js";

const MODES = [
  { name: "whisper", label: "Whisper", hint: "Only the agent hears it, for its next answer", done: "Whispered to the agent." },
  { name: "say", label: "Say", hint: "The agent says it word for word", done: "The agent says it." },
  { name: "context", label: "Tell", hint: "A fact that the agent keeps in mind for the rest of the call", done: "The agent knows." },
  { name: "note", label: "Note", hint: "Kept with the call's record", done: "Noted." },
];

/** One line of text to the agent, to the caller in its voice, or to the record. */
export class Composer {
  constructor(callSid) {
    this.callSid = callSid;
    this.input = el("input", { id: "composer", autocomplete: "off", maxlength: 1000, "aria-describedby": "composer-hint" });
    this.hint = el("p.soft", { id: "composer-hint" });
    this.label = el("label.unseen", { for: "composer" });
    this.send = el("button.primary", { type: "submit" }, "Send");
    this.options = MODES.map((mode) => {
      const radio = el("input", { type: "radio", name: "composer-mode", value: mode.name, onchange: () => this.choose(mode.name) });
      return { radio, element: el("label", {}, radio, el("span", {}, mode.label)) };
    });
    this.element = el(
      "form.composer",
      { onsubmit: (event) => this.submit(event) },
      el("fieldset.segments", {}, el("legend.unseen", {}, "What to do with the text"), this.options.map(({ element }) => element)),
      el("div.line", {}, this.label, this.input, this.send),
      this.hint,
    );
    this.choose("whisper", false);
  }

  choose(name, isFocused = true) {
    this.mode = MODES.find((mode) => mode.name === name);
    for (const { radio } of this.options) radio.checked = radio.value === name;
    this.hint.textContent = this.mode.hint + ".";
    this.label.textContent = this.mode.label;
    this.input.placeholder = this.mode.label + " …";
    if (isFocused && !this.input.disabled && !this.options.some(({ radio }) => radio === document.activeElement)) this.input.focus();
  }

  async submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    const body = this.mode.name === "context" ? { text, persistent: true } : { text };
    if (await attempt(() => post(`api/calls/${this.callSid}/${this.mode.name}`, body), this.mode.done)) this.input.value = "";
  }

  disable() {
    for (const part of this.element.querySelectorAll("input, button")) part.disabled = true;
  }
}
