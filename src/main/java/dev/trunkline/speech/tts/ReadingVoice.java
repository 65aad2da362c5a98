package dev.trunkline.speech.tts;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.normalization.Reading;
import dev.trunkline.speech.normalization.Unspoken;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A voice that is given nothing it cannot say, and whose silence is a failure. What is left out is counted and logged.
 * Thread-safe.
 */
public final class ReadingVoice implements Voice {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingVoice.class);
    private static final int AUDIBLE = 40; // of 32,767: below are dither and the noise of converters
    private static final int LEAST_MILLIS_PER_LETTER = 12; // five times as quick as anybody speaks: most is missing

    private final Voice voice;
    private final Function<String, Reading> reader;
    private final SpeechMeter meter;

    private ReadingVoice(Voice voice, Function<String, Reading> reader, SpeechMeter meter) {
        this.voice = voice;
        this.reader = reader;
        this.meter = meter;
    }

    /** For a voice that knows English only. */
    public static ReadingVoice english(Voice voice, SpeechMeter meter) {
        return new ReadingVoice(voice, Reading::forEnglishVoice, meter);
    }

    /** For a voice that knows languages, amounts and dates by itself. */
    public static ReadingVoice any(Voice voice, SpeechMeter meter) {
        return new ReadingVoice(voice, Reading::forAnyVoice, meter);
    }

    /** @throws SpeechFailedException when there is something to be said, and it cannot be heard */
    @Override
    public Speech say(String text) {
        Reading reading = reader.apply(text);
        note(reading.dropped());
        if (reading.text().isEmpty()) {
            return new Speech(new short[0], voice.sampleRateHz());
        }
        Speech speech = voice.say(reading.text());
        if (isSilent(speech)) {
            throw new SpeechFailedException("the voice gave no sound for " + text.length() + " characters");
        }
        long letters = reading.text().chars().filter(Character::isLetter).count();
        if (speech.durationMillis() < LEAST_MILLIS_PER_LETTER * letters) {
            throw new SpeechFailedException(
                    "the voice gave " + speech.durationMillis() + " ms of sound for " + letters + " letters");
        }
        return speech;
    }

    @Override
    public Voice named(String name) {
        return new ReadingVoice(voice.named(name), reader, meter);
    }

    @Override
    public boolean knows(String name) {
        return voice.knows(name);
    }

    @Override
    public int sampleRateHz() {
        return voice.sampleRateHz();
    }

    private void note(Map<Unspoken, Integer> dropped) {
        dropped.forEach(meter::unspoken);
        if (dropped.containsKey(Unspoken.SENTENCE)) {
            LOG.atWarn().addKeyValue("dropped", dropped).log("nothing in a sentence can be spoken");
        } else if (!dropped.isEmpty()) {
            LOG.atInfo().addKeyValue("dropped", dropped).log("some of a sentence cannot be spoken");
        }
    }

    private static boolean isSilent(Speech speech) {
        for (short sample : speech.samples()) {
            if (Math.abs(sample) > AUDIBLE) {
                return false;
            }
        }
        return true;
    }
}
