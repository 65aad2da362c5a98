package dev.trunkline.engine.chat;

import dev.trunkline.engine.wire.ServerMessage;

/** What became of a message that somebody else than its client sent to a chat. Immutable. */
sealed interface Steered {

    /** The chat took it as if its client had sent it. */
    record Done() implements Steered {}

    /** It is wrong; only its sender is told. */
    record Refused(ServerMessage.Failure failure) implements Steered {}

    /** The chat has ended. */
    record TooLate() implements Steered {}
}
