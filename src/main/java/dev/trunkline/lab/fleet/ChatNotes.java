package dev.trunkline.lab.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.lab.farend.NumberedSound;
import dev.trunkline.lab.history.CallHistory;
import dev.trunkline.lab.history.HistoryEvent.ChatClosed;
import dev.trunkline.lab.history.HistoryEvent.ChatOpened;
import dev.trunkline.lab.history.HistoryEvent.Cleared;
import dev.trunkline.lab.history.HistoryEvent.Heard;
import dev.trunkline.lab.history.HistoryEvent.StreamClosed;
import dev.trunkline.lab.history.HistoryEvent.TurnAccounted;
import dev.trunkline.lab.history.HistoryEvent.WordHeard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Tells a history what a numbered far end has noted. Confined to one thread. */
final class ChatNotes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long EDGE_MILLIS = 20;
    private static final long PLAYED_NANOS = TimeUnit.SECONDS.toNanos(3); // behind the last of it
    private static final long STALLED_NANOS =
            TimeUnit.SECONDS.toNanos(7); // where the way stood still; less than until its like

    private final CallHistory history;
    private final Map<String, Turn> begun = new HashMap<>();
    private final List<Turn> whole = new ArrayList<>();
    private final Map<String, List<Long>> interruptions = new HashMap<>(); // by their calls, in ns

    /** A turn of a chat. */
    private record Turn(String call, int code, long nanos, long millis) {}

    ChatNotes(CallHistory history) {
        this.history = history;
    }

    /** Reads a far end's log; what is no note of a chat is passed over. */
    void read(String lines) {
        for (String line : lines.lines().toList()) {
            if (line.contains("\"chat\"")) {
                try {
                    read(JSON.readTree(line));
                } catch (JsonProcessingException e) {
                    // no note
                }
            }
        }
    }

    private void read(JsonNode note) {
        String call = note.path("caller").asText();
        String chat = note.path("chat").asText();
        int value = note.path("value").asInt();
        long nanos = note.path("nanos").asLong();
        switch (note.path("kind").asText()) {
            case "opened" ->
                history.add(new ChatOpened(
                        call, chat, note.path("group").asText(), value % NumberedSound.generations(), nanos));
            case "gone" -> {
                if (!call.isEmpty()) { // else it was gone before it was settled
                    history.add(new ChatClosed(call, chat, value == 1, nanos));
                }
            }
            case "word" -> history.add(new WordHeard(call, chat, value, nanos));
            case "interrupted" ->
                interruptions.computeIfAbsent(call, key -> new ArrayList<>()).add(nanos);
            case "turn" -> begun.put(chat, new Turn(call, value, nanos, 0));
            case "said" -> {
                Turn turn = begun.get(chat);
                if (turn != null) {
                    whole.add(new Turn(call, turn.code, turn.nanos, value));
                }
            }
            default -> {}
        }
    }

    /** What was heard of turns that nothing disturbed, when all is over. */
    void accountForTurns() {
        Map<String, CallHistory.OfCall> calls = history.calls();
        for (Turn turn : whole) {
            CallHistory.OfCall call = calls.get(turn.call);
            if (call == null) {
                continue;
            }
            TurnAccounted soon = account(turn, call, PLAYED_NANOS);
            boolean isLate = soon.clearedMillis() == 0 && soon.playedMillis() < turn.millis - 2 * EDGE_MILLIS;
            history.add(isLate ? account(turn, call, STALLED_NANOS) : soon);
        }
        whole.clear();
    }

    private TurnAccounted account(Turn turn, CallHistory.OfCall call, long playedNanos) {
        long untilNanos = turn.nanos + TimeUnit.MILLISECONDS.toNanos(turn.millis) + playedNanos;
        // An interruption alone, where the phone had nothing left to clear: what came with it is not played any more.
        boolean isDisturbed = call.events().stream()
                        .anyMatch(event -> (event instanceof Cleared
                                        || event instanceof ChatClosed
                                        || event instanceof StreamClosed)
                                && event.nanos() >= turn.nanos
                                && event.nanos() <= untilNanos)
                || interruptions.getOrDefault(turn.call, List.of()).stream()
                        .anyMatch(nanos -> nanos >= turn.nanos && nanos <= untilNanos);
        long heardNanos = call.of(Heard.class).stream()
                .filter(heard ->
                        heard.turn() == turn.code && heard.nanos() >= turn.nanos && heard.nanos() <= untilNanos)
                .mapToLong(Heard::soundNanos)
                .sum();
        long playedMillis = Math.round(heardNanos / 1e6);
        long clearedMillis = isDisturbed ? Math.max(0, turn.millis - playedMillis) : 0;
        return new TurnAccounted(
                turn.call,
                Integer.toString(turn.code),
                turn.millis,
                playedMillis,
                isDisturbed ? 0 : edgeMillis(turn.millis - playedMillis),
                clearedMillis,
                turn.nanos);
    }

    /** A turn's first and last 20 ms are half another's, and known as nobody's. */
    private static long edgeMillis(long missingMillis) {
        return missingMillis > 0 && missingMillis <= 2 * EDGE_MILLIS ? missingMillis : 0;
    }
}
