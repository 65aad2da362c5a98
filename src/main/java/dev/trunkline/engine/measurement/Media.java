package dev.trunkline.engine.measurement;

import dev.trunkline.engine.hearing.OpusRecording;
import dev.trunkline.engine.measurement.Refused.Code;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.file.Container;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.speech.file.WavFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a payload's data turns out to be. */
sealed interface Media {

    int RATE_HZ = 8_000; // enough for words, melody and level, and every socket remembers some
    int MAX_AUDIO_MILLIS = 5_000; // documented
    int MAX_DECODED_MILLIS = 8_000; // nobody decodes hours to find out that they are too long
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
     * Finds out what base64 holds; blocks while a compressed file is decoded.
     *
     * @param data also as a data URL, which is what browsers make of recordings
     * @param decoder for compressed files
     * @throws Refused when it is nothing known, or too much
     */
    static Media ofBase64(String data, SoundDecoder decoder) {
        int comma = data.startsWith("data:") ? data.indexOf(',') : -1;
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(comma < 0 ? data : data.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    Code.E0201, "The field 'data' is not valid base64; to send text as it is, set raw_text to true.");
        }
        if (begins(bytes, 0, 0xFF, 0xD8, 0xFF)
                || begins(bytes, 0, 0x89, 'P', 'N', 'G')
                || begins(bytes, 0, 'G', 'I', 'F')) {
            return new Image();
        }
        Container container = Container.of(bytes);
        return container == null ? text(bytes) : sound(bytes, container, decoder);
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
                Code.E0200,
                "The format of the media is not known; this server reads WAV, WebM with Opus, what its decoder knows, and text.");
    }

    private static Sound sound(byte[] bytes, Container container, SoundDecoder decoder) {
        Speech speech;
        try {
            speech = decoded(bytes, container, decoder);
        } catch (SpeechFailedException e) {
            throw new Refused(
                    Code.E0202,
                    "No audio could be read from this " + container.label() + " file: " + e.getMessage()
                            + "; 16-bit PCM WAV is always understood.");
        }
        long millis = speech.durationMillis();
        if (millis > MAX_AUDIO_MILLIS) {
            throw new Refused(
                    Code.E0203,
                    "The audio is too long: the limit is " + MAX_AUDIO_MILLIS + " milliseconds, this one has "
                            + (millis >= MAX_DECODED_MILLIS ? "at least " : "") + millis + ".");
        }
        if (speech.samples().length == 0) {
            throw new Refused(Code.E0202, "The " + container.label() + " file holds no audio.");
        }
        return new Sound(speech.at(RATE_HZ));
    }

    private static Speech decoded(byte[] bytes, Container container, SoundDecoder decoder) {
        if (container == Container.WAV) {
            return WavFile.read(bytes);
        }
        Speech opus = container == Container.WEBM ? OpusRecording.read(bytes) : null;
        if (opus != null) {
            return opus;
        }
        if (!decoder.decodes(container)) {
            throw new SpeechFailedException(
                    "this server has no decoder for it (its operator can install ffmpeg); send WAV, or WebM with Opus");
        }
        return decoder.decode(bytes, container, new SoundDecoder.Wanted(RATE_HZ, MAX_DECODED_MILLIS));
    }
}
