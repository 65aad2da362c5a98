package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.plan.ChatLimits;
import org.junit.jupiter.api.Test;

/** A chat that is opened beside another of the same conversation, to follow it, does not ask whether anybody is there. */
class ChatThatWaitsIsNotNudgedIT {

    private static final int NUDGE_MILLIS = 10_000;

    private final ChatScene scene =
            new ChatScene(TestEngine.SETTINGS.withLimits(new ChatLimits(600_000, 600_000, NUDGE_MILLIS, 2)));

    @Test
    void whileTheOtherTalksAndIsWhenItIsAloneAndSilent() {
        ChatScene.Caller first = scene.connect();
        String group = first.await("chat_metadata").path("chat_group_id").asText();
        ChatScene.Caller waiting = scene.connect("?resumed_chat_group_id=" + group);
        waiting.await("chat_metadata");
        for (int i = 0; i < 5; i++) {
            scene.time.advanceMillis(NUDGE_MILLIS / 2);
            first.type("hello").words();
        }
        assertThat(waiting.pending()).isEmpty();

        first.disconnect();
        scene.time.advanceMillis(2 * NUDGE_MILLIS + 1_000);

        assertThat(waiting.take()).isNotEmpty();
    }
}
