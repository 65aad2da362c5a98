/**
 * What waits to be heard on a telephone, as Twilio keeps it: sound and marks in the order in which they came. A mark comes back when
 * all sound before it was played, at once when there is none; a clear drops the sound and brings back every mark that waits
 * ("WebSocket messages" of Twilio's Media Streams). Pure: time passes when samples are pulled.
 */
export class CarrierBuffer {
  constructor() {
    this.items = []; // {samples, from} or {mark}
    this.waiting = 0;
  }

  /** How many samples wait. */
  get length() {
    return this.waiting;
  }

  /** @param {Float32Array} samples */
  media(samples) {
    if (samples.length > 0) {
      this.items.push({ samples, from: 0 });
      this.waiting += samples.length;
    }
  }

  /**
   * @param {string} name
   * @returns {string[]} the marks that come back now
   */
  mark(name) {
    if (this.items.length === 0) return [name];
    this.items.push({ mark: name });
    return [];
  }

  /** @returns {string[]} the marks that come back, in their order */
  clear() {
    const marks = this.items.filter((item) => item.mark !== undefined).map((item) => item.mark);
    this.items = [];
    this.waiting = 0;
    return marks;
  }

  /**
   * Plays the next samples; silence where there is nothing.
   *
   * @param {Float32Array} into is filled
   * @returns {string[]} the marks that come back
   */
  pull(into) {
    const marks = [];
    let filled = 0;
    while (this.items.length > 0) {
      const item = this.items[0];
      if (item.mark !== undefined) {
        marks.push(item.mark);
        this.items.shift();
        continue;
      }
      if (filled === into.length) break;
      const count = Math.min(item.samples.length - item.from, into.length - filled);
      into.set(item.samples.subarray(item.from, item.from + count), filled);
      item.from += count;
      filled += count;
      this.waiting -= count;
      if (item.from === item.samples.length) this.items.shift();
    }
    into.fill(0, filled);
    return marks;
  }
}
