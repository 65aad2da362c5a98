package dev.trunkline.engine.models;

import dev.trunkline.engine.models.Refused.Code;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.wire.Pcm;
import dev.trunkline.engine.wire.Wav;
import dev.trunkline.speech.Speech;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a payload's data turns out to be. */
sealed interface Media {

    int RATE_HZ = 8_000; // enough for words, melody and level, and every socket remembers some
    int MAX_AUDIO_MILLIS = 5_000; // documented
    int MAX_TEXT_CHARACTERS = 10_000; // documented

    /** Sound at {@link #RATE_HZ}, not too long. */
    record Sound(Speech speech) implements Media {}

    /** Text, not too long. */
    record Text(String text) implements Media {
        @Override
        public void checkFits(Request.Models models) {
            if (models.prosody() != null || models.burst() != null) {
                throw new Refused(Code.E0102, "The models prosody and burst need audio, but the data is text.");
            }
        }
    }

    /** A picture; nobody here can look at it. */
    record Image() implements Media {
        @Override
        public void checkFits(Request.Models models) {
            throw new Refused(Code.E0102, "The data is an image, and no model of this server looks at images.");
        }
    }

    /** Audio or video in a format that nobody here can decode. */
    record Unheard() implements Media {
        @Override
        public void checkFits(Request.Models models) {
            throw new Refused(Code.E0202, "No audio could be read from this format; send 16-bit PCM WAV.");
        }
    }

    /**
     * Whether all of {@code models} can be run on it.
     *
     * @throws Refused when one cannot
     */
    default void checkFits(Request.Models models) {}

    /** The text of a message with {@code raw_text}. */
    static Text ofText(String text) {
        if (text.codePointCount(0, text.length()) > MAX_TEXT_CHARACTERS) {
            throw new Refused(
                    Code.E0206,
                    "The text is too long: the limit is " + MAX_TEXT_CHARACTERS + " characters, this one has "
                            + text.codePointCount(0, text.length()) + ".");
        }
        return new Text(text);
    }

    /**
     * Finds out what base64 holds.
     *
     * @param data also as a data URL, which is what browsers make of recordings
     * @throws Refused when it is nothing known, or too much
     */
    static Media ofBase64(String data) {
        int comma = data.startsWith("data:") ? data.indexOf(',') : -1;
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(comma < 0 ? data : data.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    Code.E0201, "The field 'data' is not valid base64; to send text as it is, set raw_text to true.");
        }
        if (Wav.isWav(bytes)) {
            return sound(bytes);
        }
        if (begins(bytes, 0, 0xFF, 0xD8, 0xFF)
                || begins(bytes, 0, 0x89, 'P', 'N', 'G')
                || begins(bytes, 0, 'G', 'I', 'F')) {
            return new Image();
        }
        if (isContainer(bytes)) {
            return new Unheard();
        }
        return text(bytes);
    }

    private static boolean isContainer(byte[] bytes) {
        boolean isMp3 = begins(bytes, 0, 'I', 'D', '3')
                || (begins(bytes, 0, 0xFF) && bytes.length > 1 && (bytes[1] & 0xE0) == 0xE0);
        return isMp3
                || begins(bytes, 0, 'O', 'g', 'g', 'S')
                || begins(bytes, 0, 'f', 'L', 'a', 'C')
                || begins(bytes, 0, 0x1A, 0x45, 0xDF, 0xA3) // WebM
                || begins(bytes, 4, 'f', 't', 'y', 'p'); // MP4
    }

    private static boolean begins(byte[] bytes, int offset, int... signature) {
        for (int i = 0; i < signature.length; i++) {
            if (offset + i >= bytes.length || (bytes[offset + i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    private static Text text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().noneMatch(sign -> sign < ' ' && "\t\n\r\f".indexOf(sign) < 0)) {
                return ofText(text);
            }
        } catch (CharacterCodingException e) {
            // Then it is no text; said below.
        }
        throw new Refused(
                Code.E0200, "The format of the media is not known; this server reads 16-bit PCM WAV and text.");
    }

    private static Sound sound(byte[] bytes) {
        Wav.Sound found = Wav.find(bytes);
        if (found == null) {
            throw new Refused(
                    Code.E0202,
                    "No audio could be read from this WAV file; send 16-bit PCM of one of "
                            + AudioFormat.SAMPLE_RATES_HZ.stream().sorted().toList() + " Hz.");
        }
        AudioFormat format = found.format();
        int frames = (found.endBytes() - found.offsetBytes()) / (2 * format.channels());
        long millis = frames * 1_000L / format.sampleRateHz();
        if (millis > MAX_AUDIO_MILLIS) {
            throw new Refused(
                    Code.E0203,
                    "The audio is too long: the limit is " + MAX_AUDIO_MILLIS + " milliseconds, this one has " + millis
                            + ".");
        }
        if (frames == 0) {
            throw new Refused(Code.E0202, "The WAV file holds no audio.");
        }
        short[] mono = new short[frames];
        for (int i = 0; i < frames; i++) {
            float sum = 0;
            for (int channel = 0; channel < format.channels(); channel++) {
                sum += Pcm.littleEndian(bytes, found.offsetBytes() + 2 * (i * format.channels() + channel));
            }
            mono[i] = Pcm.sample(sum / format.channels());
        }
        return new Sound(new Speech(mono, format.sampleRateHz()).at(RATE_HZ));
    }
}
