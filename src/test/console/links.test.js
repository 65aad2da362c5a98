import assert from "node:assert/strict";
import { test } from "node:test";
import { follow } from "./page/links.js";

test("every view has an address", () => {
  assert.equal(follow("").view, "now");
  assert.equal(follow("#/").view, "now");
  assert.deepEqual([follow("#/calls/CA_1-b").view, follow("#/calls/CA_1-b").callSid, follow("#/calls/CA_1-b").under], ["call", "CA_1-b", "/"]);
  assert.deepEqual([follow("#/records/CA1").view, follow("#/records/CA1").callSid, follow("#/records/CA1").under], ["record", "CA1", "/history"]);
  assert.equal(follow("#/phone").view, "phone");
  assert.equal(follow("#/dial").under, "/dial");
});

test("a search stands behind a question mark, and may hold others", () => {
  const { view, query } = follow("#/history?words=why%3F&from=%2B1?");
  assert.equal(view, "history");
  assert.equal(query.get("words"), "why?");
  assert.equal(query.get("from"), "+1?");
});

test("no name of a call leads elsewhere", () => {
  for (const name of ["", ".", "..", "../drain", "..%2Fdrain", "%2e%2e", "CA1/hangup", "CA1%2Fhangup", "CA1?x#y/", "CA1;", "Ä", "a".repeat(65), "%"]) {
    const found = follow("#/calls/" + name);
    assert.ok(found === null || /^[\w-]+$/.test(found.callSid), name);
  }
  assert.equal(follow("#/calls/../drain"), null);
  assert.equal(follow("#/elsewhere"), null);
  assert.equal(follow("#//"), null);
  assert.equal(follow("#/calls/CA1\n"), null);
});
