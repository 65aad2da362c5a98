// Going on with an earlier conversation.

import assert from "node:assert/strict";
import { check, done } from "./lib/checks.mjs";
import { Conversation, words } from "./lib/conversation.mjs";
import { pause } from "./lib/pause.mjs";

const first = await Conversation.open();
await first.until("assistant_end");
first.say("When are you open?");
const said = await first.answer();
first.hangUp();
await pause(200);
let second;

await check("a resumed chat is a new chat of the same group", async () => {
    second = await Conversation.open({ resumedChatGroupId: first.metadata.chatGroupId });

    assert.equal(second.metadata.chatGroupId, first.metadata.chatGroupId);
    assert.notEqual(second.metadata.chatId, first.metadata.chatId);
});

await check("nobody is greeted twice", async () => {
    assert.deepEqual(words(await second.during(800)), []);
});

await check("the agent remembers what it said", async () => {
    second.say("Can you repeat that?");

    assert.deepEqual(await second.answer(), said);
    second.hangUp();
});

await check("a group that does not exist cannot be resumed", async () => {
    let stranger;
    try {
        stranger = await Conversation.open({ resumedChatGroupId: "00000000-0000-4000-8000-000000000000" });
    } catch (refusal) {
        assert.match(String(refusal), /no chat_metadata/);
        return;
    }
    assert.equal((await stranger.next("error")).code, "E0708");
    assert.equal(await stranger.end(), 1000);
});

await done();
