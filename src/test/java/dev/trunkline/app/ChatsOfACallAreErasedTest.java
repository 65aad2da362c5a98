package dev.trunkline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.config.EngineConfig;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.History;
import dev.trunkline.record.Erasable.Caller;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
}
