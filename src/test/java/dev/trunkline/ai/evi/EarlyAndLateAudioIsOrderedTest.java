package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EarlyAndLateAudioIsOrderedTest {

    private final List<String> played = new ArrayList<>();
    private final AudioOrder order = new AudioOrder(new AudioOrder.Listener() {
        /** Writes down the byte, not the index: it tells which chunk it really was. */
        @Override
        public void onChunk(String id, byte[] wav, int lengthBytes) {
            played.add(id + (wav[0] & 0xff));
        }

        @Override
        public void onTurnEnded() {}

        @Override
        public void onRejected(String reason) {
            played.add(reason);
        }
    });

    @Test
    void chunksInOrderPassAtOnce() {
        add("a", 0);
        add("a", 1);
        add("b", 0);

        assertThat(played).containsExactly("a0", "a1", "b0");
    }

    @Test
    void anEarlyChunkWaitsForThoseBeforeIt() {
        add("a", 0);
        add("a", 3);
        add("a", 2);
        assertThat(played).containsExactly("a0");

        add("a", 1);

        assertThat(played).containsExactly("a0", "a1", "a2", "a3");
    }

    @Test
    void anyOrderOfAFewChunksComesOutSorted() {
        Random random = new Random(20261121);
        for (int round = 0; round < 200; round++) {
            String id = "s" + round;
            List<Integer> shuffled =
                    new ArrayList<>(IntStream.range(0, 20).boxed().toList());
            Collections.shuffle(shuffled, random);
            played.clear();

            shuffled.forEach(index -> add(id, index));

            assertThat(played)
                    .isEqualTo(IntStream.range(0, 20).mapToObj(i -> id + i).toList());
        }
    }

    @Test
    void aChunkThatComesTwiceIsPlayedOnce() {
        add("a", 0);
        add("a", 0);
        add("a", 2);
        add("a", 2);
        add("a", 1);
        add("a", 1);

        assertThat(played).containsExactly("a0", "duplicate_audio", "duplicate_audio", "a1", "a2", "duplicate_audio");
    }

    @Test
    void theEndOfTheTurnGivesUpWhatIsMissing() {
        add("a", 0);
        add("a", 2);
        order.endTurn();
        add("a", 1);
        add("a", 3);

        assertThat(played).containsExactly("a0", "missing_audio", "a2", "duplicate_audio", "a3");
    }

    @Test
    void theNextSentenceGivesUpWhatIsMissing() {
        add("a", 1);
        add("b", 0);

        assertThat(played).containsExactly("missing_audio", "a1", "b0");
    }

    @Test
    void tooManyWaitingChunksAreNotWaitedWith() {
        IntStream.rangeClosed(1, 33).forEach(index -> add("a", index));

        assertThat(played).hasSize(34).startsWith("missing_audio", "a1", "a2").endsWith("a33");
    }

    @Test
    void tooManyWaitingBytesAreNotWaitedWith() {
        byte[] megabyte = new byte[1024 * 1024];
        for (int index = 1; index <= 5; index++) {
            order.add(new AudioOutput().holding("a", index, megabyte, megabyte.length));
        }

        assertThat(played).hasSize(6).startsWith("missing_audio");
    }

    @Test
    void whatWaitsIsForgottenWhenTheCallerInterrupts() {
        add("a", 0);
        add("a", 2);
        order.interrupt();
        order.endTurn();
        add("b", 0);

        assertThat(played).containsExactly("a0", "b0");
    }

    @Test
    void waitingSoundSurvivesTheReuseOfItsBuffer() {
        byte[] buffer = {1};
        order.add(new AudioOutput().holding("a", 1, buffer, 1));
        buffer[0] = 0;
        order.add(new AudioOutput().holding("a", 0, buffer, 1));

        assertThat(played).containsExactly("a0", "a1");
    }

    @Test
    void soundWithoutIdOrIndexIsPlayedAsItComes() {
        add("", 0);
        add("", 1);
        add("", 0);
        add("a", EviMessage.NO_INDEX);
        add("a", EviMessage.NO_INDEX);

        assertThat(played).containsExactly("0", "1", "0", "a255", "a255");
    }

    private void add(String id, int index) {
        order.add(new AudioOutput().holding(id, index, new byte[] {(byte) index}, 1));
    }
}
