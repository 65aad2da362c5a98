import { button, el } from "./dom.js";

/**
 * Asks, in a dialog of the page: its focus stays inside, Escape closes it, and the focus goes back to where it was.
 *
 * @param {object} question
 * @param {string} question.title
 * @param {string} [question.words]
 * @param {string} question.action what the button says
 * @param {boolean} [question.isDangerous]
 * @param {{name: string, label: string, options?: string[], isRequired?: boolean, isLong?: boolean}[]} [question.fields]
 * @returns {Promise<object | null>} the fields' values by name, or null when nothing is to be done
 */
export function ask({ title, words, action, isDangerous = false, fields = [] }) {
  return new Promise((resolve) => {
    const inputs = fields.map(field);
    const dialog = el(
      "dialog.ask",
      { "aria-labelledby": "ask-title" },
      el(
        "form",
        { method: "dialog" },
        el("h2", { id: "ask-title" }, title),
        words ? el("p", {}, words) : null,
        inputs.map(({ element }) => element),
        el(
          "div.choices",
          {},
          el("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
          el("button" + (isDangerous ? ".danger" : ".primary"), { type: "submit" }, action),
        ),
      ),
    );
    let answer = null;
    dialog.querySelector("form").addEventListener("submit", () => {
      answer = Object.fromEntries(inputs.map(({ name, input }) => [name, input.value.trim()]));
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    (inputs[0]?.input ?? dialog.querySelector("button[type=submit]")).focus();
  });
}

function field({ name, label, options, isRequired = false, isLong = false }) {
  const id = "ask-" + name;
  const input = options?.length
    ? el("select", { id, required: isRequired }, options.map((option) => el("option", { value: option }, option)))
    : el(isLong ? "textarea" : "input", { id, required: isRequired, rows: isLong ? 3 : null, autocomplete: "off", maxlength: 2000 });
  return { name, input, element: el("div.field", {}, el("label", { for: id }, label), input) };
}

/** Shows something in a dialog that has nothing to ask. */
export function tell(title, ...content) {
  const dialog = el(
    "dialog.ask",
    { "aria-labelledby": "tell-title" },
    el("h2", { id: "tell-title" }, title),
    content,
    el("div.choices", {}, button("Close", null, { onclick: () => dialog.close() }, ".primary")),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** A line at the edge that goes away by itself; read aloud politely, a failure at once. */
export function toast(words, isFailure = false) {
  const place = document.getElementById(isFailure ? "failures" : "toasts");
  const line = el("div.toast" + (isFailure ? ".failure" : ""), {}, words);
  place.append(line);
  setTimeout(() => line.remove(), isFailure ? 8000 : 4000);
}

/** Does something, and says so when it fails. */
export async function attempt(action, done) {
  try {
    const result = await action();
    if (done) toast(done);
    return result;
  } catch (error) {
    toast(error.message, true);
    return null;
  }
}
