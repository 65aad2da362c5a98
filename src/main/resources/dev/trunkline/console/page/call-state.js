/**
 * What is known of one call: its record, brought up to date event by event. Pure; every function gives a new value back.
 *
 * @typedef {object} Line something that was said: who, text, startMillis, spokenMillis, heardMillis, heardText, interrupted, scores
 */

const MAX_LINES = 5000;

const EMPTY = {
  callSid: "",
  state: "live",
  route: "",
  from: "",
  to: "",
  startedAt: null,
  durationMillis: 0,
  transcript: [],
  turnMillis: [],
  bargeIns: [],
  toolCalls: [],
  events: [],
};

/**
 * A call as the bridge's record tells it.
 *
 * @param {object} record of `GET /api/calls/{sid}` or the live socket
 * @param {number} nowMillis on this machine's clock
 */
export function fromRecord(record, nowMillis) {
  const known = { ...EMPTY, ...withoutNulls(record) };
  return {
    ...known,
    phase: record.phase ?? (known.state === "ended" ? "Ended" : "Talking"),
    paused: record.paused ?? false,
    takenOverBy: record.takenOverBy ?? null,
    interim: "",
    beganMillis: nowMillis - known.durationMillis,
  };
}

/** A call as the line of a list tells it: of what was said, the last. */
export function fromSummary(summary, nowMillis) {
  const { lastWho: who, lastText: text, lastTurnMillis } = summary;
  return fromRecord(
    {
      ...summary,
      transcript: summary.transcript ?? (text ? [{ who, text, startMillis: null, heardText: text, scores: {} }] : []),
      turnMillis: summary.turnMillis ?? (lastTurnMillis ? [lastTurnMillis] : []),
    },
    nowMillis,
  );
}

function withoutNulls(record) {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== undefined));
}

/** For how long a call has been going on. */
export function durationMillis(call, nowMillis) {
  return call.state === "ended" ? call.durationMillis : Math.max(0, nowMillis - call.beganMillis);
}

/**
 * The call after an event of it.
 *
 * @param {object} call of {@link fromRecord}
 * @param {object} event of the live socket; one that is not known here changes nothing
 */
export function apply(call, event) {
  const change = CHANGES[event.name];
  return change ? { ...call, ...change(call, event) } : call;
}

const CHANGES = {
  answered: (call, event) => ({ state: "live", end: undefined, ...moment(call, event, event.resumed ? "the conversation goes on" : "") }),
  ai_ready: (call, event) => {
    const where = [event.again ? "again" : "", event.farEnd ? `at ${event.farEnd}` : ""].filter(Boolean).join(" ");
    const ready = { ...call, ...moment(call, { ...event, name: "agent_ready" }, where) };
    const changed = call.farEnd && event.farEnd && call.farEnd !== event.farEnd;
    return {
      ...ready,
      ...(changed ? moment(ready, { ...event, name: "far_end_changed" }, `${call.farEnd} to ${event.farEnd}`) : {}),
      chatGroupId: event.chatGroupId,
      farEnd: event.farEnd ?? call.farEnd,
    };
  },
  ai_gone: (call, event) => moment(call, { ...event, name: "agent_gone" }, text(event.loss)),
  rolled_over: (call, event) => moment(call, { ...event, name: "agent_rolled_over" }, text(event.moment)),
  rollover_failed: (call, event) => moment(call, event, text(event.loss)),
  caller_said: (call, event) =>
    event.interim
      ? { interim: event.text }
      : {
          interim: "",
          transcript: more(call.transcript, {
            who: "caller",
            text: event.text,
            startMillis: event.atMillis,
            heardText: event.text,
            interrupted: false,
            scores: strongest(event.scores),
          }),
        },
  agent_says: (call, event) => ({
    transcript: more(call.transcript, {
      who: "agent",
      text: event.text,
      messageId: event.messageId,
      startMillis: null,
      heardMillis: null,
      interrupted: false,
      heardText: "",
      scores: strongest(event.scores),
    }),
  }),
  agent_says_more: (call, event) => ({ transcript: grown(call, event) }),
  agent_begins: (call, event) => ({ transcript: changed(call, event, { startMillis: event.atMillis }) }),
  agent_heard: (call, event) => ({
    transcript: changed(call, event, {
      heardText: event.heardText,
      heardMillis: event.heardMillis,
      spokenMillis: event.spokenMillis,
      interrupted: event.spokenMillis === 0 || event.heardMillis < event.spokenMillis,
    }),
  }),
  greeted: (call, event) => ({ greetingMillis: call.greetingMillis ?? event.millis }),
  turn_taken: (call, event) => ({ turnMillis: more(call.turnMillis, event.millis) }),
  barged_in: (call, event) => ({
    bargeIns: more(call.bargeIns, { atMillis: event.atMillis, cause: label(event.cause), droppedMillis: event.droppedMillis }),
  }),
  digit_pressed: (call, event) => moment(call, { ...event, name: "digit" }, text(event.digit)),
  tool_called: (call, event) => ({
    toolCalls: more(call.toolCalls, {
      id: event.tool?.id,
      atMillis: event.atMillis,
      name: event.tool?.name ?? text(event.tool),
      parameters: parametersOf(event.tool),
      outcome: null,
      content: null,
      tookMillis: null,
    }),
  }),
  tool_answered: (call, event) => ({ toolCalls: answered(call.toolCalls, event) }),
  underrun: (call) => ({ underruns: (call.underruns ?? 0) + 1 }),
  ai_reported: (call, event) => moment(call, { ...event, name: "agent_error" }, text(event.problem)),
  escalated: (call, event) => moment(call, event, label(event.cause)),
  took_back: (call, event) => moment(call, { ...event, name: "end_taken_back" }, label(event.end)),
  comforted: (call, event) => moment(call, event, label(event.sound)),
  state_changed: (call, event) => ({ phase: event.to }),
  supervised: (call, event) => ({
    ...supervision(call, event),
    ...moment(call, event, `${label(event.action)} by ${event.operator}${event.detail ? ": " + event.detail : ""}`),
  }),
  ended: (call, event) => ({
    state: "ended",
    phase: "Ended",
    interim: "",
    end: label(event.end),
    transferredTo: event.transferredTo ?? undefined,
    durationMillis: event.durationMillis ?? event.atMillis,
    ...moment(call, event, label(event.end)),
  }),
};

/** The newest of them that is open and was called so, with its answer: two sessions may have used one id. A record's have none. */
function answered(toolCalls, { tool, outcome, content, millis }) {
  const at = toolCalls.findLastIndex(
    (use) =>
      use.outcome === null && (use.id ?? tool?.id) === tool?.id && use.name === tool?.name && use.parameters === parametersOf(tool),
  );
  return at < 0 ? toolCalls : toolCalls.with(at, { ...toolCalls[at], outcome, content, tookMillis: millis });
}

function parametersOf(tool) {
  return tool?.parametersJson ?? tool?.parameters ?? "";
}

/** What an operator's action changes about who speaks. */
function supervision(call, event) {
  switch (label(event.action)) {
    case "pause":
      return { paused: true };
    case "resume":
      return { paused: false };
    case "take_over":
      return { takenOverBy: event.operator ?? "an operator" };
    case "release":
    case "hand_back":
      return { takenOverBy: null };
    default:
      return {};
  }
}

function moment(call, { atMillis, name }, detail) {
  return { events: more(call.events, { atMillis, name, detail }) };
}

/** What somebody did, as a record has it: `whisper by ada: offer a credit`. */
export function supervisedParts({ detail }) {
  const [, action = "", operator = "", text = ""] = /^(\w+) by ([^:]+)(?:: (.*))?$/s.exec(detail) ?? [];
  return { action, operator, text };
}

function more(list, entry) {
  return list.length < MAX_LINES ? [...list, entry] : list;
}

/**
 * The agent's line that an event is about, changed. Lines of a record have no id: of those the first that fits is meant, and is known by its
 * id from then on.
 */
function changed(call, event, change) {
  const { transcript } = call;
  const known = transcript.findLastIndex((line) => line.messageId === event.messageId);
  const at = known >= 0 ? known : transcript.findIndex((line) => isOpen(line) && (event.text === undefined ? isAhead(line) : line.text === event.text));
  return at < 0 ? transcript : transcript.with(at, { ...transcript[at], messageId: event.messageId, ...change });
}

/** What the agent says grows; of a sentence that is over and was heard to its end, all of it was heard. */
function grown(call, { messageId, more: words }) {
  const line = call.transcript.findLast((each) => each.messageId === messageId) ?? call.transcript.findLast((each) => isOpen(each));
  const wasHeard = line && (line.heardMillis ?? null) !== null && !line.interrupted;
  return line === undefined
    ? call.transcript
    : call.transcript.map((each) =>
        each === line
          ? { ...line, messageId, text: line.text + words, heardText: wasHeard ? line.heardText + words : line.heardText }
          : each,
      );
}

function isOpen(line) {
  return line.who === "agent" && line.messageId === undefined && (line.heardMillis ?? null) === null;
}

function isAhead(line) {
  return (line.startMillis ?? null) === null;
}

/** @returns {object} the five highest scores */
export function strongest(scores) {
  return Object.fromEntries(
    Object.entries(scores ?? {})
      .sort(([, a], [, b]) => b - a)
      .slice(0, 5),
  );
}

/** An enum of the bridge, however it is told. */
function label(value) {
  return text(value?.label ?? value).toLowerCase();
}

function text(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  return Object.values(value)
    .filter((part) => typeof part === "string" || typeof part === "number")
    .join(" ");
}

/**
 * Everything of a call in the order in which it happened, for a running transcript.
 *
 * @returns {{kind: "line" | "barge-in" | "tool" | "moment", atMillis: number | null, entry: object}[]}
 */
export function timeline(call) {
  const lines = call.transcript.map((entry) => ({ kind: "line", atMillis: entry.startMillis ?? null, entry }));
  const others = [
    ...call.bargeIns.map((entry) => ({ kind: "barge-in", atMillis: entry.atMillis, entry })),
    ...call.toolCalls.map((entry) => ({ kind: "tool", atMillis: entry.atMillis, entry })),
    ...call.events.map((entry) => ({ kind: "moment", atMillis: entry.atMillis, entry })),
  ].sort((a, b) => a.atMillis - b.atMillis);
  // Lines keep the order in which they were said; a sentence that was never played has no time of its own.
  const all = [];
  let next = 0;
  for (const line of lines) {
    while (next < others.length && line.atMillis !== null && others[next].atMillis < line.atMillis) all.push(others[next++]);
    all.push(line);
  }
  return [...all, ...others.slice(next)];
}

/**
 * What was heard of an agent's line, and what was not.
 *
 * @param {Line} line
 * @returns {{heard: string, unheard: string, pending: boolean}}
 */
export function heardParts(line) {
  if (line.who !== "agent") return { heard: line.text, unheard: "", pending: false };
  if (line.heardMillis === null || line.heardMillis === undefined) {
    return { heard: line.text, unheard: "", pending: true };
  }
  if (!line.interrupted) return { heard: line.text, unheard: "", pending: false };
  const heard = line.heardText ?? "";
  const rest = line.text.startsWith(heard) ? line.text.slice(heard.length) : heard ? "" : line.text;
  return { heard, unheard: rest, pending: false };
}
