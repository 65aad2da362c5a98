package dev.trunkline.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private static final int MEGABYTE = 1024 * 1024;

    private final Room room = new Room(1_000L * MEGABYTE);

    @Test
    void everythingSmallIsKeptInItsOrder() {
        Random random = new Random(3);
        Transcript transcript = new Transcript(room);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] frame = new byte[random.nextInt(100)];
            sent.add(frame);
            transcript.add(frame, random.nextBoolean());
        }

        assertThat(transcript.frames()).containsExactlyElementsOf(sent);
    }

    @Test
    void longSoundIsForgottenFromItsBeginningButNoWords() {
        Transcript transcript = new Transcript(room);
        byte[] metadata = new byte[1];
        byte[] word = new byte[2];
        transcript.add(metadata, false);
        transcript.add(word, false);
        List<byte[]> sound = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sound.add(new byte[MEGABYTE]);
            transcript.add(sound.get(i), true);
        }

        List<byte[]> kept = transcript.frames();
        assertThat(kept.subList(0, 2)).containsExactly(metadata, word);
        assertThat(kept.subList(2, kept.size())).containsExactlyElementsOf(sound.subList(12, 20));
    }

    @Test
    void endlessWordsAreForgottenButTheFirst() {
        Transcript transcript = new Transcript(room);
        byte[] metadata = new byte[1];
        transcript.add(metadata, false);
        for (int i = 0; i < 10_000; i++) {
            transcript.add(new byte[1_000], false);
        }

        assertThat(transcript.frames().get(0)).isSameAs(metadata);
        assertThat(transcript.frames()).hasSize(1 + 2 * MEGABYTE / 1_000);
    }

    @Test
    void manyChatsShareWhatTheEngineHasAndGiveItBack() {
        Room small = new Room(10L * MEGABYTE);
        List<Transcript> chats = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Transcript chat = new Transcript(small);
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

        chats.forEach(Transcript::forget);
        Transcript late = new Transcript(small);
        late.add(new byte[1], false);
        late.add(new byte[8 * MEGABYTE], true);
        assertThat(late.frames()).hasSize(2);
    }
}
