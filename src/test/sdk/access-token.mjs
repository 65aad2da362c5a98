// Access tokens. fetchAccessToken knows https only, so a TLS proxy stands before the engine, as it would in the open.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { fetchAccessToken, HumeClient } from "hume";
import { check, done } from "./lib/checks.mjs";
import { Conversation } from "./lib/conversation.mjs";
import { apiKey, secretKey, url } from "./lib/engine.mjs";

const identity = { pfx: readFileSync(process.env.TLS_KEYSTORE), passphrase: process.env.TLS_PASSWORD };
const proxy = https.createServer(identity, (request, response) => {
    const { method, headers } = request;
    const onward = http.request(url + request.url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
    });
    request.pipe(onward);
});
await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
const host = `localhost:${proxy.address().port}`;
let token;

await check("a key and its secret fetch a token", async () => {
    token = await fetchAccessToken({ apiKey, secretKey, host });

    assert.ok(token.length >= 20);
    assert.notEqual(token, apiKey);
});

await check("a wrong secret fetches nothing", async () => {
    await assert.rejects(fetchAccessToken({ apiKey, secretKey: "wrong", host }), /401/);
});

await check("a token says how long it is good", async () => {
    const answer = await fetch(`${url}/oauth2-cc/token`, {
        method: "POST",
        headers: {
            Authorization: `Basic ${Buffer.from(`${apiKey}:${secretKey}`).toString("base64")}`,
            "Content-Type": "application/x-www-form-urlencoded",
        },
        body: "grant_type=client_credentials",
    });

    assert.equal(answer.status, 200);
    const body = await answer.json();
    assert.equal(body.token_type.toLowerCase(), "bearer");
    assert.equal(body.expires_in, 1_800);
});

await check("a token opens a chat", async () => {
    const client = new HumeClient({ environment: url, accessToken: token });
    const chat = new Conversation(client.empathicVoice.chat.connect({ reconnectAttempts: 0 }));

    await chat.next("chat_metadata");
    chat.say("hello");
    await chat.next("user_message");
    chat.hangUp();
});

await check("a token opens a chat as an argument of the connection, too", async () => {
    const client = new HumeClient({ environment: url });
    const chat = new Conversation(client.empathicVoice.chat.connect({ accessToken: token, reconnectAttempts: 0 }));

    await chat.next("chat_metadata");
    chat.hangUp();
});

await check("a token joins a chat", async () => {
    const client = new HumeClient({ environment: url });
    const chat = new Conversation(client.empathicVoice.chat.connect({ accessToken: token, allowConnection: true, reconnectAttempts: 0 }));
    const { chatId } = await chat.next("chat_metadata");
    const args = { chat_id: chatId, accessToken: token, reconnectAttempts: 0 };
    const observer = new Conversation(await client.empathicVoice.controlPlane.connect(args));

    assert.equal((await observer.next("chat_metadata")).chatId, chatId);
    observer.hangUp();
    chat.hangUp();
});

await check("something that is no token opens nothing", async () => {
    const client = new HumeClient({ environment: url, accessToken: "x".repeat(28) });
    const chat = new Conversation(client.empathicVoice.chat.connect({ reconnectAttempts: 0 }));

    await assert.rejects(chat.next("chat_metadata"));
});

await done();
