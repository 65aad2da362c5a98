package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.engine.plan.DeadAir;
import dev.trunkline.engine.plan.Phrases;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.PhoneRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A mind that takes six seconds, and a transfer: what the telephone hears meanwhile, by its waveform. */
class NoSilenceOnTheLineIT {

    private static final long BOUND_MILLIS = 1_500;
    private static final int TRIES = 3;
    private static final long THINKS_MILLIS = 6_000;
    private static final double AUDIBLE_RMS = 100; // -50 dB below full scale
    private static final String QUESTION = "a hard question";
    private static final String PERSON = "speak to a person";
    private static final DeadAir FILLED =
            new DeadAir(List.of("One moment, please.", "Let me see.", "Just a second."), 1_100, 8_000, 3, -40.0);

    @Test
    void nobodyWaitsInSilence() throws Exception {
        PitchEars ears = new PitchEars(QUESTION, PERSON);
        ScheduledExecutorService thoughts = Executors.newSingleThreadScheduledExecutor();
        try (ServedEngine engine = new ServedEngine(
                        TestEngine.SETTINGS.withPhrases(Phrases.english().filling(FILLED)), ears, slow(thoughts));
                WholeLine line = new WholeLine(engine.uri(), null)) {
            PhoneRecord phone = call(line, ears);
            for (int again = 0; again < TRIES - 1 && Hum.isMachineTooBusy(phone); again++) {
                phone = call(line, ears);
            }
            assumeThat(Hum.isMachineTooBusy(phone))
                    .as("a machine too busy to place a call")
                    .isFalse();

            short[] heard = phone.audio().agentSamples();
            long askedMillis = phone.conversation().callerUtterances().get(0).endMillis();
            long wantsPersonMillis =
                    phone.conversation().callerUtterances().get(1).endMillis();
            long dialledMillis = phone.carrier().dialled().get(0).atMillis();
            long thinking = longestSilenceMillis(heard, askedMillis, askedMillis + THINKS_MILLIS + 1_000);
            long transferring = longestSilenceMillis(heard, wantsPersonMillis, dialledMillis);
            System.out.printf(
                    "longest silence: %d ms while the mind thinks, %d ms before a person is rung%n",
                    thinking, transferring);

            assertThat(thinking).as("ms of silence while the mind thinks").isLessThan(BOUND_MILLIS);
            assertThat(transferring).as("ms of silence before a person is rung").isLessThan(BOUND_MILLIS);
            assertThat(Hum.said(line.recordOf(phone.callSid())))
                    .startsWith("One moment, please.")
                    .contains("Here it is.");
            assertThat(phone.quality().underruns()).isZero();
        } finally {
            thoughts.shutdownNow();
        }
    }

    private static PhoneRecord call(WholeLine line, PitchEars ears) throws Exception {
        return line.carrier()
                .place(line.call(CallerScript.of(
                                new CallerStep.Pause(500),
                                ears.say(QUESTION),
                                new CallerStep.Pause(THINKS_MILLIS + 4_500),
                                ears.say(PERSON)))
                        .withCallees(Map.of(Callee.EVERYBODY_ELSE, new Callee.Answers(200, null, 300))))
                .get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }

    private static DialogModel slow(ScheduledExecutorService thoughts) {
        DialogModel script = ScriptedDialogModel.ofTheLab();
        return (conversation, listener) -> {
            if (conversation.trigger() instanceof Trigger.CallerSpoke spoke
                    && spoke.text().equals(QUESTION)) {
                thoughts.schedule(
                        () -> {
                            listener.onSentence("Here it is.");
                            listener.onDone();
                        },
                        THINKS_MILLIS,
                        TimeUnit.MILLISECONDS);
                return () -> {};
            }
            return script.generate(conversation, listener);
        };
    }

    private static long longestSilenceMillis(short[] samples, long fromMillis, long toMillis) {
        int window = 80; // 10 ms
        long longest = 0;
        long quiet = 0;
        for (int at = (int) fromMillis * 8; at + window <= Math.min(samples.length, toMillis * 8); at += window) {
            double energy = 0;
            for (int i = at; i < at + window; i++) {
                energy += (double) samples[i] * samples[i] / window;
            }
            quiet = Math.sqrt(energy) >= AUDIBLE_RMS ? 0 : quiet + 10;
            longest = Math.max(longest, quiet);
        }
        return longest;
    }
}
