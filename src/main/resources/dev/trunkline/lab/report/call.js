"use strict";
(() => {
  const audio = document.querySelector("audio");
  const player = document.querySelector(".player");
  const button = player.querySelector("button");
  const clock = player.querySelector("output");
  const rows = [...document.querySelectorAll(".row")];
  const spoken = [...document.querySelectorAll("[data-from]:not(.row)")];
  const tip = document.getElementById("tip");
  const lengthMillis = Number(clock.dataset.millis);

  const time = (millis) => {
    const tenths = Math.floor(millis / 100);
    return Math.floor(tenths / 600) + ":" + (tenths % 600 / 10).toFixed(1).padStart(4, "0");
  };

  const show = () => {
    const now = audio.currentTime * 1000;
    clock.textContent = time(now) + " / " + time(lengthMillis);
    for (const row of rows) {
      const { from, to, left, right } = row.dataset;
      const here = now >= from && now < to && (now > 0 || !audio.paused);
      const x = Number(left) + (now - from) / (to - from) * (right - left);
      const cursor = row.querySelector(".cursor");
      cursor.style.visibility = here ? "visible" : "hidden";
      cursor.setAttribute("x1", x);
      cursor.setAttribute("x2", x);
    }
    for (const one of spoken) {
      one.classList.toggle("now", !audio.paused && now >= one.dataset.from && now < one.dataset.to);
    }
    if (!audio.paused) requestAnimationFrame(show);
  };

  const seek = (millis, play) => {
    audio.currentTime = Math.max(0, Math.min(millis, lengthMillis)) / 1000;
    if (play) audio.play();
    show();
  };

  const toggle = () => audio.paused ? audio.play() : audio.pause();

  audio.removeAttribute("controls");
  for (const one of [button, clock, player.querySelector(".hint")]) one.hidden = false;
  document.body.classList.add("listening");
  button.addEventListener("click", toggle);
  for (const event of ["play", "pause", "ended", "seeked"]) {
    audio.addEventListener(event, () => {
      player.classList.toggle("playing", !audio.paused);
      button.setAttribute("aria-label", audio.paused ? "Play" : "Pause");
      show();
    });
  }
  for (const row of rows) {
    row.addEventListener("click", (event) => {
      const { from, to, left, right } = row.dataset;
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(row.getScreenCTM().inverse()).x;
      const share = Math.max(0, Math.min(1, (at - left) / (right - left)));
      seek(Number(from) + share * (to - from), true);
    });
  }
  for (const says of document.querySelectorAll(".says")) {
    says.addEventListener("click", () => {
      if (getSelection().isCollapsed) seek(Number(says.dataset.from), true);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.target.closest?.("button, summary") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") toggle();
    else if (event.key === "ArrowLeft") seek(audio.currentTime * 1000 - 2000, false);
    else if (event.key === "ArrowRight") seek(audio.currentTime * 1000 + 2000, false);
    else return;
    event.preventDefault();
  });

  // The browser's own tooltips come late; these say the same at once.
  for (const title of document.querySelectorAll(".row title")) {
    const group = title.parentNode;
    const text = title.textContent;
    title.remove();
    group.addEventListener("pointermove", (event) => {
      tip.textContent = text;
      tip.hidden = false;
      const box = tip.getBoundingClientRect();
      tip.style.left = Math.max(8, Math.min(event.clientX + 14, innerWidth - box.width - 8)) + "px";
      const below = event.clientY + 18;
      tip.style.top = (below + box.height < innerHeight ? below : event.clientY - box.height - 12) + "px";
    });
    group.addEventListener("pointerleave", () => { tip.hidden = true; });
  }
  show();
})();
