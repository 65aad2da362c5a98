// Everything that the engine sent to the official clients, judged by the official types: TypeScript compiles it.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import ts from "typescript";
import { check } from "./lib/checks.mjs";

await check("everything the engine sent fits the official types", () => {
    const files = readdirSync("received").map((name) => `received/${name}`);
    assert.ok(files.length >= 2, files.join());
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
