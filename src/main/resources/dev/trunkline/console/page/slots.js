/**
 * Which call stands in which row of a table that must not jump: a call keeps its row, one that is over stays for a while, and a new one
 * takes the first free row or a new one at the end. Pure.
 */

const STAYS_MILLIS = 20_000;

/**
 * @typedef {{callSid: string, endedAtMillis: number | null}} Slot
 * @param {Slot[]} slots as they were
 * @param {string[]} liveSids
 * @param {number} nowMillis
 * @param {boolean} isHeld whether somebody points at the table: no row goes away then
 * @returns {Slot[]}
 */
export function arrange(slots, liveSids, nowMillis, isHeld) {
  const live = new Set(liveSids);
  let next = slots.map((slot) => ({
    callSid: slot.callSid,
    endedAtMillis: live.has(slot.callSid) ? null : (slot.endedAtMillis ?? nowMillis),
  }));
  const isFree = (slot) => slot.endedAtMillis !== null && nowMillis - slot.endedAtMillis >= STAYS_MILLIS;
  const placed = new Set(next.map((slot) => slot.callSid));
  for (const callSid of liveSids.filter((sid) => !placed.has(sid))) {
    const free = next.findIndex(isFree);
    const slot = { callSid, endedAtMillis: null };
    next = free < 0 ? [...next, slot] : next.with(free, slot);
  }
  return isHeld ? next : next.filter((slot) => !isFree(slot));
}
