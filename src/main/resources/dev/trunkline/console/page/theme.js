import { button, fill, icon, el } from "./dom.js";

const KEY = "trunkline.theme";
const NEXT = { auto: "light", light: "dark", dark: "auto" };
const LOOKS = { auto: ["auto", "As the system"], light: ["sun", "Light"], dark: ["moon", "Dark"] };

/** Light, dark, or as the system has it; kept in this browser. */
export const theme = {
  get chosen() {
    return localStorage.getItem(KEY) ?? "auto";
  },

  choose(name) {
    localStorage.setItem(KEY, name);
    this.apply();
  },

  apply() {
    if (this.chosen === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.chosen;
    document.dispatchEvent(new Event("theme")); // for what is drawn, and not styled
  },

  button() {
    const toggle = button("", "auto", {}, ".quiet");
    const draw = () => {
      const [iconName, words] = LOOKS[this.chosen];
      fill(toggle, icon(iconName), el("span", {}, "Colours: " + words.toLowerCase()));
      toggle.title = "Colours: " + words.toLowerCase();
    };
    toggle.addEventListener("click", () => {
      this.choose(NEXT[this.chosen]);
      draw();
    });
    draw();
    return toggle;
  },
};

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => theme.apply());
theme.apply();
