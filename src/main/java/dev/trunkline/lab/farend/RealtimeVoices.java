package dev.trunkline.lab.farend;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sounds of all Realtime sessions, each made when it is needed first. The first chunk of an answer begins with a click of
 * full scale, {@value #CLICK_MICROS} microseconds long, by which a telephone finds where the answer begins: only so can anybody
 * say how much of it was really played. Confined to the far end's loop.
 */
final class RealtimeVoices {

    static final int CLICK_MICROS = 250;

    private static final int HUM = DualTone.CODES;

    private final Map<RealtimeFormat, Voice[]> voices = new EnumMap<>(RealtimeFormat.class);

    /** The chunks of an answer: the first one, and all that follow. */
    record Voice(CannedSpeech first, CannedSpeech more) {

        static Voice rubbish() {
            CannedSpeech rubbish = CannedSpeech.noBase64();
            return new Voice(rubbish, rubbish);
        }
    }

    /** What sounds like a hum with syllables. */
    Voice hum(RealtimeFormat format) {
        return of(format, HUM);
    }

    /** The {@link DualTone} of this number. */
    Voice numbered(RealtimeFormat format, int code) {
        return of(format, code);
    }

    private Voice of(RealtimeFormat format, int code) {
        @Nullable Voice[] made = voices.computeIfAbsent(format, any -> new Voice[HUM + 1]);
        Voice voice = made[code];
        if (voice == null) {
            voice = make(format, code);
            made[code] = voice;
        }
        return voice;
    }

    private static Voice make(RealtimeFormat format, int code) {
        int rateHz = format.sampleRateHz();
        short[] samples = code == HUM ? CannedSpeech.humSamples(rateHz) : CannedSpeech.numberedSamples(rateHz, code);
        CannedSpeech more = new CannedSpeech(format.bytes(samples));
        for (int i = 0; i < rateHz * CLICK_MICROS / 1_000_000; i++) {
            samples[i] = Short.MAX_VALUE;
        }
        return new Voice(new CannedSpeech(format.bytes(samples)), more);
    }
}
