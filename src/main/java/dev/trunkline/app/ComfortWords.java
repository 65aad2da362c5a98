package dev.trunkline.app;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.call.ComfortSounds;
import dev.trunkline.config.CallCare;
import dev.trunkline.speech.Speech;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers hear whose agent is missing: a recording, until the agent's own voice has said the same ahead. */
final class ComfortWords {

    private static final Logger LOG = LoggerFactory.getLogger(ComfortWords.class);
    private static final int PHONE_RATE_HZ = 8_000;

    /** Mu-law, 8 kHz, without a header: MaryTTS's cmu-slt, the voice of the jar, says the default of {@code call.comfortWords}. */
    private static final String RECORDING = "one-moment.ulaw";

    private ComfortWords() {}

    /** @param embedded whose voice it is, or null when there is none here */
    static ComfortSounds sounds(CallCare.Comfort config, @Nullable EmbeddedEngine embedded) {
        Integer level = config.toneDb();
        ComfortSounds sounds = level == null ? ComfortSounds.silent() : ComfortSounds.tone(level, config.toneMillis());
        String words = config.words();
        if (words != null) {
            sounds.say(recording());
        }
        if (words != null && embedded != null) {
            embedded.sayAhead(words).whenComplete((speech, failure) -> {
                if (speech == null) {
                    LOG.atWarn().log("the words for a missing agent are those of the recording: the voice failed");
                } else {
                    sounds.say(muLaw(speech));
                }
            });
        }
        return sounds;
    }

    private static byte[] recording() {
        try (InputStream recording = ComfortWords.class.getResourceAsStream(RECORDING)) {
            if (recording == null) {
                throw new IllegalStateException(RECORDING + " is not in the jar");
            }
            return recording.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same at 8 kHz, in mu-law. */
    static byte[] muLaw(Speech speech) {
        short[] samples = speech.withoutRestAt(PHONE_RATE_HZ).samples();
        byte[] muLaw = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            muLaw[i] = MuLaw.encode(samples[i]);
        }
        return muLaw;
    }
}
