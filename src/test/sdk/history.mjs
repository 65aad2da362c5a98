// Chats that are over: their list, their events, their sound.

import assert from "node:assert/strict";
import { check, done } from "./lib/checks.mjs";
import { Conversation } from "./lib/conversation.mjs";
import { ask, evi } from "./lib/engine.mjs";
import { eventually } from "./lib/pause.mjs";
import { microphone, stream, utterance } from "./lib/sound.mjs";
import { all } from "./lib/versions.mjs";

const rateHz = 16_000;
const opened = Date.now();
const sessionSettings = { audio: { encoding: "linear16", sampleRate: rateHz, channels: 1 } };
const first = await Conversation.open({ sessionSettings });
await first.until("assistant_end");
await stream(utterance(700, rateHz), { rateHz, chunkMillis: 20, send: microphone(first) });
await first.answer();
first.hangUp();
const { chatId, chatGroupId } = first.metadata;
await eventually(async () => (await evi.chats.listChatEvents(chatId)).response.status !== "ACTIVE");
const second = await Conversation.open({ resumedChatGroupId: chatGroupId });
second.say("hello");
await second.answer();

await check("chats are listed, newest first", async () => {
    const chats = await all(evi.chats.listChats({ ascendingOrder: false }));

    assert.deepEqual(chats.map((chat) => chat.id), [second.metadata.chatId, chatId]);
    assert.deepEqual(chats.map((chat) => chat.status), ["ACTIVE", "USER_ENDED"]);
    assert.ok(chats.every((chat) => chat.chatGroupId === chatGroupId));
    assert.ok(chats.every((chat) => Math.abs(chat.startTimestamp - opened) < 60_000), JSON.stringify(chats));
    assert.ok(chats[1].endTimestamp >= chats[1].startTimestamp);
});

await check("chats are listed in the order asked for, page by page", async () => {
    const page = await evi.chats.listChats({ ascendingOrder: true, pageNumber: 0, pageSize: 1 });
    assert.deepEqual(page.data.map((chat) => chat.id), [chatId]);
    assert.equal(page.response.totalPages, 2);
    assert.equal(page.response.paginationDirection, "ASC");

    const next = await page.getNextPage();
    assert.deepEqual(next.data.map((chat) => chat.id), [second.metadata.chatId]);
});

await check("chats are listed by status", async () => {
    const active = await all(evi.chats.listChats({ status: "ACTIVE" }));

    assert.deepEqual(active.map((chat) => chat.id), [second.metadata.chatId]);
});

await check("a chat's events tell what happened", async () => {
    const events = await all(evi.chats.listChatEvents(chatId, { ascendingOrder: true, pageSize: 3 }));

    const types = events.map((event) => event.type);
    for (const type of ["SESSION_SETTINGS", "CHAT_START_MESSAGE", "AGENT_MESSAGE", "USER_MESSAGE", "CHAT_END_MESSAGE"]) {
        assert.ok(types.includes(type), `${type} in ${types}`);
    }
    const said = events.filter((event) => event.type === "USER_MESSAGE");
    assert.deepEqual(said.map((event) => [event.role, event.messageText]), [["USER", "when are you open"]]);
    assert.equal(Object.keys(JSON.parse(said[0].emotionFeatures)).length, 48);
    const times = events.map((event) => event.timestamp);
    assert.deepEqual(times, [...times].sort((a, b) => a - b));
});

await check("settings of the handshake are an event", async () => {
    const events = await all(evi.chats.listChatEvents(chatId, { ascendingOrder: true }));

    const settings = JSON.parse(events.find((event) => event.type === "SESSION_SETTINGS").messageText);
    assert.equal(settings.type, "session_settings");
    assert.equal(settings.audio.sample_rate, rateHz);
});

await check("a chat group holds its chats", async () => {
    const groups = await all(evi.chatGroups.listChatGroups({}));
    assert.deepEqual(groups.map((group) => [group.id, group.numChats]), [[chatGroupId, 2]]);
    assert.equal(groups[0].mostRecentChatId, second.metadata.chatId);

    const group = await evi.chatGroups.getChatGroup(chatGroupId, { ascendingOrder: true });
    assert.deepEqual(group.chatsPage.map((chat) => chat.id), [chatId, second.metadata.chatId]);
});

await check("a chat group holds the events of all its chats", async () => {
    const events = await all(evi.chatGroups.listChatGroupEvents(chatGroupId, { ascendingOrder: true }));

    const said = events.filter((event) => event.type === "USER_MESSAGE").map((event) => event.messageText);
    assert.deepEqual(said, ["when are you open", "hello"]);
    assert.deepEqual(new Set(events.map((event) => event.chatId)), new Set([chatId, second.metadata.chatId]));
});

await check("a chat's sound is put together and can be fetched", async () => {
    const audio = await eventually(async () => {
        const now = await evi.chats.getAudio(chatId);
        assert.ok(["QUEUED", "IN_PROGRESS", "COMPLETE"].includes(now.status), now.status);
        return now.status === "COMPLETE" && now;
    });

    const file = await fetch(audio.signedAudioUrl);
    assert.equal(file.status, 200);
    assert.ok((await file.arrayBuffer()).byteLength > 1_000);
    assert.ok(audio.signedUrlExpirationTimestampMillis > Date.now());
});

await check("a chat group's sound is listed chat by chat", async () => {
    const page = await evi.chatGroups.getAudio(chatGroupId, { ascendingOrder: true });

    assert.equal(page.numChats, 2);
    assert.equal(page.audioReconstructionsPage[0].id, chatId);
});

await check("a chat that does not exist is not found", async () => {
    const events = evi.chats.listChatEvents("00000000-0000-4000-8000-000000000000");

    await assert.rejects(events, (error) => error.statusCode === 404 || error.statusCode === 400);
});

await check("history is not for strangers", async () => {
    assert.equal((await ask("/v0/evi/chats", { headers: { "X-Hume-Api-Key": "wrong" } })).status, 401);
});

second.hangUp();
await done();
