package dev.trunkline.speech.moonshine;

import dev.trunkline.speech.SpeechFailedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The pieces of words that the network writes, by number: one a line, as in Llama's vocabulary. Immutable. */
final class Vocabulary {

    private static final int LEAST_PIECES = 1_000;
    private static final char SPACE = '\u2581'; // how pieces write a space
    private static final int BYTE_LENGTH = "<0x00>".length();

    private final List<String> pieces;

    /** @throws SpeechFailedException when these are no pieces */
    Vocabulary(byte[] lines) {
        this.pieces = List.of(new String(lines, StandardCharsets.UTF_8).split("\n", -1));
        if (pieces.size() < LEAST_PIECES) {
            throw new SpeechFailedException("the vocabulary of Moonshine has " + pieces.size() + " pieces only");
        }
    }

    /** What the pieces spell, with single spaces. */
    String text(List<Integer> tokens) {
        var bytes = new ByteArrayOutputStream();
        for (int token : tokens) {
            String piece = token < pieces.size() ? pieces.get(token) : "";
            if (piece.length() == BYTE_LENGTH && piece.startsWith("<0x")) {
                bytes.write(Integer.parseInt(piece.substring(3, 5), 16));
            } else if (!isMark(piece)) {
                bytes.writeBytes(piece.replace(SPACE, ' ').getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    }

    /** What stands for no sound: {@code <s>} and its like. */
    private static boolean isMark(String piece) {
        return piece.length() > 2 && piece.charAt(0) == '<' && piece.charAt(piece.length() - 1) == '>';
    }
}
