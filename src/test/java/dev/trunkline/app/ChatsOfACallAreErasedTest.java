package dev.trunkline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.config.EngineConfig;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.History;
import dev.trunkline.record.Erasable.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatsOfACallAreErasedTest {

    /** Opened beside the chat that the call then went on in, say: no record knows its conversation. */
    @Test
    void alsoThoseThatNobodyKnowsTheConversationOf() throws Exception {
        try (EngineStore store = EngineStore.open(new EngineConfig.Store(null, null, 1))) {
            History history = store.stores().history();
            history.opened(new ChatEntry("lost", "unknown", ChatEntry.Status.ACTIVE, 1, null, 0, null, null, null));
            history.named("lost", "CA1");

            assertThat(store.chats().erase(new Caller("14155550100", Set.of("CA1"), Set.of())))
                    .isEqualTo(1);
            assertThat(history.chat("lost").join()).isNull();
        }
    }

    /** Who is told to ask again must not be told the next time that nothing was left. */
    @Test
    void whoAsksAgainFindsARecordingThatCouldNotBeDeleted(@TempDir Path folder) throws Exception {
        String chatId = "0f8fad5b-d9cb-469f-a165-70867728950e";
        Path recording = folder.resolve(chatId + ".wav");
        Path hindrance = Files.createDirectories(recording.resolve("full"));
        Caller caller = new Caller("14155550100", Set.of(), Set.of("theirs"));
        try (EngineStore store = EngineStore.open(new EngineConfig.Store(null, folder, 1))) {
            store.stores()
                    .history()
                    .opened(new ChatEntry(chatId, "theirs", ChatEntry.Status.ACTIVE, 1, null, 0, null, null, null));
            assertThatThrownBy(() -> store.chats().erase(caller)).isInstanceOf(IOException.class);

            Files.delete(hindrance);

            assertThat(store.chats().erase(caller)).isEqualTo(1);
            assertThat(recording).doesNotExist();
            assertThat(store.chats().erase(caller)).isZero();
        }
    }
}
