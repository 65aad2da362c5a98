// What configs, prompts and tools have in common: they are named, and every change makes a version.

import assert from "node:assert/strict";
import { check } from "./checks.mjs";

/** Everything the page holds, and all pages after it. */
export async function all(page) {
    const items = [];
    for await (const item of await page) {
        items.push(item);
    }
    return items;
}

/**
 * Checks the life of a resource.
 *
 * resource: { kind, list, create, versions, createVersion, rename, version, describe, removeVersion, remove } of the SDK
 * first, second: the bodies of two versions, without a name
 * agrees: (returned, body) asserts that the one is the other
 */
export async function checkLife(resource, first, second, agrees) {
    const { kind } = resource;
    const name = `a_${kind}_of_the_test`;
    let id;

    await check(`a ${kind} is created as version 0`, async () => {
        const created = await resource.create({ name, versionDescription: "the first", ...first });
        id = created.id;

        assert.match(id, /^[0-9a-f-]{36}$/);
        assert.deepEqual([created.name, created.version, created.versionDescription], [name, 0, "the first"]);
        assert.ok(Math.abs(created.createdOn - Date.now()) < 60_000, `createdOn ${created.createdOn}`);
        agrees(created, first);
    });

    await check(`a ${kind}'s change is version 1`, async () => {
        const changed = await resource.createVersion(id, { versionDescription: "the second", ...second });

        assert.deepEqual([changed.id, changed.name, changed.version], [id, name, 1]);
        agrees(changed, second);
    });

    await check(`both versions of a ${kind} can be read`, async () => {
        agrees(await resource.version(id, 0), first);
        agrees(await resource.version(id, 1), second);
    });

    await check(`all versions of a ${kind} are listed`, async () => {
        const versions = await all(resource.versions(id, { pageSize: 1, restrictToMostRecent: false }));
        assert.deepEqual(versions.map((item) => item.version).sort(), [0, 1]);

        const newest = await all(resource.versions(id, { restrictToMostRecent: true }));
        assert.deepEqual(newest.map((item) => item.version), [1]);
    });

    await check(`a ${kind} is found by its name`, async () => {
        const found = await all(resource.list({ name }));
        assert.deepEqual(found.map((item) => [item.id, item.version]), [[id, 1]]);

        const versions = await all(resource.list({ name, restrictToMostRecent: false }));
        assert.deepEqual(versions.map((item) => item.version).sort(), [0, 1]);
        assert.deepEqual(await all(resource.list({ name: "no_such_name" })), []);
    });

    await check(`${kind}s come page by page`, async () => {
        const other = await resource.create({ name: `another_${kind}`, ...first });
        const page = await resource.list({ pageNumber: 0, pageSize: 1 });
        assert.equal(page.data.length, 1);
        assert.ok(page.hasNextPage());

        const ids = (await all(resource.list({ pageSize: 1 }))).map((item) => item.id);
        assert.deepEqual(new Set(ids), new Set([id, other.id]));
        await resource.remove(other.id);
    });

    await check(`two ${kind}s cannot have one name`, async () => {
        const second = resource.create({ name, ...first });

        await assert.rejects(second, (error) => error.statusCode === 400 || error.statusCode === 409);
    });

    await check(`a ${kind} is renamed, in all versions`, async () => {
        const renamed = `${name}_renamed`;
        await resource.rename(id, { name: renamed });

        assert.equal((await resource.version(id, 0)).name, renamed);
        assert.equal((await resource.version(id, 1)).name, renamed);
    });

    await check(`a version of a ${kind} is described anew`, async () => {
        const described = await resource.describe(id, 0, { versionDescription: "described anew" });

        assert.equal(described.versionDescription, "described anew");
        assert.equal((await resource.version(id, 0)).versionDescription, "described anew");
    });

    await check(`a version of a ${kind} is deleted, the other stays`, async () => {
        await resource.removeVersion(id, 0);

        await assert.rejects(resource.version(id, 0), isMissing);
        agrees(await resource.version(id, 1), second);
    });

    await check(`a ${kind} is deleted whole`, async () => {
        await resource.remove(id);

        await assert.rejects(resource.version(id, 1), isMissing);
        assert.deepEqual((await all(resource.list({}))).filter((item) => item.id === id), []);
    });

    await check(`a ${kind} without a name is refused`, async () => {
        const refusal = resource.create({ name: "", ...first });

        await assert.rejects(refusal, (error) => error.statusCode === 400 || error.statusCode === 422);
    });
}

function isMissing(error) {
    return error.statusCode === 404 || error.statusCode === 400;
}
