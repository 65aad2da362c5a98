package dev.trunkline.engine;

import dev.trunkline.engine.chat.ChatStores;
import dev.trunkline.engine.plan.ChatPlan;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientLeavesBeforeItsChatIsOpenIT {

    @Test
    void nothingIsLeftBehind() {
        CompletableFuture<@Nullable ChatPlan> slow = new CompletableFuture<>();
        ChatStores stores = new ChatStores(ChatStores.none().history(), (configId, version) -> slow);
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS, new NotingMind(), stores)) {
            TestClient client = engine.connect("?config_id=00000000-0000-4000-8000-000000000001")
                    .type("hello");
            engine.connect().type("hello").words();

            client.disconnect();
            slow.complete(ChatPlan.defaults());

            Awaitility.await().until(() -> engine.engine().openChats() == 1);
        }
    }
}
