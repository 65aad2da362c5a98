package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.conversation.MissedSpeech;
import java.util.ArrayList;
import java.util.List;

/** What the agent said in one item, and when in its sound: so that what was heard of it is known in words. Immutable. */
record SaidWords(List<Piece> pieces) {

    static final SaidWords NONE = new SaidWords(List.of());

    /** A sentence, up to a moment of the item's sound, and its event in the history. */
    record Piece(String text, long untilNanos, String eventId) {}

    SaidWords {
        pieces = List.copyOf(pieces);
    }

    /** And then this. */
    SaidWords and(String text, long nanos, String eventId) {
        List<Piece> more = new ArrayList<>(pieces);
        more.add(new Piece(text, lengthNanos() + nanos, eventId));
        return new SaidWords(more);
    }

    long lengthNanos() {
        return pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).untilNanos;
    }

    String text() {
        return String.join(" ", pieces.stream().map(Piece::text).toList());
    }

    /** What somebody heard who heard so much: of a sentence that was cut off, as many words as fit its part. */
    SaidWords heard(long heardNanos) {
        List<Piece> heard = new ArrayList<>();
        long fromNanos = 0;
        for (Piece piece : pieces) {
            if (piece.untilNanos <= heardNanos) {
                heard.add(piece);
            } else if (fromNanos < heardNanos) {
                double share = (heardNanos - fromNanos) / (double) (piece.untilNanos - fromNanos);
                heard.add(new Piece(beginning(piece.text, share), heardNanos, piece.eventId));
            }
            fromNanos = piece.untilNanos;
        }
        return new SaidWords(heard);
    }

    /** What somebody missed who heard so much. */
    MissedSpeech missed(long heardNanos) {
        List<String> wholly = new ArrayList<>();
        List<String> partly = new ArrayList<>();
        long fromNanos = 0;
        for (Piece piece : pieces) {
            if (piece.untilNanos > heardNanos) {
                (fromNanos < heardNanos ? partly : wholly).add(piece.eventId);
            }
            fromNanos = piece.untilNanos;
        }
        return new MissedSpeech(wholly, partly);
    }

    private static String beginning(String text, double share) {
        int chars = (int) (text.length() * share);
        int border = text.lastIndexOf(' ', chars);
        return border < 0 ? "" : text.substring(0, border);
    }
}
