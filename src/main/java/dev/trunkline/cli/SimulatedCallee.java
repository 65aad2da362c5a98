package dev.trunkline.cli;

import dev.trunkline.lab.answer.AnswerBook;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CalledLine;
import dev.trunkline.lab.carrier.CalledLine.PicksUp;
import dev.trunkline.lab.carrier.CalledPeople;
import dev.trunkline.lab.scene.CallerVoices;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whoever is at the other end of a call that is only simulated: the same at every number. Thread-safe. */
enum SimulatedCallee {
    HUMAN,
    MACHINE,
    SHORT_MACHINE,
    FAX,
    SILENCE,
    HANGS_UP,
    BUSY,
    NO_ANSWER,
    FAILED,
    INVALID;

    private static final long RING_MILLIS = 1_500;
    private static final long PATIENCE_MILLIS = 20_000;
    private static final int ROOM_NOISE = 12; // of 32,767
    private static final long SEED = 14;
    private static final int RATE_HZ = 8_000;

    /** As an option writes it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of that label, or null. */
    static @Nullable SimulatedCallee of(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElse(null);
    }

    /** All of them. */
    static String labels() {
        return Arrays.stream(values()).map(SimulatedCallee::label).collect(Collectors.joining(", "));
    }

    /** The people behind all numbers. */
    CalledPeople people(Voice voice) {
        CalledLine line = line(voice);
        return new CalledPeople() {
            @Override
            public @Nullable CallerScript pickUp(String number) {
                return null;
            }

            @Override
            public CalledLine line(String number) {
                return line;
            }
        };
    }

    private CalledLine line(Voice voice) {
        AnswerBook book = new AnswerBook(new CallerVoices(List.of(voice)), SEED);
        return switch (this) {
            case HUMAN -> answers(person(voice));
            case MACHINE ->
                answers(book.machine(
                                0,
                                "You have reached the voice mail of Bob Miller please leave a message after the tone.",
                                new int[] {1_000, 500},
                                false)
                        .script(PATIENCE_MILLIS));
            case SHORT_MACHINE ->
                answers(book.machine(0, "Leave a message.", new int[] {1_400, 300}, false)
                        .script(PATIENCE_MILLIS));
            case FAX ->
                answers(CallerScript.of(new CallerStep.Say("(fax)", fax())).withPatience(PATIENCE_MILLIS));
            case SILENCE -> answers(CallerScript.of().withPatience(PATIENCE_MILLIS));
            case HANGS_UP -> answers(CallerScript.of(new CallerStep.Pause(900), new CallerStep.HangUp()));
            case BUSY -> new CalledLine.Engaged(RING_MILLIS);
            case NO_ANSWER -> new CalledLine.RingsOut(2 * RING_MILLIS);
            case FAILED -> new CalledLine.Unreachable(503);
            case INVALID -> new CalledLine.Invalid();
        };
    }

    private static CalledLine answers(CallerScript script) {
        return new PicksUp(RING_MILLIS, script.withNoise(ROOM_NOISE, SEED), null);
    }

    private static CallerScript person(Voice voice) {
        return CallerScript.of(
                new CallerStep.Pause(400),
                new CallerStep.Say("hello", voice.say("Hello?")),
                new CallerStep.AwaitAgent(900, 12_000),
                new CallerStep.Say("balance", voice.say("What is my account balance?")),
                new CallerStep.AwaitAgent(1_200, 12_000),
                new CallerStep.Say("goodbye", voice.say("Thank you, goodbye.")),
                new CallerStep.AwaitAgent(1_200, 6_000),
                new CallerStep.HangUp());
    }

    /** CED: 2,100 Hz, 300 ms after the answer. */
    private static Speech fax() {
        short[] samples = new short[RATE_HZ * 7 / 2];
        for (int i = RATE_HZ * 3 / 10; i < samples.length; i++) {
            samples[i] = (short) Math.round(5_000 * Math.sin(2 * Math.PI * 2_100 * i / RATE_HZ));
        }
        return new Speech(samples, RATE_HZ);
    }
}
