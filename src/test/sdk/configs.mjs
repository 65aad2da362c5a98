// Configs and their versions.

import assert from "node:assert/strict";
import { check, done } from "./lib/checks.mjs";
import { evi } from "./lib/engine.mjs";
import { checkLife } from "./lib/versions.mjs";

const configs = evi.configs;
const resource = {
    kind: "config",
    list: (request) => configs.listConfigs(request),
    create: (body) => configs.createConfig(body),
    versions: (id, request) => configs.listConfigVersions(id, request),
    createVersion: (id, body) => configs.createConfigVersion(id, body),
    rename: (id, body) => configs.updateConfigName(id, body),
    version: (id, version) => configs.getConfigVersion(id, version),
    describe: (id, version, body) => configs.updateConfigDescription(id, version, body),
    removeVersion: (id, version) => configs.deleteConfigVersion(id, version),
    remove: (id) => configs.deleteConfig(id),
};

const FULL = {
    eviVersion: "3",
    prompt: { text: "You answer the telephone." },
    eventMessages: {
        onNewChat: { enabled: true, text: "Good day." },
        onInactivityTimeout: { enabled: true, text: "You have been silent." },
        onMaxDurationTimeout: { enabled: false, text: "Time is up." },
    },
    timeouts: { inactivity: { enabled: true, durationSecs: 60 }, maxDuration: { enabled: true, durationSecs: 600 } },
    turnDetection: { endOfTurnSilenceMs: 700, speechDetectionThreshold: 0.6, prefixPaddingMs: 250 },
    interruption: { minInterruptionMs: 400 },
    nudges: { enabled: true, intervalSecs: 9 },
    ellmModel: { allowShortResponses: false },
    builtinTools: [{ name: "hang_up", fallbackContent: "I cannot hang up." }],
};

await checkLife(resource, FULL, { eviVersion: "3", prompt: { text: "You are brief." } }, (returned, body) => {
    assert.equal(returned.eviVersion, body.eviVersion);
    assert.equal(returned.prompt.text, body.prompt.text);
});

await check("a config returns everything it was given", async () => {
    const { id } = await configs.createConfig({ name: "full", ...FULL });

    const config = await configs.getConfigVersion(id, 0);
    for (const key of ["eventMessages", "timeouts", "turnDetection", "interruption", "nudges", "ellmModel"]) {
        assert.deepEqual(withoutNulls(config[key]), FULL[key], key);
    }
    assert.deepEqual(config.builtinTools.map((tool) => [tool.name, tool.toolType, tool.fallbackContent]), [
        ["hang_up", "BUILTIN", "I cannot hang up."],
    ]);
    await configs.deleteConfig(id);
});

await check("a config holds a version of a prompt and the newest of a tool", async () => {
    const prompt = await evi.prompts.createPrompt({ name: "held", text: "old" });
    await evi.prompts.createPromptVersion(prompt.id, { text: "new" });
    const tool = await evi.tools.createTool({ name: "held_tool", parameters: '{"type":"object"}' });
    const newest = await evi.tools.createToolVersion(tool.id, { parameters: '{"type":"object","properties":{}}' });

    const config = await configs.createConfig({
        name: "holding",
        eviVersion: "3",
        prompt: { id: prompt.id, version: 0 },
        tools: [{ id: tool.id }],
    });
    assert.deepEqual([config.prompt.id, config.prompt.version, config.prompt.text], [prompt.id, 0, "old"]);
    assert.deepEqual([config.tools[0].id, config.tools[0].version], [tool.id, 1]);
    assert.equal(config.tools[0].parameters, newest.parameters);
});

await check("a config that names a prompt nobody made is refused", async () => {
    const refusal = configs.createConfig({
        name: "dangling",
        eviVersion: "3",
        prompt: { id: "00000000-0000-4000-8000-000000000000" },
    });

    await assert.rejects(refusal, (error) => error.statusCode >= 400 && error.statusCode < 500);
});

await done();

function withoutNulls(value) {
    return JSON.parse(JSON.stringify(value, (_, inner) => inner ?? undefined));
}
