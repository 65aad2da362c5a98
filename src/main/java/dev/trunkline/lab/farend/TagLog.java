package dev.trunkline.lab.farend;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened when, by the clock that all processes of one Linux machine share ({@code System.nanoTime}). Keeps so many
 * notes as nobody has taken, up to a bound; then the newest are lost and counted. Thread-safe.
 */
final class TagLog {

    static final String TRUNCATION = "truncation";
    static final String REJECTION = "rejected";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 500_000;

    private List<Record> kept = new ArrayList<>();
    private long lost;

    /**
     * One thing that happened.
     *
     * @param caller the variable {@code caller} of the chat's session, else its custom session id, else ""; in the Realtime dialect
     *     the caller's number in the instructions or the system's items
     * @param kind a {@link Tag#label} when one was heard, its {@link Tag#obeyed} when what it asks for was sent; too_long; in the
     *     Realtime dialect also tool, when the result of a call came
     * @param tag which tag of the chat it is, or is due to, counted from 0; -1 for talking unasked
     */
    private record Note(String caller, String kind, int tag, long nanos) {}

    /**
     * Something that happened in a chat of a numbered far end.
     *
     * @param kind opened, turn, said, word or gone
     * @param chat its id
     * @param group its conversation's id
     * @param value of opened: which chat of its conversation it is, counted from 0; of turn and word their number; of said: how many
     *     milliseconds the last turn had; of gone: 1
     *     when the client said goodbye, else 0
     */
    record ChatNote(String caller, String kind, String chat, String group, int value, long nanos) {}

    /**
     * A client of the Realtime dialect has said how much of an item was heard.
     *
     * @param kind {@value #TRUNCATION}
     * @param item its id
     * @param audioEndMillis how much was heard, by the client
     * @param sentMillis how much of it had left here
     */
    record Truncation(String caller, String kind, String item, int audioEndMillis, int sentMillis, long nanos) {}

    /**
     * A client's event was answered with an error, in the Realtime dialect.
     *
     * @param kind {@value #REJECTION}
     * @param code the error's
     */
    record Rejection(String caller, String kind, String code, long nanos) {}

    void add(String caller, String kind, int tag, long nanos) {
        add(new Note(caller, kind, tag, nanos));
    }

    synchronized void add(Record note) {
        if (kept.size() < MOST) {
            kept.add(note);
        } else {
            lost++;
        }
    }

    /** One JSON object per line, oldest first; forgets them. The last line says how many were lost, if any were. */
    String take() {
        List<Record> taken;
        long lostBefore;
        synchronized (this) {
            taken = kept;
            lostBefore = lost;
            kept = new ArrayList<>();
            lost = 0;
        }
        StringBuilder text = new StringBuilder();
        for (Record note : taken) {
            text.append(JSON.valueToTree(note).toString()).append('\n');
        }
        return lostBefore == 0 ? text.toString() : text + "{\"lost\":" + lostBefore + "}\n";
    }
}
