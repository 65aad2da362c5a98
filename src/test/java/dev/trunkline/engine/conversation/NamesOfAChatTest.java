package dev.trunkline.engine.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.RecordedHistory;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class NamesOfAChatTest {

    @Test
    void areNotKeptWithoutEnd() {
        RecordedHistory history = new RecordedHistory();
        ChatHistoryWriter writer =
                new ChatHistoryWriter(history, new ChatIds("chat", "group", "request"), InstantSource.system());

        for (int i = 1; i <= 100; i++) {
            writer.named("name " + i);
        }

        assertThat(history.names()).containsEntry("chat", "name 16");
    }
}
