package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private final List<String> events = new ArrayList<>();
    private final EventStream stream = new EventStream();

    private void read(String text) {
        stream.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), events::add);
    }

    @Test
    void eventEndsWithABlankLine() {
        read("data: one\n");
        assertThat(events).isEmpty();

        read("\ndata: two\n\n");

        assertThat(events).containsExactly("one", "two");
    }

    @Test
    void allThreeLineEndsCount() {
        read("data: a\r\n\r\ndata: b\r\rdata: c\n\n");

        assertThat(events).containsExactly("a", "b", "c");
    }

    @Test
    void linesOfOneEventAreJoined() {
        read("data: a\ndata:b\ndata\ndata:  c\n\n");

        assertThat(events).containsExactly("a\nb\n\n c");
    }

    @Test
    void commentsNamesAndIdsAreSkipped() {
        read("\ufeffdata: a\n: keep-alive\nevent: x\nid: 1\nretry: 5\ndatabase: y\n\n: ping\n\n");

        assertThat(events).containsExactly("a");
    }

    @Test
    void lastEventMayLackItsBlankLine() {
        read("data: a\n\ndata: b");

        stream.end(events::add);

        assertThat(events).containsExactly("a", "b");
    }

    @Test
    void bytesMayBeSplitAnywhere() {
        String text = "data: Grüße, 東京 😀\r\n\r\n: c\r\ndata: x\r\ndata: y\r\n\r\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            List<String> heard = new ArrayList<>();
            EventStream split = new EventStream();
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(4));
                split.read(ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, end)), heard::add);
                at = end;
            }
            assertThat(heard).containsExactly("Grüße, 東京 😀", "x\ny");
        }
    }

    @Test
    void hugeLineIsRefused() {
        assertThatThrownBy(() -> read("data: " + "x".repeat(300_000)))
                .isInstanceOf(ModelFailure.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void hugeEventOfManyLinesIsRefused() {
        assertThatThrownBy(() -> read(("data: " + "x".repeat(1_000) + "\n").repeat(300)))
                .isInstanceOf(ModelFailure.class);
    }
}
