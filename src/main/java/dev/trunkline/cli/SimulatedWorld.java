package dev.trunkline.cli;

import dev.trunkline.lab.caller.CallerRoom;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.CallWatcher;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Everything outside the bridge, for one call: a carrier, a caller, and somebody to be transferred to. */
final class SimulatedWorld implements AutoCloseable {

    private static final String PERSON_WORDS = "Hello, this is Alex. I have your details here. How can I help you?";
    private static final long RING_MILLIS = 800;
    private static final long TALK_MILLIS = 6_000;
    private static final long LONGEST_MILLIS = 180_000;
    private static final int ROOM_NOISE = 12; // of 32,767: nobody calls from a vacuum
    private static final long NOISE_SEED = 1;

    private final SimulatedCarrier carrier;
    private final Voice voice;
    private final Outcome outcome;

    /** What becomes of a transfer. */
    enum Outcome {
        ANSWERED,
        BUSY,
        NO_ANSWER,
        FAILED;

        static @Nullable Outcome parse(String text) {
            for (Outcome outcome : values()) {
                if (outcome.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                    return outcome;
                }
            }
            return null;
        }
    }

    private SimulatedWorld(SimulatedCarrier carrier, Voice voice, Outcome outcome) {
        this.carrier = carrier;
        this.voice = voice;
        this.outcome = outcome;
    }

    /** A world whose carrier signs with {@code token}, or not at all when that is null. */
    static SimulatedWorld create(@Nullable String token, ClientTls tls, Outcome outcome) throws IOException {
        Voice voice = new FreeTtsVoice();
        CarrierSettings settings = CarrierSettings.local()
                .withAccount(CarrierSettings.SOME_ACCOUNT, token)
                .withVoice(voice)
                .withTls(tls);
        return new SimulatedWorld(SimulatedCarrier.start(settings), voice, outcome);
    }

    Voice callersVoice() {
        return voice;
    }

    String personWords() {
        return PERSON_WORDS;
    }

    /** Places a call and waits for its end. */
    PhoneRecord call(URI webhook, String from, String to, List<CallerStep> steps, CallerRoom room, CallWatcher watcher)
            throws InterruptedException, IOException {
        PhoneCall call = PhoneCall.to(
                        webhook,
                        CallerScript.of(steps).withNoise(ROOM_NOISE, NOISE_SEED).in(room))
                .withNumbers(from, to)
                .withCallees(Map.of(Callee.EVERYBODY_ELSE, callee()))
                .withMaxDuration(LONGEST_MILLIS);
        try {
            return carrier.place(call, watcher).get();
        } catch (ExecutionException e) {
            throw new IOException("the call could not be placed: " + e.getCause(), e);
        }
    }

    /** The caller hangs up, whatever the script says. */
    void hangUp() {
        carrier.hangUpCallers();
    }

    private Callee callee() {
        return switch (outcome) {
            case ANSWERED -> new Callee.Answers(RING_MILLIS, voice.say(PERSON_WORDS), TALK_MILLIS);
            case BUSY -> new Callee.Busy(RING_MILLIS);
            case NO_ANSWER -> new Callee.NoAnswer(4 * RING_MILLIS);
            case FAILED -> new Callee.Fails();
        };
    }

    @Override
    public void close() {
        carrier.close();
    }
}
