package dev.trunkline.call;

import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the tools of one call get done, by those who know how. Confined to the call's loop. */
record ToolActions(CallSetup setup, Executor loop, Keypad keypad, Conversation conversation, CallLifecycle lifecycle)
        implements CallActions {

    @Override
    public String callSid() {
        return setup.incoming().callSid();
    }

    @Override
    public String digits() {
        return keypad.all();
    }

    @Override
    public boolean collectDigits(DigitRequest request, Consumer<DigitRequest.Outcome> then) {
        return keypad.collect(request, then);
    }

    @Override
    public boolean pressKeys(String keys, Consumer<String> then) {
        return keypad.play(keys, conversation, then);
    }

    @Override
    public @Nullable DialObjection objectionTo(Transfer destination) {
        return setup.dialing().to(destination);
    }

    @Override
    public boolean transfer(Transfer destination, String whisper) {
        String mood = conversation.mood().words();
        return lifecycle.drain(
                CallEnd.TRANSFERRED,
                destination,
                mood.isEmpty() || whisper.isEmpty() ? whisper + mood : whisper + " " + mood);
    }

    @Override
    public boolean hangUp() {
        return lifecycle.hangUp();
    }
}
