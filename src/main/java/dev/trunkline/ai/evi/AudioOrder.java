package dev.trunkline.ai.evi;

import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import dev.trunkline.bounded.BoundedMap;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells the sound of an agent, with the chunks of each sentence in the order of their index. A chunk that comes early waits for those before it, until
 * the sentence or the turn is over or too much waits; a chunk that comes twice is dropped. Sentences themselves stay in
 * the order in which they begin. Confined to the call's loop.
 */
final class AudioOrder {

    /** Who is told. */
    interface Listener {
        /**
         * The next chunk.
         *
         * @param wav valid only until this returns
         */
        void onChunk(String sentence, byte[] wav, int lengthBytes);

        void onTurnEnded();

        /**
         * A chunk is dropped.
         *
         * @param reason a metric label
         */
        void onRejected(String reason);
    }

    private static final int MOST_WAITING = 32;
    private static final int MOST_WAITING_BYTES = 4 * 1024 * 1024;
    /** Sentences whose progress is remembered; EVI is at most a few ahead of what it says. */
    private static final int MOST_SENTENCES = 64;

    private final Listener listener;
    private final Map<String, Integer> nextIndex = new BoundedMap<>(MOST_SENTENCES);
    private final TreeMap<Integer, byte[]> waiting = new TreeMap<>();
    private int waitingBytes;
    private String sentence = "";
    private boolean silenced; // perhaps by the call itself, while it is told

    AudioOrder(Listener listener) {
        this.listener = listener;
    }

    /** Nothing more is told, not even what waits. */
    void silence() {
        silenced = true;
    }

    void add(AudioOutput chunk) {
        if (!chunk.id().equals(sentence)) {
            giveUpMissing();
            sentence = chunk.id();
        }
        int expected = nextIndex.getOrDefault(sentence, 0);
        // Without an id one sentence cannot be told from the next, and without an index there is nothing to order by.
        int index = chunk.index() == EviMessage.NO_INDEX || sentence.isEmpty() ? expected : chunk.index();
        if (index < expected || waiting.containsKey(index)) {
            reject(Rejection.DUPLICATE_AUDIO);
        } else if (index > expected) {
            waiting.put(index, Arrays.copyOf(chunk.wav(), chunk.lengthBytes()));
            waitingBytes += chunk.lengthBytes();
            if (waiting.size() > MOST_WAITING || waitingBytes > MOST_WAITING_BYTES) {
                giveUpMissing();
            }
        } else {
            play(index, chunk.wav(), chunk.lengthBytes());
            playWaitingFrom(index + 1);
        }
    }

    /** All of the turn has been sent; what is missing now will not come. */
    void endTurn() {
        giveUpMissing();
        if (!silenced) {
            listener.onTurnEnded();
        }
    }

    /** Nothing that waits will be wanted. */
    void interrupt() {
        if (!waiting.isEmpty()) {
            nextIndex.put(sentence, waiting.lastKey() + 1);
        }
        waiting.clear();
        waitingBytes = 0;
    }

    private void giveUpMissing() {
        if (!waiting.isEmpty()) {
            reject(Rejection.MISSING_AUDIO);
        }
        while (!waiting.isEmpty()) {
            playFirstWaiting();
        }
    }

    private void playWaitingFrom(int index) {
        int expected = index;
        while (!waiting.isEmpty() && waiting.firstKey() == expected) {
            playFirstWaiting();
            expected++;
        }
    }

    private void playFirstWaiting() {
        var first = waiting.pollFirstEntry();
        waitingBytes -= first.getValue().length;
        play(first.getKey(), first.getValue(), first.getValue().length);
    }

    private void play(int index, byte[] wav, int lengthBytes) {
        nextIndex.put(sentence, index + 1);
        if (!silenced) {
            listener.onChunk(sentence, wav, lengthBytes);
        }
    }

    private void reject(Rejection reason) {
        if (!silenced) {
            listener.onRejected(reason.label());
        }
    }
}
