/** Elements without HTML in strings: what people say is put in as text, whatever it holds. */

/**
 * @param {string} tag with classes, such as `button.primary`
 * @param {object} [properties] attributes; `on…` are listeners, `data` and `style` are objects, false and null leave one out
 * @param {...(Node | string | number | null | false | Array)} children
 * @returns {HTMLElement}
 */
export function el(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(" ");
  set(element, properties);
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "style") for (const [key, part] of Object.entries(value)) element.style.setProperty(key, part);
    else if (name === "value" || name === "hidden" || name === "disabled" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
}

/** Puts these in the place of what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Writes a text, if it is another. */
export function write(element, text) {
  if (element.textContent !== String(text)) element.textContent = text;
}

const SVG = "http://www.w3.org/2000/svg";

/** An icon of `icons.svg`, for eyes only. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", new URL("icons.svg", import.meta.url).pathname + "#" + name);
  svg.append(use);
  return svg;
}

/** A button with an icon and words. */
export function button(words, iconName, properties = {}, classes = "") {
  return el("button" + classes, { type: "button", ...properties }, iconName ? icon(iconName) : null, el("span", {}, words));
}
