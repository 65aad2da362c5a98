// Tools of one's own and their versions.

import assert from "node:assert/strict";
import { done } from "./lib/checks.mjs";
import { evi } from "./lib/engine.mjs";
import { checkLife } from "./lib/versions.mjs";

const tools = evi.tools;
const resource = {
    kind: "tool",
    list: (request) => tools.listTools(request),
    create: (body) => tools.createTool(body),
    versions: (id, request) => tools.listToolVersions(id, request),
    createVersion: (id, body) => tools.createToolVersion(id, body),
    rename: (id, body) => tools.updateToolName(id, body),
    version: (id, version) => tools.getToolVersion(id, version),
    describe: (id, version, body) => tools.updateToolDescription(id, version, body),
    removeVersion: (id, version) => tools.deleteToolVersion(id, version),
    remove: (id) => tools.deleteTool(id),
};
const schema = (property) => JSON.stringify({ type: "object", properties: { [property]: { type: "string" } } });

await checkLife(
    resource,
    { parameters: schema("city"), description: "Tells the weather.", fallbackContent: "No weather today." },
    { parameters: schema("town"), description: "Tells the weather of a town." },
    (returned, body) => {
        assert.equal(returned.parameters, body.parameters);
        assert.equal(returned.description, body.description);
        assert.equal(returned.fallbackContent ?? undefined, body.fallbackContent);
        assert.equal(returned.toolType, "FUNCTION");
    },
);
await done();
