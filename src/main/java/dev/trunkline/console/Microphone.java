package dev.trunkline.console;

import dev.trunkline.call.OperatorVoice;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * An operator's microphone, from the opening of its socket to its end: that is how long a takeover lasts, unless the call is released
 * before. Confined to the socket's loop.
 */
final class Microphone {

    /** Closes a socket whose call cannot be taken over: of the range that RFC 6455 leaves to applications. */
    static final int REFUSED = 4409;

    private static final int MOST_REASON_CHARACTERS = 100; // a close frame holds 123 bytes of it

    private final SteeredCalls calls;
    private final String callSid;
    private final String operator;
    private final OperatorVoice voice = new OperatorVoice();

    Microphone(SteeredCalls calls, String callSid, String operator) {
        this.calls = calls;
        this.callSid = callSid;
        this.operator = operator;
    }

    /** @param onRefused is told why the operator cannot speak here; any thread */
    void begin(Consumer<String> onRefused) {
        CompletionStage<SteeredCalls.Outcome> asked = calls.ask(callSid, call -> call.takeOver(operator, voice));
        asked.thenAccept(outcome -> {
            if (!outcome.isDone()) {
                String words = outcome.words();
                onRefused.accept(words.substring(0, Math.min(words.length(), MOST_REASON_CHARACTERS)));
            }
        });
    }

    /** Sound of the operator. Nothing says when there is too much: it is late, and dropped. */
    void hear(byte[] muLaw) {
        voice.hear(muLaw, 0, muLaw.length);
    }

    /** The socket is gone; so is the voice, if it was heard. */
    void end() {
        calls.ask(callSid, call -> {
            call.onVoiceLost(operator, voice);
            return null;
        });
    }
}
