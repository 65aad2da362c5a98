// What our client sent, what our tests' server said, and the list of types that it is strict by: all judged by Google's types, by which
// TypeScript compiles them.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";
import { check, done } from "./lib/checks.mjs";

const read = (name) => JSON.parse(readFileSync(`gemini/${name}.json`, "utf8"));

/** Values of enums are written as their strings. */
const HEAD = `
type Wire<T> = T extends string ? \`\${T}\` : T extends (infer U)[] ? Wire<U>[] : T extends object ? { [K in keyof T]: Wire<T[K]> } : T;
`;

const lists = Object.entries(read("types")).map(([type, fields]) => {
    const all = Object.fromEntries(fields.map((field) => [field, 1]));
    const name = type === "Blob" ? "NonNullable<google.LiveClientRealtimeInput['audio']>" : `google.${type}`;
    return `export const fieldsOf${type}: Record<keyof ${name}, 1> = ${JSON.stringify(all)};`;
});
const sources = {
    types: lists.join("\n"),
    client: `export const sent: Wire<google.LiveClientMessage>[] = ${JSON.stringify(read("client"), null, 1)};`,
    server: `export const said: Wire<Omit<google.LiveServerMessage, "text" | "data">>[] = ${JSON.stringify(read("server"), null, 1)};`,
};
for (const [name, source] of Object.entries(sources)) {
    writeFileSync(`gemini/${name}.ts`, `import type * as google from "@google/genai";\n${HEAD}\n${source}\n`);
}

const files = Object.keys(sources).map((name) => `gemini/${name}.ts`);
const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    types: [],
});
const problems = ts.getPreEmitDiagnostics(program);

for (const name of files) {
    await check(`Google's types fit ${name}`, () => {
        const found = problems
            .filter((problem) => problem.file === undefined || problem.file.fileName.endsWith(name))
            .map((problem) => ts.flattenDiagnosticMessageText(problem.messageText, "\n").slice(0, 600));
        assert.deepEqual(found.slice(0, 5), []);
    });
}
await check("there was something to judge", () => {
    assert.ok(read("client").length > 8, "messages of the client");
    assert.ok(read("server").length > 8, "messages of the server");
});

await done();
