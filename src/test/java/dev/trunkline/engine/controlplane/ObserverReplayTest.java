package dev.trunkline.engine.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.connection.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObserverReplayTest {

    private static final int MEGABYTE = 1024 * 1024;

    private final MemoryBudget budget = new MemoryBudget(1_000L * MEGABYTE);

    @Test
    void everythingSmallIsKeptInItsOrder() {
        Random random = new Random(3);
        ObserverReplay replay = new ObserverReplay(budget);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] frame = new byte[random.nextInt(100)];
            sent.add(frame);
            replay.add(frame, random.nextBoolean());
        }

        assertThat(replay.frames()).containsExactlyElementsOf(sent);
    }

    @Test
    void longSoundIsForgottenFromItsBeginningButNoWords() {
        ObserverReplay replay = new ObserverReplay(budget);
        byte[] metadata = new byte[1];
        byte[] word = new byte[2];
        replay.add(metadata, false);
        replay.add(word, false);
        List<byte[]> sound = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sound.add(new byte[MEGABYTE]);
            replay.add(sound.get(i), true);
        }

        List<byte[]> kept = replay.frames();
        assertThat(kept.subList(0, 2)).containsExactly(metadata, word);
        assertThat(kept.subList(2, kept.size())).containsExactlyElementsOf(sound.subList(12, 20));
    }

    @Test
    void endlessWordsAreForgottenButTheFirst() {
        ObserverReplay replay = new ObserverReplay(budget);
        byte[] metadata = new byte[1];
        replay.add(metadata, false);
        for (int i = 0; i < 10_000; i++) {
            replay.add(new byte[1_000], false);
        }

        assertThat(replay.frames().get(0)).isSameAs(metadata);
        assertThat(replay.frames()).hasSize(1 + 2 * MEGABYTE / 1_000);
    }

    @Test
    void manyChatsShareWhatTheEngineHasAndGiveItBack() {
        MemoryBudget small = new MemoryBudget(10L * MEGABYTE);
        List<ObserverReplay> chats = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ObserverReplay chat = new ObserverReplay(small);
            chats.add(chat);
            chat.add(new byte[1], false);
            for (int second = 0; second < 8; second++) {
                chat.add(new byte[MEGABYTE], true);
            }
        }

        long kept = chats.stream()
                .flatMap(chat -> chat.frames().stream())
                .mapToLong(frame -> frame.length)
                .sum();
        assertThat(kept).isBetween(10L * MEGABYTE, 10L * MEGABYTE + 100);

        chats.forEach(ObserverReplay::forget);
        ObserverReplay late = new ObserverReplay(small);
        late.add(new byte[1], false);
        late.add(new byte[8 * MEGABYTE], true);
        assertThat(late.frames()).hasSize(2);
    }
}
