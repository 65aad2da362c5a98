import { get, post, request } from "./api.js";
import { ask, attempt } from "./dialogs.js";
import { button, el, fill } from "./dom.js";
import { moment, words } from "./format.js";

/** What administrators see to: events that no webhook has taken, and callers who want to be forgotten. */
export class UpkeepView {
  constructor() {
    this.events = el("ul.dead");
    this.number = el("input", { id: "erase-number", type: "tel", required: true, placeholder: "+44 20 7946 0000", autocomplete: "off" });
    this.receipt = el("div", { role: "status" });
    this.element = el(
      "div.dial",
      {},
      el("h1", {}, "Upkeep"),
      el(
        "div.columns",
        {},
        el(
          "form.card.dial-form",
          { onsubmit: (event) => this.erase(event) },
          el("h2", {}, "Erase a caller"),
          el("p.soft", {}, "Records, recordings, and all else that is kept of one number."),
          el("div.field", {}, el("label", { for: "erase-number" }, "Number"), this.number),
          el("button.danger", { type: "submit" }, "Erase"),
          this.receipt,
        ),
        el(
          "section.card",
          { "aria-label": "Events that no webhook has taken" },
          el("h2", {}, "Events that no webhook has taken"),
          this.events,
        ),
      ),
    );
  }

  enter() {
    this.refresh();
  }

  async refresh() {
    const answer = await attempt(() => get("api/webhooks/dead"));
    const dead = answer?.dead ?? [];
    fill(this.events, dead.length === 0 ? el("li.soft", {}, "None.") : dead.map((event) => this.row(event)));
  }

  row({ id, at, event, receiver, callSid, attempts, problem }) {
    return el(
      "li",
      {},
      el("div", {}, el("a", { href: "#/records/" + encodeURIComponent(callSid) }, event), ` to ${receiver}`, el("p.soft", {}, `${moment(at)} · tried ${attempts} times · ${problem}`)),
      button("Try again", null, { onclick: () => this.retry(id), "aria-label": `Try again: ${event} to ${receiver}` }),
    );
  }

  async retry(id) {
    if (await attempt(() => post(`api/webhooks/dead/${encodeURIComponent(id)}/retry`), "It is being tried.")) this.refresh();
  }

  async erase(event) {
    event.preventDefault();
    const number = this.number.value.trim();
    const answer = await ask({ title: `Erase all that is kept of ${number}?`, words: "Nobody can bring it back.", action: "Erase", isDangerous: true });
    if (!answer) return;
    this.receipt.replaceChildren();
    const receipt = await attempt(async () => (await request("DELETE", "api/callers/" + encodeURIComponent(number))).json());
    if (receipt) this.show(receipt);
  }

  show({ number, erased, liveCalls }) {
    this.number.value = "";
    this.receipt.replaceChildren(
      el("p", {}, `Erased of ${number}:`),
      el("dl.facts", {}, Object.entries(erased).flatMap(([place, count]) => [el("dt", {}, words(place)), el("dd", {}, String(count))])),
      liveCalls > 0 ? el("p", {}, `Still talking: ${liveCalls}. Erase again when it is over.`) : "",
    );
  }
}
