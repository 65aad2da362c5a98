package dev.trunkline.speech.sphinx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;

/**
 * Takes out of Sphinx's model definition ({@code mdef}: a line for each of 137,000 sounds between two others) what one grammar
 * needs. Sphinx reads the whole of it twice for each recognizer, which took most of the time until the first caller could be
 * understood, and most of the memory of a recognizer. Used once.
 */
final class TriphoneTable {

    private static final int COLUMNS_OF_NAME = 3;
    private static final int COLUMNS_BEFORE_STATES = 6;
    private static final int HEADER_LINES = 6;

    private final byte[] text;
    private final long[] wanted;
    private final BitSet known = new BitSet();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int start; // of the column
    private int end;

    private TriphoneTable(byte[] text, long[] wanted) {
        this.text = text;
        this.wanted = wanted;
    }

    /**
     * The same model for these sounds alone: all sounds without neighbours, the {@code wanted} ones, and for each state of
     * the model one sound that has it, for Sphinx learns from that which states belong together.
     *
     * @param mdef a whole model definition
     * @param wanted each {@code sound before after}
     * @throws IllegalArgumentException when {@code mdef} is none
     */
    static byte[] reduced(byte[] mdef, Collection<String> wanted) {
        long[] hashes = wanted.stream().mapToLong(TriphoneTable::hash).sorted().toArray();
        return new TriphoneTable(mdef, hashes).reduce();
    }

    private byte[] reduce() {
        int[] header = new int[HEADER_LINES];
        int at = line(0); // the version
        for (int i = 0; i < HEADER_LINES; i++) {
            column(at);
            header[i] = number();
            at = line(at);
        }
        int singles = header[0];
        int states = header[2] / (singles + header[1]);
        int lines = 0;
        int triphones = 0;
        while (at < text.length) {
            int next = line(at);
            if (text[at] != '#') {
                boolean needed = isNeeded(at, states - 1);
                if (lines++ < singles || needed) {
                    triphones += lines > singles ? 1 : 0;
                    kept.write(text, at, next - at);
                }
            }
            at = next;
        }
        if (lines != singles + header[1]) {
            throw new IllegalArgumentException("not a model definition: " + lines + " lines of sounds");
        }
        String top = "0.3\n" + singles + " n_base\n" + triphones + " n_tri\n" + (singles + triphones) * states
                + " n_state_map\n" + header[3] + " n_tied_state\n" + header[4] + " n_tied_ci_state\n" + header[5]
                + " n_tied_tmat\n";
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(top.getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(kept.toByteArray());
        return whole.toByteArray();
    }

    /** Also notes its states. */
    private boolean isNeeded(int line, int states) {
        int at = line;
        long name = 0;
        for (int i = 0; i < COLUMNS_BEFORE_STATES; i++) {
            at = column(at);
            if (i < COLUMNS_OF_NAME) {
                name = hash(name, start, end);
            }
        }
        boolean needed = Arrays.binarySearch(wanted, name) >= 0;
        for (int i = 0; i < states; i++) {
            at = column(at);
            int state = number();
            needed |= !known.get(state);
            known.set(state);
        }
        return needed;
    }

    /** Two names with the same hash cost a line too many, and nothing else. */
    private long hash(long before, int from, int to) {
        long hash = before * 31 + ' ';
        for (int i = from; i < to; i++) {
            hash = hash * 31 + text[i];
        }
        return hash;
    }

    private static long hash(String triphone) {
        long hash = ' ';
        for (int i = 0; i < triphone.length(); i++) {
            hash = hash * 31 + triphone.charAt(i);
        }
        return hash;
    }

    /** Finds the next column from here on. */
    private int column(int from) {
        start = from;
        while (start < text.length && text[start] == ' ') {
            start++;
        }
        end = start;
        while (end < text.length && text[end] > ' ') {
            end++;
        }
        return end;
    }

    private int number() {
        int number = 0;
        for (int i = start; i < end; i++) {
            if (text[i] < '0' || text[i] > '9') {
                throw new IllegalArgumentException("not a model definition: no number at byte " + i);
            }
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    /** Where the next line begins. */
    private int line(int from) {
        int at = from;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, text.length);
    }
}
