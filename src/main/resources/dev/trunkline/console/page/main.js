import { find, get, isSignedIn, post, signOut, whenSignedOut, ApiError } from "./api.js";
import { button, el, fill, icon, write } from "./dom.js";
import { attempt, tell } from "./dialogs.js";
import { Fleet } from "./fleet.js";
import { follow } from "./links.js";
import { listenForKeys, SHORTCUTS } from "./shortcuts.js";
import { theme } from "./theme.js";
import { CallView } from "./view-call.js";
import { DialView } from "./view-dial.js";
import { HistoryView } from "./view-history.js";
import { NowView } from "./view-now.js";
import { PhoneView } from "./view-phone.js";
import { RecordView } from "./view-record.js";
import { SignInView } from "./view-sign-in.js";
import { UpkeepView } from "./view-upkeep.js";

const VIEWS = {
  now: { name: "Now", make: (app) => new NowView(app) },
  call: { name: "Call", make: (app, { callSid }) => new CallView(app, callSid) },
  history: { name: "History", make: (app, { query }) => new HistoryView(app, query) },
  record: { name: "Call record", make: (app, { callSid }) => new RecordView(app, callSid) },
  phone: { name: "Softphone", make: (app) => app.phone },
  dial: { name: "Dial out", make: (app) => new DialView(app) },
  upkeep: { name: "Upkeep", make: () => new UpkeepView() },
};

/** The page: which view is shown, and what all views share. */
class App {
  constructor() {
    this.main = document.getElementById("view");
    this.features = { softphone: null, outbound: null, routes: [] };
    this.me = null;
    this.fleet = new Fleet((state) => this.connected(state));
    this.phone = new PhoneView(this);
    addEventListener("hashchange", () => this.route());
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      this.main.focus();
    });
    whenSignedOut(() => this.signIn("This token is not known here."));
    listenForKeys(this);
    this.start();
  }

  /** Who may look goes on; who may not is asked for a token. */
  async start() {
    this.drawTools();
    try {
      this.me = await get("api/me");
    } catch (error) {
      if (error instanceof ApiError && error.status !== 0) {
        this.signIn(error.status === 401 ? "" : error.message);
        return;
      }
    }
    const [softphone, outbound, served] = await Promise.all([this.mayAct && find("api/softphone"), find("api/outbound"), find("api/routes")]);
    this.features = { softphone: softphone || null, outbound: outbound?.enabled && this.mayAct ? outbound : null, routes: served?.routes ?? [] };
    this.drawTools();
    this.fleet.start();
    this.route();
  }

  /** Whether whoever signed in may do more than look. */
  get mayAct() {
    return this.me !== null && this.me.role !== "viewer";
  }

  signIn(words) {
    this.fleet.stop();
    this.show(new SignInView(this, words), "Sign in");
    fill(document.getElementById("nav"));
    this.connected("");
  }

  async leave() {
    if (isSignedIn()) signOut();
    else await attempt(() => post("auth/logout"));
    location.reload();
  }

  /** Nobody has signed in where this machine alone is served. */
  get hasSignedIn() {
    return this.me !== null && (isSignedIn() || this.me.name !== "this-machine");
  }

  route() {
    const link = follow(location.hash);
    if (!link) {
      location.hash = "#/";
      return;
    }
    const isFirst = this.view === undefined;
    const { name, make } = VIEWS[link.view];
    this.show(make(this, link), name);
    this.drawNav(link.under);
    if (!isFirst) this.main.focus({ preventScroll: true });
  }

  show(view, name) {
    this.view?.leave?.();
    this.view = view;
    document.title = name + " · Trunkline";
    fill(this.main, view.element);
    scrollTo(0, 0);
    view.enter?.();
  }

  drawNav(current) {
    const items = [
      ["/", "now", "Now"],
      ["/history", "history", "History"],
      this.features.softphone && ["/phone", "phone", "Softphone"],
      this.features.outbound && ["/dial", "dial", "Dial out"],
      this.me?.role === "admin" && ["/upkeep", "tool", "Upkeep"],
    ].filter(Boolean);
    fill(
      document.getElementById("nav"),
      items.map(([path, iconName, words]) =>
        el("a", { href: "#" + path, "aria-current": path === current ? "page" : null }, icon(iconName), el("span", {}, words)),
      ),
    );
  }

  drawTools() {
    fill(
      document.getElementById("tools"),
      button("Shortcuts", "help", { onclick: () => this.help(), "aria-keyshortcuts": "?", title: "Keyboard shortcuts (?)" }, ".quiet"),
      theme.button(),
      this.hasSignedIn ? button("Sign out " + this.me.name, "out", { onclick: () => this.leave(), title: `Sign out ${this.me.name} (${this.me.role})` }, ".quiet") : null,
    );
  }

  connected(state) {
    const line = document.getElementById("connection");
    line.dataset.state = state;
    write(line, { open: "Live", polling: "Live", lost: "Reconnecting …" }[state] ?? "");
  }

  help() {
    tell(
      "Keyboard shortcuts",
      el(
        "dl.keys",
        {},
        SHORTCUTS.map(({ keys, words }) => el("div", {}, el("dt", {}, keys.map((key) => el("kbd", {}, key))), el("dd", {}, words))),
      ),
    );
  }
}

new App();
