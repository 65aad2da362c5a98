package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testing.Allocation;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioRingTest {

    @Test
    void anEmptyRingGivesNothing() {
        var ring = new AudioRing(64, 256);

        assertThat(ring.availableBytes()).isZero();
        assertThat(ring.read(new byte[10], 0, 10)).isZero();
        assertThat(ring.clear()).isZero();
    }

    @Test
    void whatGoesInComesOutInOrderAndOnlyOnce() {
        var ring = new AudioRing(64, 256);
        ring.write(new byte[] {9, 1, 2, 3, 9}, 1, 3);

        var target = new byte[] {7, 7, 7, 7, 7};
        int given = ring.read(target, 1, 4);

        assertThat(given).isEqualTo(3);
        assertThat(target).containsExactly(7, 1, 2, 3, 7);
        assertThat(ring.availableBytes()).isZero();
    }

    @Test
    void oneBlockIsUsedRoundAndRound() {
        var ring = new AudioRing(64, 64);
        var frame = new byte[48];
        for (int round = 0; round < 1_000; round++) {
            for (int i = 0; i < frame.length; i++) {
                frame[i] = (byte) (round + i);
            }
            assertThat(ring.write(frame, 0, 48)).isEqualTo(48);
            var heard = new byte[48];
            assertThat(ring.read(heard, 0, 48)).isEqualTo(48);
            assertThat(heard).isEqualTo(frame);
        }
    }

    @Test
    void aFullRingTakesLessAndSaysSo() {
        var ring = new AudioRing(64, 256);

        assertThat(ring.write(new byte[300], 0, 300)).isEqualTo(256);
        assertThat(ring.write(new byte[1], 0, 1)).isZero();
        assertThat(ring.availableBytes()).isEqualTo(256);

        ring.read(new byte[64], 0, 64);
        ring.read(new byte[1], 0, 1); // the emptied block is let go with the first byte of the next one
        assertThat(ring.write(new byte[300], 0, 300)).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "3, 4", "64, 64", "65, 128"})
    void blocksAreRoundedUpToPowersOfTwo(int blockBytes, int roundedBytes) {
        var ring = new AudioRing(blockBytes, 1);

        assertThat(ring.write(new byte[1_000], 0, 1_000)).isEqualTo(roundedBytes);
    }

    @Test
    void aBacklogIsReadAcrossItsBlocks() {
        var ring = new AudioRing(64, 1_024);
        var backlog = new byte[1_000];
        new Random(1).nextBytes(backlog);
        ring.write(backlog, 0, 1_000);

        var heard = new byte[1_100];
        int given = ring.read(heard, 0, 1_100);

        assertThat(given).isEqualTo(1_000);
        assertThat(heard).startsWith(backlog);
    }

    @Test
    void afterABacklogItIsOneBlockAgain() {
        var ring = new AudioRing(64, 1_024);
        ring.write(new byte[1_000], 0, 1_000);
        ring.read(new byte[1_000], 0, 1_000);

        var frame = new byte[64];
        long steadyBytes = Allocation.bytesOf(1_000, () -> {
            ring.write(frame, 0, 60);
            ring.read(frame, 0, 60);
        });

        assertThat(steadyBytes).isZero();
        assertThat(ring.write(new byte[2_000], 0, 2_000)).isEqualTo(1_024);
    }

    @Test
    void oneBacklogAfterAnotherNeedsNoNewBlocks() {
        var ring = new AudioRing(64, 1_024);
        var backlog = new byte[1_000];

        long steadyBytes = Allocation.bytesOf(100, () -> {
            ring.write(backlog, 0, 1_000);
            ring.read(backlog, 0, 1_000);
        });

        assertThat(steadyBytes).isZero();
    }

    @Test
    void whatOneRingHeldIsNotHeardFromTheNext() {
        var first = new AudioRing(64, 1_024);
        var spoken = new byte[1_000];
        Arrays.fill(spoken, (byte) 7);
        first.write(spoken, 0, 1_000);
        first.clear();
        first.write(spoken, 0, 10);

        var second = new AudioRing(64, 1_024);
        assertThat(second.write(new byte[300], 0, 300)).isEqualTo(300);
        var heard = new byte[1_000];
        assertThat(second.read(heard, 0, 1_000)).isEqualTo(300);
        assertThat(heard).containsOnly(0);
        assertThat(second.availableBytes()).isZero();
        assertThat(first.availableBytes()).isEqualTo(10);
    }

    @Test
    void ringsOfOtherBlocksDoNotMeet() {
        var small = new AudioRing(16, 1_024);
        var large = new AudioRing(256, 1_024);
        for (int round = 0; round < 10; round++) {
            for (AudioRing ring : List.of(small, large)) {
                assertThat(ring.write(new byte[2_000], 0, 2_000)).isEqualTo(1_024);
                assertThat(ring.clear()).isEqualTo(1_024);
            }
        }
    }

    @Test
    void clearingDropsEverythingAndCountsIt() {
        var ring = new AudioRing(64, 1_024);
        ring.write(new byte[700], 0, 700);
        ring.read(new byte[100], 0, 100);

        assertThat(ring.clear()).isEqualTo(600);
        assertThat(ring.availableBytes()).isZero();
        ring.write(new byte[] {1, 2}, 0, 2);
        var heard = new byte[2];
        assertThat(ring.read(heard, 0, 2)).isEqualTo(2);
        assertThat(heard).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"1, 16, 16", "2, 16, 64", "3, 64, 1024", "4, 2, 8"})
    void anyMixtureOfRequestsBehavesLikeAQueue(int seed, int blockBytes, int maxBytes) {
        var random = new Random(seed);
        var ring = new AudioRing(blockBytes, maxBytes);
        var model = new ArrayDeque<Byte>();
        byte next = 0;
        for (int step = 0; step < 10_000; step++) {
            var piece = new byte[random.nextInt(2 * blockBytes + 5)];
            if (random.nextInt(2) == 0) {
                for (int i = 0; i < piece.length; i++) {
                    piece[i] = next++;
                }
                int taken = ring.write(piece, 0, piece.length);
                next -= (byte) (piece.length - taken);
                for (int i = 0; i < taken; i++) {
                    model.add(piece[i]);
                }
            } else if (random.nextInt(50) == 0) {
                assertThat(ring.clear()).isEqualTo(model.size());
                model.clear();
            } else {
                int given = ring.read(piece, 0, piece.length);
                assertThat(given).isEqualTo(Math.min(piece.length, model.size()));
                for (int i = 0; i < given; i++) {
                    assertThat(piece[i]).isEqualTo(model.remove());
                }
            }
            assertThat(ring.availableBytes()).isEqualTo(model.size()).isLessThanOrEqualTo(maxBytes);
        }
    }
}
