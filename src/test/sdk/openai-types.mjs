// Everything that the engine sent to the official clients, judged by the official types: TypeScript compiles it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { check } from "./lib/checks.mjs";

function received(suffix) {
    return readdirSync("received").filter((name) => name.endsWith(suffix)).map((name) => `received/${name}`);
}

await check("every event that the engine's table says it sends was sent, and no other", () => {
    const all = new Set(received(".json").flatMap((file) => JSON.parse(readFileSync(file))));

    assert.deepEqual([...all].sort(), JSON.parse(process.env.SERVED_EVENTS).sort());
});

await check("everything the engine sent fits the official types", () => {
    const files = received(".ts");
    assert.ok(files.length >= 3, files.join());
    const program = ts.createProgram(files, {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        target: ts.ScriptTarget.ES2022,
        types: [],
    });
    const found = ts.getPreEmitDiagnostics(program).map((problem) => {
        const at = problem.file?.getLineAndCharacterOfPosition(problem.start).line;
        const line = at === undefined ? "" : problem.file.text.split("\n").slice(Math.max(0, at - 3), at + 2).join("\n");
        return `${ts.flattenDiagnosticMessageText(problem.messageText, "\n")}\n${line}`;
    });

    assert.deepEqual(found.slice(0, 10), []);
});
