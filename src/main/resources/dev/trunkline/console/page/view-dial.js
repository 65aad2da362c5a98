import { get, post } from "./api.js";
import { attempt } from "./dialogs.js";
import { el, fill } from "./dom.js";
import { moment, party, words } from "./format.js";

const REFRESH_MILLIS = 3000;

/** Has the bridge call somebody. */
export class DialView {
  constructor() {
    this.to = el("input", { id: "dial-to", type: "tel", required: true, placeholder: "+44 20 7946 0000", autocomplete: "off" });
    this.route = el("input", { id: "dial-route", autocomplete: "off", placeholder: "the number's own" });
    this.machine = el("select", { id: "dial-machine" }, [["hang_up", "Hang up"], ["message", "Leave a message"], ["talk", "Talk to it"]].map(([value, text]) => el("option", { value }, text)));
    this.message = el("textarea", { id: "dial-message", rows: 3, maxlength: 1000 });
    this.messageField = field("Message after the beep", this.message);
    this.messageField.hidden = true;
    this.machine.addEventListener("change", () => (this.messageField.hidden = this.machine.value !== "message"));
    this.list = el("tbody");
    this.element = el(
      "div.dial",
      {},
      el("h1", {}, "Dial out"),
      el(
        "div.columns",
        {},
        el(
          "form.card.dial-form",
          { onsubmit: (event) => this.submit(event) },
          field("Number", this.to),
          field("Route", this.route),
          field("If a machine answers", this.machine),
          this.messageField,
          el("button.primary", { type: "submit" }, "Dial"),
        ),
        el(
          "section.card",
          { "aria-label": "Calls placed" },
          el("h2", {}, "Calls placed"),
          el("div.scroll", { tabindex: "0", role: "region", "aria-label": "Calls placed, table" }, el("table.calls", {}, el("thead", {}, el("tr", {}, ["Time", "Number", "Outcome"].map((name) => el("th", { scope: "col" }, name)))), this.list)),
        ),
      ),
    );
  }

  enter() {
    this.refresh();
    this.timer = setInterval(() => document.hidden || this.refresh(), REFRESH_MILLIS);
  }

  leave() {
    clearInterval(this.timer);
  }

  async submit(event) {
    event.preventDefault();
    const body = { to: this.to.value.replace(/[\s()-]/g, ""), machine: this.machine.value };
    if (this.route.value.trim()) body.route = this.route.value.trim();
    if (this.machine.value === "message") body.message = this.message.value.trim();
    if (await attempt(() => post("api/calls", body), "The call is on its way.")) {
      this.to.value = "";
      this.refresh();
    }
  }

  /** While somebody talks there, a link to the call. */
  callee({ to, callSid, state }) {
    return callSid ? el("a", { href: `#/${state === "over" ? "records" : "calls"}/${encodeURIComponent(callSid)}` }, party(to)) : party(to);
  }

  async refresh() {
    try {
      const { orders } = await get("api/outbound");
      fill(
        this.list,
        orders.length === 0 ? el("tr", {}, el("td.soft", { colspan: 3 }, "None yet.")) : null,
        orders.map((order) => el("tr", {}, el("td", {}, moment(order.orderedAt)), el("td", {}, this.callee(order)), el("td", {}, el("span.pill", {}, standing(order))))),
      );
    } catch {
      // The next one comes in three seconds.
    }
  }
}

/** How an order stands, or what it waits for. */
function standing({ state, outcome, waitsFor }) {
  return words(outcome ?? (waitsFor ? "waits: " + waitsFor : state));
}

function field(label, input) {
  return el("div.field", {}, el("label", { for: input.id }, label), input);
}
