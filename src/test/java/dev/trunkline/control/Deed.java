package dev.trunkline.control;

import dev.trunkline.call.CallActions;
import dev.trunkline.call.DialObjection;
import dev.trunkline.call.DigitRequest;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.phone.CarrierInstruction;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a tool did to a call, and what it answered. */
final class Deed implements CallActions, ToolRunner.Answer {

    boolean permitted = true;

    @Nullable
    DialObjection objection;

    String digits = "";
    boolean hungUp;
    CarrierInstruction.@Nullable Transfer transfer;
    String whisper = "";
    String pressed = "";

    @Nullable
    DigitRequest request;

    Consumer<DigitRequest.Outcome> collected = outcome -> {};
    int answers;
    String outcome = "";
    String content = "";

    @Override
    public String callSid() {
        return "CA1";
    }

    @Override
    public String digits() {
        return digits;
    }

    @Override
    public @Nullable DialObjection objectionTo(CarrierInstruction.Transfer destination) {
        return objection;
    }

    @Override
    public boolean transfer(CarrierInstruction.Transfer destination, String words) {
        if (permitted) {
            transfer = destination;
            whisper = words;
        }
        return permitted;
    }

    @Override
    public boolean collectDigits(DigitRequest wanted, Consumer<DigitRequest.Outcome> then) {
        request = wanted;
        collected = then;
        return permitted;
    }

    @Override
    public boolean pressKeys(String keys, Consumer<String> then) {
        pressed = keys;
        then.accept(keys);
        return permitted;
    }

    @Override
    public Executor loop() {
        return Runnable::run;
    }

    @Override
    public boolean hangUp() {
        hungUp |= permitted;
        return permitted;
    }

    @Override
    public void succeed(String words) {
        answers++;
        outcome = "ok";
        content = words;
    }

    @Override
    public void fail(String how, String error, String speakable) {
        answers++;
        outcome = how;
        content = speakable;
    }
}
