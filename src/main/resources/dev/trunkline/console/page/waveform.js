import { el } from "./dom.js";
import { peak } from "./mulaw.js";

const BIN_MILLIS = 40;
const LIVE_WINDOW_MILLIS = 24_000;
const STILL_FRAMES_MILLIS = 500; // between two pictures for who wants nothing to move
const LANES = ["caller", "agent"];

/**
 * Loudness over time of one voice, in bins of 40 ms. Pure.
 */
export class Envelope {
  constructor() {
    this.bins = [];
  }

  /**
   * @param {number} atMillis since the call began
   * @param {number} loudness 0 to 1
   */
  add(atMillis, loudness) {
    const bin = Math.floor(atMillis / BIN_MILLIS);
    if (bin >= 0) this.bins[bin] = Math.max(this.bins[bin] ?? 0, loudness);
  }

  /** The loudest between two times. */
  between(fromMillis, toMillis) {
    const last = Math.max(Math.floor(fromMillis / BIN_MILLIS), Math.ceil(toMillis / BIN_MILLIS) - 1);
    let loudest = 0;
    for (let bin = Math.max(0, Math.floor(fromMillis / BIN_MILLIS)); bin <= last; bin++) {
      loudest = Math.max(loudest, this.bins[bin] ?? 0);
    }
    return loudest;
  }
}

/** Speech of which only the words are known: as loud as speech is, between its beginning and its end. */
function spoken(envelope, line, untilMillis) {
  const [from, to] =
    line.who === "caller"
      ? [line.startMillis - Math.max(500, line.text.length * 60), line.startMillis]
      : [line.startMillis, line.startMillis + (line.heardMillis ?? Math.max(0, untilMillis - line.startMillis))];
  for (let at = from; at < Math.min(to, untilMillis); at += BIN_MILLIS) envelope.add(at, 0.28 + 0.14 * Math.sin(at / 90) * Math.sin(at / 37));
}

/**
 * Both voices on a canvas, with marks where turns begin and where the caller cut in. Live it shows the last seconds and moves; of a call
 * that is over it shows all, and lets somebody choose a moment.
 */
export class Waveform {
  /** @param {{isLive: boolean, onSeek?: (millis: number) => void}} options */
  constructor({ isLive, onSeek }) {
    this.isLive = isLive;
    this.canvas = el("canvas", { role: "img", "aria-label": "Loudness of caller and agent over time" });
    this.element = el("div.waveform" + (onSeek ? ".seekable" : ""), {}, this.canvas);
    this.sound = [new Envelope(), new Envelope()];
    this.words = [new Envelope(), new Envelope()];
    this.soundFromMillis = Infinity; // before that only words are known
    this.marks = [];
    this.cursorMillis = null;
    if (onSeek) this.canvas.addEventListener("click", (event) => onSeek(this.millisAt(event.offsetX)));
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.element);
    this.redraw = () => this.draw();
    document.addEventListener("theme", this.redraw);
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
  }

  /** A frame of the live sound; the operator's voice is drawn with the agent's. */
  frame({ channel, atMillis, muLaw }) {
    this.soundFromMillis = Math.min(this.soundFromMillis, atMillis);
    this.sound[channel === 0 ? 0 : 1].add(atMillis, peak(muLaw));
  }

  /** Takes both voices from a recording. */
  recording(buffer) {
    this.soundFromMillis = 0;
    for (let lane = 0; lane < 2; lane++) {
      const samples = buffer.getChannelData(Math.min(lane, buffer.numberOfChannels - 1));
      const step = Math.round((buffer.sampleRate * BIN_MILLIS) / 1000);
      this.sound[lane] = new Envelope();
      for (let from = 0, bin = 0; from < samples.length; from += step, bin++) {
        let loudest = 0;
        for (let i = from; i < Math.min(from + step, samples.length); i++) loudest = Math.max(loudest, Math.abs(samples[i]));
        this.sound[lane].add(bin * BIN_MILLIS, loudest);
      }
    }
    this.draw();
  }

  /** Brings marks, and what can be drawn without sound, up to date. */
  show(call, nowMillis) {
    this.nowMillis = nowMillis;
    this.call = call;
    this.words = [new Envelope(), new Envelope()];
    for (const line of call.transcript) {
      if (line.startMillis !== null && line.startMillis !== undefined) {
        spoken(this.words[line.who === "caller" ? 0 : 1], line, Math.min(nowMillis, this.soundFromMillis));
      }
    }
    this.marks = [
      ...call.transcript
        .filter((line) => line.startMillis !== null && line.startMillis !== undefined)
        .map((line) => ({ atMillis: line.startMillis, kind: line.who === "caller" ? "caller" : "agent" })),
      ...call.bargeIns.map(({ atMillis }) => ({ atMillis, kind: "barge-in" })),
    ];
    this.draw();
  }

  /** Begins to move. */
  run(now) {
    let lastPicture = -Infinity;
    const step = (time) => {
      if (this.stopped) return;
      if (!this.still.matches || time - lastPicture > STILL_FRAMES_MILLIS) {
        lastPicture = time;
        this.nowMillis = now();
        this.draw();
      }
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  stop() {
    this.stopped = true;
    this.observer.disconnect();
    document.removeEventListener("theme", this.redraw);
  }

  /** @returns {[number, number]} what is drawn, in milliseconds since the call began */
  range() {
    const now = this.nowMillis ?? 0;
    return this.isLive ? [now - LIVE_WINDOW_MILLIS, now] : [0, Math.max(1000, now)];
  }

  millisAt(x) {
    const [from, to] = this.range();
    return from + (x / this.canvas.clientWidth) * (to - from);
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0) return;
    const scale = devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * scale) || this.canvas.height !== Math.round(height * scale)) {
      this.canvas.width = Math.round(width * scale);
      this.canvas.height = Math.round(height * scale);
    }
    const paint = this.canvas.getContext("2d");
    paint.setTransform(scale, 0, 0, scale, 0, 0);
    paint.clearRect(0, 0, width, height);
    const colors = getComputedStyle(this.canvas);
    const color = (name) => colors.getPropertyValue("--" + name).trim();
    const [from, to] = this.range();
    const axis = 16;
    this.drawTimes(paint, { width, height, axis, from, to }, color("rule"), color("faint"));
    const lane = (height - axis) / 2;
    LANES.forEach((who, index) => {
      this.drawLane(paint, { middle: lane * (index + 0.5), half: lane / 2 - 4, width, from, to }, index, color(who), color("rule"));
    });
    this.drawMarks(paint, { width, lane, from, to }, color);
    if (this.cursorMillis !== null) {
      paint.fillStyle = color("ink");
      paint.fillRect(((this.cursorMillis - from) / (to - from)) * width, 0, 1.5, height - axis);
    }
  }

  drawLane(paint, { middle, half, width, from, to }, index, color, rule) {
    const [sound, words] = [this.sound[index], this.words[index]];
    paint.fillStyle = rule;
    paint.fillRect(0, middle - 0.5, width, 1);
    paint.fillStyle = color;
    const bar = 3;
    const perBar = ((to - from) * bar) / width;
    // Bars stand at whole multiples of their length, so that they move as a whole and do not flicker.
    for (let at = Math.floor(from / perBar) * perBar; at < to; at += perBar) {
      const known = at < this.soundFromMillis ? words : sound;
      const loud = Math.sqrt(known.between(at, at + perBar));
      if (loud > 0.04) paint.fillRect(((at - from) / (to - from)) * width, middle - loud * half, bar - 1, Math.max(1, 2 * loud * half));
    }
  }

  drawTimes(paint, { width, height, axis, from, to }, rule, ink) {
    const steps = [1, 2, 5, 10, 30, 60, 120, 300, 600];
    const seconds = steps.find((step) => (step * 1000 * width) / (to - from) >= 64) ?? 600;
    paint.font = "11px system-ui, sans-serif";
    for (let at = Math.ceil(Math.max(0, from) / 1000 / seconds) * seconds; at * 1000 < to; at += seconds) {
      const x = ((at * 1000 - from) / (to - from)) * width;
      paint.fillStyle = rule;
      paint.fillRect(x, 0, 1, height - axis);
      paint.fillStyle = ink;
      const text = `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`;
      if (x + 30 < width) paint.fillText(text, x + 3, height - 4);
    }
  }

  drawMarks(paint, { width, lane, from, to }, color) {
    for (const { atMillis, kind } of this.marks) {
      if (atMillis < from || atMillis > to) continue;
      const x = ((atMillis - from) / (to - from)) * width;
      if (kind === "barge-in") {
        paint.fillStyle = color("alert");
        paint.fillRect(x - 1, 0, 2, 2 * lane);
        paint.beginPath();
        paint.moveTo(x - 5, 0);
        paint.lineTo(x + 5, 0);
        paint.lineTo(x, 7);
        paint.fill();
      } else {
        // A turn: a stem through its lane, with a dot on it.
        const top = kind === "caller" ? 0 : lane;
        paint.fillStyle = color(kind);
        paint.globalAlpha = 0.45;
        paint.fillRect(x - 0.5, top + 3, 1, lane - 6);
        paint.globalAlpha = 1;
        paint.beginPath();
        paint.arc(x, top + 4, 2.5, 0, 7);
        paint.fill();
      }
    }
  }
}
