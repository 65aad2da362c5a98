// A chat through the SDK's socket: remembers what came, and waits for what should come.

import { serialization } from "hume";
import { complain } from "./checks.mjs";
import { evi } from "./engine.mjs";
import { pause } from "./pause.mjs";

const SCHEMAS = {
    assistant_end: "AssistantEnd",
    assistant_message: "AssistantMessage",
    assistant_prosody: "AssistantProsody",
    audio_output: "AudioOutput",
    chat_metadata: "ChatMetadata",
    error: "WebSocketError",
    session_settings: "SessionSettings",
    tool_call: "ToolCallMessage",
    tool_error: "ToolErrorMessage",
    tool_response: "ToolResponseMessage",
    user_interruption: "UserInterruption",
    user_message: "UserMessage",
};

export class Conversation {
    received = [];
    closed = null;
    #read = 0;
    #wake = () => {};

    /** Opens a chat; it is open when its chat_metadata is here. */
    static async open(args = {}) {
        const conversation = new Conversation(evi.chat.connect({ reconnectAttempts: 0, ...args }));
        conversation.metadata = await conversation.next("chat_metadata");
        return conversation;
    }

    /** Joins somebody else's chat. */
    static async join(chatId) {
        return new Conversation(await evi.controlPlane.connect({ chat_id: chatId, reconnectAttempts: 0 }));
    }

    constructor(socket) {
        this.socket = socket;
        socket.socket.addEventListener("message", (event) => validate(event.data));
        socket.on("message", (message) => this.#arrived(message));
        socket.on("close", (event) => {
            this.closed = event;
            this.#wake();
        });
        socket.on("error", (error) => {
            this.failure = error;
            this.#wake();
        });
    }

    /** The next message of this type; what came before it is passed over. */
    async next(type, where = () => true) {
        const all = await this.until(type, where);
        return all[all.length - 1];
    }

    /** Everything up to the next message of this type, which is the last. */
    async until(type, where = () => true) {
        const start = this.#read;
        while (true) {
            while (this.#read < this.received.length) {
                const message = this.received[this.#read++];
                if (message.type === type && where(message)) {
                    return this.received.slice(start, this.#read);
                }
            }
            if (this.closed || this.failure) {
                const seen = this.received.slice(start).map((message) => message.type);
                const end = this.failure?.message ?? `close ${this.closed.code}`;
                throw new Error(`no ${type}: ${end} after ${JSON.stringify(seen)}`);
            }
            await this.#news();
        }
    }

    /** What the agent says until it has said it all. */
    async answer() {
        return words(await this.until("assistant_end"));
    }

    /** Everything that comes within this time. */
    async during(millis) {
        await pause(millis);
        const all = this.received.slice(this.#read);
        this.#read = this.received.length;
        return all;
    }

    /** Waits for the server's close frame. */
    async end() {
        while (!this.closed) {
            await this.#news();
        }
        return this.closed.code;
    }

    say(text) {
        this.socket.sendUserInput(text);
        return this;
    }

    hangUp() {
        this.socket.close();
    }

    #arrived(message) {
        this.received.push(message);
        this.#wake();
    }

    #news() {
        return new Promise((resolve) => (this.#wake = resolve));
    }
}

export function words(messages) {
    return messages.filter((message) => message.type === "assistant_message").map((message) => message.message.content);
}

export function types(messages) {
    return messages.map((message) => message.type);
}

// The SDK passes over missing and unknown fields; its own schemas, asked to be strict, do not.
function validate(text) {
    const message = JSON.parse(text);
    const schema = serialization.empathicVoice[SCHEMAS[message.type]];
    if (schema === undefined) {
        complain(`unknown type ${message.type}`);
        return;
    }
    const parsed = schema.parse(message, { unrecognizedObjectKeys: "fail", breadcrumbsPrefix: [message.type] });
    if (!parsed.ok) {
        parsed.errors.forEach((error) => complain(`${error.path.join(".")}: ${error.message}`));
    }
}
