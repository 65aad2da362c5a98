// Prompts and their versions.

import assert from "node:assert/strict";
import { done } from "./lib/checks.mjs";
import { evi } from "./lib/engine.mjs";
import { checkLife } from "./lib/versions.mjs";

const prompts = evi.prompts;
const resource = {
    kind: "prompt",
    list: (request) => prompts.listPrompts(request),
    create: (body) => prompts.createPrompt(body),
    versions: async (id, request) => (await prompts.listPromptVersions(id, { ...request, pageSize: 10 })).promptsPage,
    createVersion: (id, body) => prompts.createPromptVersion(id, body),
    rename: (id, body) => prompts.updatePromptName(id, body),
    version: (id, version) => prompts.getPromptVersion(id, version),
    describe: (id, version, body) => prompts.updatePromptDescription(id, version, body),
    removeVersion: (id, version) => prompts.deletePromptVersion(id, version),
    remove: (id) => prompts.deletePrompt(id),
};

await checkLife(
    resource,
    { text: "You are kind. Call the caller {{name}}." },
    { text: "You are very kind.", promptExpansion: { enabled: false } },
    (returned, body) => assert.equal(returned.text, body.text),
);
await done();
