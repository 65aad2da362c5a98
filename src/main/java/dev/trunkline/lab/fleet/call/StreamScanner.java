package dev.trunkline.lab.fleet.call;

import dev.trunkline.audio.MuLaw;
import java.util.Arrays;

/**
 * Reads what a bridge says on a media stream, by its bytes: which event, where the sound is, what the mark is called. Knows
 * any JSON of that shape, whatever the order of its keys, and allocates nothing. Confined to the call's loop.
 */
final class StreamScanner {

    /** What was said. */
    enum Kind {
        MEDIA,
        MARK,
        CLEAR,
        /** Nothing that Twilio would take. */
        UNKNOWN
    }

    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] PAYLOAD = {'p', 'a', 'y', 'l', 'o', 'a', 'd'};
    private static final byte[] NAME = {'n', 'a', 'm', 'e'};
    private static final byte[] MEDIA = {'m', 'e', 'd', 'i', 'a'};
    private static final byte[] MARK = {'m', 'a', 'r', 'k'};
    private static final byte[] CLEAR = {'c', 'l', 'e', 'a', 'r'};

    /** Within five steps of a mu-law code's most: -1.8 dB. Neither speech nor a tone of ours is that loud. */
    private static final int PEAK_STEPS = 0x7F - 5;

    /** A sample of -48 dB: nobody hears less on a telephone. Idle noise of mu-law is below. */
    private static final int QUIET_STEPS = 8;

    private static final byte[] SIX_BITS = new byte[128];

    static {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            SIX_BITS[alphabet.charAt(i)] = (byte) i;
        }
    }

    private byte[] text = new byte[0];
    private int payloadFrom;
    private int payloadTo;
    private int nameFrom;
    private int nameTo;

    /** Reads {@code length} bytes of a message; what it is told about later must still stand there. */
    Kind read(byte[] message, int length) {
        text = message;
        payloadFrom = payloadTo = nameFrom = nameTo = 0;
        Kind kind = Kind.UNKNOWN;
        int depth = 0;
        int keyFrom = 0;
        int keyTo = 0;
        for (int at = 0; at < length; at++) {
            byte c = text[at];
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == '"') {
                int from = at + 1;
                int to = endOfString(from, length);
                at = to;
                if (isKey(to + 1, length)) {
                    keyFrom = from;
                    keyTo = to;
                } else if (depth == 1 && matches(EVENT, keyFrom, keyTo)) {
                    kind = kind(from, to);
                } else if (depth == 2) {
                    keep(keyFrom, keyTo, from, to);
                }
            }
        }
        boolean empty = (kind == Kind.MEDIA && payloadFrom == 0) || (kind == Kind.MARK && nameFrom == 0);
        return empty ? Kind.UNKNOWN : kind;
    }

    /** Bytes of sound, one an eighth of a millisecond. */
    int payloadBytes() {
        int padding = 0;
        for (int at = payloadTo - 1; at >= payloadFrom && text[at] == '='; at--) {
            padding++;
        }
        return Math.max(0, (payloadTo - payloadFrom) / 4 * 3 - padding);
    }

    /** Whether any of it can be heard; the last sample or two of an odd length do not matter. */
    boolean isSounding() {
        for (int at = payloadFrom; at + 3 < payloadTo && text[at + 3] != '='; at += 4) {
            int bits = (bits(at) << 18) | (bits(at + 1) << 12) | (bits(at + 2) << 6) | bits(at + 3);
            if (isLoud(bits >> 16) || isLoud(bits >> 8) || isLoud(bits)) {
                return true;
            }
        }
        return false;
    }

    /** The first sample of nearly full scale, from this one on; -1 when there is none. */
    int findPeak(int from) {
        int count = payloadBytes();
        for (int i = from; i < count; i++) {
            if ((~code(i) & 0x7F) >= PEAK_STEPS) {
                return i;
            }
        }
        return -1;
    }

    private int code(int sample) {
        int group = payloadFrom + sample / 3 * 4;
        int place = sample % 3;
        int high = sixBits(group + place);
        int low = sixBits(group + place + 1);
        return high << (2 + 2 * place) | low >> (4 - 2 * place);
    }

    /** The sound as samples; how many there are, at most {@code into.length}. */
    int decode(short[] into) {
        int count = Math.min(into.length, payloadBytes());
        for (int i = 0; i < count; i++) {
            int group = payloadFrom + i / 3 * 4;
            int bits = (bits(group) << 18) | (bits(group + 1) << 12) | (sixBits(group + 2) << 6) | sixBits(group + 3);
            into[i] = MuLaw.decode((byte) (bits >> (16 - 8 * (i % 3))));
        }
        return count;
    }

    private int sixBits(int at) {
        return at < payloadTo ? bits(at) : 0; // '=' counts as nothing, too
    }

    /** The name of the mark as it stood in the JSON, escapes and all. */
    byte[] markName() {
        return Arrays.copyOfRange(text, nameFrom, nameTo);
    }

    /** All bits of a mu-law code are inverted, and the lower seven grow with loudness. */
    private static boolean isLoud(int muLaw) {
        return (~muLaw & 0x7F) > QUIET_STEPS;
    }

    private int bits(int at) {
        return SIX_BITS[text[at] & 0x7F];
    }

    private int endOfString(int from, int length) {
        int at = from;
        while (at < length && text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, length);
    }

    private boolean isKey(int from, int length) {
        int at = from;
        while (at < length && text[at] <= ' ') {
            at++;
        }
        return at < length && text[at] == ':';
    }

    private void keep(int keyFrom, int keyTo, int from, int to) {
        if (matches(PAYLOAD, keyFrom, keyTo)) {
            payloadFrom = from;
            payloadTo = to;
        } else if (matches(NAME, keyFrom, keyTo)) {
            nameFrom = from;
            nameTo = to;
        }
    }

    private Kind kind(int from, int to) {
        if (matches(MEDIA, from, to)) {
            return Kind.MEDIA;
        }
        if (matches(MARK, from, to)) {
            return Kind.MARK;
        }
        return matches(CLEAR, from, to) ? Kind.CLEAR : Kind.UNKNOWN;
    }

    private boolean matches(byte[] word, int from, int to) {
        return Arrays.equals(word, 0, word.length, text, from, to);
    }
}
