package dev.trunkline.lab.scene;

import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who calls, and who else is in the room. Thread-safe; speaking is slow, and each sentence is spoken once. */
public final class CallerVoices {

    private static final double ASIDE_DB = Loudness.CALLER_DB - 12; // from the other side of the room

    private final List<Voice> voices;
    private final Map<String, Speech> said = new ConcurrentHashMap<>();

    /** At least one. */
    public CallerVoices(List<Voice> voices) {
        this.voices = List.copyOf(voices);
    }

    /** How many there are. */
    public int count() {
        return voices.size();
    }

    /** Words into the telephone, at its rate. */
    public Speech say(int voice, String text) {
        return said.computeIfAbsent(
                voice % voices.size() + " " + text,
                key -> Loudness.at(
                        Loudness.CALLER_DB, voices.get(voice % voices.size()).say(text)));
    }

    /** Words of somebody who speaks beside it, softer and without the highs. */
    public Speech aside(int voice, String text) {
        short[] samples = say(voice, text).samples();
        BandPass distance = new BandPass(150, 1_800, Blocks.SAMPLE_RATE_HZ);
        short[] far = new short[samples.length];
        for (int i = 0; i < far.length; i++) {
            far[i] = (short) Math.round(distance.next(samples[i]));
        }
        return Loudness.at(ASIDE_DB, new Speech(far, Blocks.SAMPLE_RATE_HZ));
    }

    /** Two pieces of one utterance, with the pause of somebody who looks something up. */
    Speech hesitating(int voice, String begun, int pauseMillis, String ended) {
        short[] first = say(voice, begun).samples();
        short[] second = say(voice, ended).samples();
        int pause = pauseMillis * Blocks.SAMPLE_RATE_HZ / 1_000;
        short[] whole = new short[first.length + pause + second.length];
        System.arraycopy(first, 0, whole, 0, first.length);
        System.arraycopy(second, 0, whole, first.length + pause, second.length);
        return new Speech(whole, Blocks.SAMPLE_RATE_HZ);
    }
}
