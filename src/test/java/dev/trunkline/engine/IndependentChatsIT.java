package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndependentChatsIT {

    @Test
    void chatsAtTheSameTimeHearOnlyTheirOwn() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                clients.add(engine.connect());
            }

            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).send("{\"type\":\"assistant_input\",\"text\":\"You are number " + i + ".\"}");
            }

            for (int i = 0; i < clients.size(); i++) {
                assertThat(clients.get(i).words()).containsExactly("You are number " + i + ".");
                assertThat(clients.get(i).pending()).isEmpty();
            }
        }
    }

    @Test
    void interruptionOfOneDoesNotStopTheOther() {
        // So long that it is still heard when the loud one speaks, however busy the machine is.
        EngineSettings talkative = TestEngine.SETTINGS.withGreeting(
                "This is a greeting of quite some length for all" + ", and it goes on".repeat(15) + ".");
        try (TestEngine engine = new TestEngine(talkative)) {
            TestClient loud = engine.connect().declare();
            TestClient quiet = engine.connect().declare();
            loud.until("assistant_end");
            quiet.until("assistant_end");

            loud.speak(700);
            quiet.silence(700);
            loud.await("user_interruption");
            quiet.send("{\"type\":\"assistant_input\",\"text\":\"Still here.\"}");

            assertThat(quiet.words()).containsExactly("Still here.");
        }
    }
}
