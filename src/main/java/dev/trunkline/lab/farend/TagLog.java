package dev.trunkline.lab.farend;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened when, by the clock that all processes of one Linux machine share ({@code System.nanoTime}). Keeps so many
 * notes as nobody has taken, up to a bound; then the newest are lost and counted. Thread-safe.
 */
final class TagLog {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 500_000;

    private List<Note> kept = new ArrayList<>();
    private long lost;

    /**
     * One thing that happened.
     *
     * @param caller the variable {@code caller} of the chat's session, else its custom session id, else ""
     * @param kind a {@link Tag#label} when one was heard, its {@link Tag#obeyed} when what it asks for was sent
     * @param tag which tag of the chat it is, or is due to, counted from 0; -1 for talking unasked
     */
    private record Note(String caller, String kind, int tag, long nanos) {}

    synchronized void add(String caller, String kind, int tag, long nanos) {
        if (kept.size() < MOST) {
            kept.add(new Note(caller, kind, tag, nanos));
        } else {
            lost++;
        }
    }

    /** One JSON object per line, oldest first; forgets them. The last line says how many were lost, if any were. */
    String take() {
        List<Note> taken;
        long lostBefore;
        synchronized (this) {
            taken = kept;
            lostBefore = lost;
            kept = new ArrayList<>();
            lost = 0;
        }
        StringBuilder text = new StringBuilder();
        for (Note note : taken) {
            text.append(JSON.valueToTree(note).toString()).append('\n');
        }
        return lostBefore == 0 ? text.toString() : text + "{\"lost\":" + lostBefore + "}\n";
    }
}
