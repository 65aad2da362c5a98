import { address, get, hasProvider, signIn, signOut } from "./api.js";
import { el } from "./dom.js";

/** Asks for a token, which is kept in this tab only. */
export class SignInView {
  constructor(app, words) {
    const input = el("input", { id: "token", type: "password", autocomplete: "current-password", required: true, spellcheck: "false" });
    const trouble = el("p.trouble", { role: "alert" }, words);
    this.element = el(
      "form.sign-in.card",
      {
        onsubmit: async (event) => {
          event.preventDefault();
          signIn(input.value.trim());
          try {
            await get("api/me");
            location.reload();
          } catch (error) {
            signOut();
            trouble.textContent = error.message;
            input.select();
          }
        },
      },
      el("h1", {}, "Sign in"),
      el("p.soft", {}, "Your token is one of ", el("code", {}, "admin.tokens"), " or ", el("code", {}, "TRUNKLINE_ADMIN_TOKEN"), ". It stays in this tab and is forgotten when you close it."),
      el("div.field", {}, el("label", { for: "token" }, "Token"), input),
      trouble,
      el("button.primary", { type: "submit" }, "Sign in"),
    );
    this.offerProvider();
    this.input = input;
  }

  /** Where the bridge knows a provider, that comes first. */
  async offerProvider() {
    if (!(await hasProvider().catch(() => false))) return;
    this.element.querySelector("h1").after(
      el("a.button.primary", { href: address("auth/login").pathname }, "Sign in with your organisation"),
      el("p.or", {}, "or with a token"),
    );
    this.element.querySelector("button[type=submit]").classList.remove("primary");
  }

  enter() {
    this.input.focus();
  }
}
