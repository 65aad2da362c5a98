// Prompts and their versions.

import assert from "node:assert/strict";
import { check, done } from "./lib/checks.mjs";
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

await check("versions of a prompt come page by page", async () => {
    const { id } = await prompts.createPrompt({ name: "paged", text: "one" });
    await prompts.createPromptVersion(id, { text: "two" });

    const pages = [0, 1, 2].map((pageNumber) => {
        return prompts.listPromptVersions(id, { pageNumber, pageSize: 1, restrictToMostRecent: false });
    });
    const texts = (await Promise.all(pages)).map((page) => page.promptsPage.map((prompt) => prompt.text));
    assert.deepEqual(texts.flat().sort(), ["one", "two"]);
    assert.deepEqual(texts.map((page) => page.length), [1, 1, 0]);
    assert.equal((await pages[0]).totalPages, 2);
});

await done();
