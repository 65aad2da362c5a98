package dev.trunkline.flight;

import dev.trunkline.call.OwnVoice;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The bridge's own voice, what a call has it say, and what comes of that. Confined to the call's loop. */
final class RecordedVoice implements OwnVoice {

    private static final byte[] NOTHING = {};

    private final OwnVoice voice;
    private final FlightTape tape;
    private int said;

    RecordedVoice(OwnVoice voice, FlightTape tape) {
        this.voice = voice;
        this.tape = tape;
    }

    @Override
    public boolean isThere() {
        return tape.answers(FlightQuestion.HAS_VOICE.number(), voice.isThere());
    }

    @Override
    public void say(String words, Consumer<byte @Nullable []> then) {
        int number = ++said;
        tape.write(FlightKind.OWN_VOICE_SAYS, number, 0, words);
        voice.say(words, muLaw -> {
            byte[] sound = muLaw == null ? NOTHING : muLaw;
            tape.enter(FlightKind.OWN_VOICE_SAID, number, muLaw == null ? 0 : 1, sound, sound.length, null);
            try {
                then.accept(muLaw);
            } finally {
                tape.leave();
            }
        });
    }
}
