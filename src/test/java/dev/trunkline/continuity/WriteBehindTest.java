package dev.trunkline.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WriteBehindTest {

    private final AtomicInteger dropped = new AtomicInteger();
    private final WriteBehind<String> waiting = new WriteBehind<>(
            3, (earlier, later) -> earlier.startsWith("!") ? "!" + later : later, dropped::incrementAndGet);

    @Test
    void ofEachCallTheNewestIsWrittenAndNoneIsCountedAsLost() throws InterruptedException {
        waiting.put("a", "a1");
        waiting.put("b", "b1");
        waiting.put("a", "a2");

        assertThat(waiting.take(10, 0)).containsExactly("a2", "b1");
        assertThat(waiting.take(10, 0)).isEmpty();
        assertThat(dropped).hasValue(0);
    }

    @Test
    void whenItIsFullTheOldestGoesAndIsCounted() throws InterruptedException {
        List.of("a", "b", "c", "d", "e").forEach(each -> waiting.put(each, each));

        assertThat(waiting.take(10, 0)).containsExactly("c", "d", "e");
        assertThat(dropped).hasValue(2);
    }

    @Test
    void whatCouldNotBeWrittenWaitsUnlessALaterOneDoes() throws InterruptedException {
        waiting.put("a", "a2");
        waiting.giveBack("a", "!a1");
        waiting.giveBack("b", "b1");

        assertThat(waiting.take(10, 0)).containsExactly("!a2", "b1");
    }

    @Test
    void whatComesBackWhenThereIsNoRoomIsLost() throws InterruptedException {
        List.of("a", "b", "c").forEach(each -> waiting.put(each, each));
        waiting.giveBack("d", "d");

        assertThat(waiting.take(2, 0)).containsExactly("a", "b");
        assertThat(waiting.take(2, 0)).containsExactly("c");
        assertThat(dropped).hasValue(1);
    }

    @Test
    void nobodyWaitsForOneThatIsClosed() throws InterruptedException {
        waiting.put("a", "a1");
        waiting.close();

        assertThat(waiting.take(1, 60_000)).containsExactly("a1");
        assertThat(waiting.take(1, 60_000)).isEmpty();
    }
}
