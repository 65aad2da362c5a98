/** How numbers, times and parties are written for people. Pure. */

/** 83000 as 1:23; hours when there are some. */
export function duration(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = Math.floor(seconds / 3600);
  const tail = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** 840 as "840 ms", 1240 as "1.24 s". */
export function latency(millis) {
  return figure(millis).join(" ").trim();
}

/** A number and its unit apart, for big figures. */
export function figure(millis) {
  if (millis === null || millis === undefined) return ["–", ""];
  if (millis >= 1000) return [(millis / 1000).toFixed(2), "s"];
  return [millis > 0 && millis < 10 ? millis.toFixed(1) : String(Math.round(millis)), "ms"];
}

/** agent_hung_up as "Agent hung up". */
export function words(label) {
  const text = String(label ?? "").replaceAll("_", " ").trim();
  return (text.charAt(0).toUpperCase() + text.slice(1)).replace(/^Ai\b/, "AI");
}

/** A state of the code, such as AwaitingKeys, as words. */
export function phase(name) {
  return words(String(name ?? "").replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase());
}

/** A party as people know it. */
export function party(address) {
  if (!address) return "Unknown";
  if (address === "anonymous") return "Withheld";
  if (address.startsWith("client:")) return words(address.slice("client:".length));
  return address;
}

/** A moment of the past, in this browser's language. */
export function moment(iso) {
  if (!iso) return "–";
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday
    ? date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })
    : date.toLocaleString([], { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
}

/** 0.42 as "42 %". */
export function percent(share) {
  return `${Math.round(share * 100)} %`;
}

/** One of something, or several. */
export function count(number, one, several = one + "s") {
  return `${number} ${number === 1 ? one : several}`;
}
