package dev.trunkline.engine.controlplane;

import dev.trunkline.engine.wire.ServerMessage;

/** What became of a message that somebody else than its client sent to a chat. Immutable. */
public sealed interface ControlResult {

    /** The chat took it as if its client had sent it. */
    record Done() implements ControlResult {}

    /** It is wrong; only its sender is told. */
    record Refused(ServerMessage.Failure failure) implements ControlResult {}

    /** The chat has ended. */
    record TooLate() implements ControlResult {}
}
