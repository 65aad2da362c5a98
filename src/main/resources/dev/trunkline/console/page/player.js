import { address, isSignedIn, request } from "./api.js";
import { button, el, icon } from "./dom.js";
import { duration } from "./format.js";

const STEP_SECONDS = 5;
const DRAWN_HZ = 8000; // what it is decoded to for drawing: an hour takes 230 MB as it is
const SPEEDS = [1, 1.5, 2, 0.75];

/** Plays a call's recording, and tells where it is. */
export class Player {
  /** @param {(millis: number | null) => void} onTime null when it does not play */
  constructor(onTime) {
    this.onTime = onTime;
    this.audio = el("audio", { preload: "metadata" });
    this.toggleButton = button("Play", "play", { onclick: () => this.toggle(), "aria-keyshortcuts": "Space" }, ".primary.round");
    this.clock = el("output.clock", {}, "0:00");
    this.seeker = el("input", { type: "range", min: "0", max: "1000", value: "0", "aria-label": "Position", oninput: () => this.seekShare(this.seeker.value / 1000) });
    this.speed = button("1×", null, { onclick: () => this.faster(), title: "Speed" }, ".quiet");
    this.element = el("div.player", {}, this.toggleButton, this.clock, this.seeker, this.speed, this.audio);
    for (const name of ["play", "pause", "ended", "seeked", "loadedmetadata", "timeupdate"]) this.audio.addEventListener(name, () => this.draw());
    this.audio.addEventListener("play", () => this.follow());
  }

  /**
   * @param {string} path of the recording
   * @returns {Promise<AudioBuffer>} its samples, for drawing
   */
  async load(path) {
    const data = await (await request("GET", path)).arrayBuffer();
    // An audio element cannot send a token; without one it asks for itself, and for parts.
    this.url = isSignedIn() ? URL.createObjectURL(new Blob([data])) : null;
    this.audio.src = this.url ?? address(path);
    const context = new OfflineAudioContext(2, 1, DRAWN_HZ);
    return context.decodeAudioData(data);
  }

  toggle() {
    if (this.audio.paused) this.audio.play();
    else this.audio.pause();
  }

  seek(millis, plays = true) {
    this.audio.currentTime = Math.max(0, millis / 1000);
    if (plays) this.audio.play();
  }

  step(direction) {
    this.seek((this.audio.currentTime + direction * STEP_SECONDS) * 1000, false);
  }

  seekShare(share) {
    if (this.audio.duration) this.seek(share * this.audio.duration * 1000, false);
  }

  faster() {
    const next = SPEEDS[(SPEEDS.indexOf(this.audio.playbackRate) + 1) % SPEEDS.length];
    this.audio.playbackRate = next;
    this.speed.querySelector("span").textContent = next + "×";
  }

  follow() {
    const step = () => {
      this.draw();
      if (!this.audio.paused) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  draw() {
    const { currentTime, duration: all, paused } = this.audio;
    const name = paused ? "Play" : "Pause";
    if (this.toggleButton.querySelector("span").textContent !== name) {
      this.toggleButton.querySelector("span").textContent = name;
      this.toggleButton.querySelector("svg").replaceWith(icon(paused ? "play" : "pause"));
    }
    this.clock.textContent = `${duration(currentTime * 1000)} / ${duration((all || 0) * 1000)}`;
    if (all) this.seeker.value = String(Math.round((currentTime / all) * 1000));
    this.seeker.setAttribute("aria-valuetext", duration(currentTime * 1000));
    this.onTime(paused && currentTime === 0 ? null : currentTime * 1000);
  }

  close() {
    this.audio.pause();
    if (this.url) URL.revokeObjectURL(this.url);
  }
}
