// The types of events that the newest reference knows, as the official package declares them, against the engine's own table.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import ts from "typescript";
import { check } from "./lib/checks.mjs";

const declarations = createRequire(import.meta.url).resolve("openai/resources/realtime/realtime").replace(/\.[cm]?js$/, ".d.ts");
const program = ts.createProgram([declarations], { skipLibCheck: true, module: ts.ModuleKind.NodeNext, noLib: true, types: [] });
const checker = program.getTypeChecker();
const exported = new Map(
    checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(declarations))).map((symbol) => [symbol.name, symbol]),
);

/** The values of {@code type} of all members of these declared unions. */
function typesOf(...names) {
    const found = new Set();
    for (const name of names) {
        const type = checker.getDeclaredTypeOfSymbol(exported.get(name));
        for (const member of type.isUnion() ? type.types : [type]) {
            const literal = checker.getTypeOfSymbol(member.getProperty("type"));
            (literal.isUnion() ? literal.types : [literal]).forEach((one) => found.add(one.value));
        }
    }
    return [...found].sort();
}

await check("the table of client events is the reference's", () => {
    const official = typesOf("RealtimeClientEvent", "RealtimeTranslationClientEvent", "TranscriptionSessionUpdate");

    assert.ok(official.includes("session.update"), official.join());
    assert.deepEqual(JSON.parse(process.env.CLIENT_EVENTS).sort(), official);
});

await check("the table of server events is the reference's", () => {
    const official = typesOf("RealtimeServerEvent", "RealtimeTranslationServerEvent", "TranscriptionSessionUpdatedEvent");

    assert.ok(official.includes("session.created"), official.join());
    assert.deepEqual(JSON.parse(process.env.SERVER_EVENTS).sort(), official);
});
