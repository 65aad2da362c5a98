package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.testing.ManualScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client opens its player after its microphone: what sounds before is lost, as Hume's own quickstart shows. */
class FirstSoundWaitsForThePlayerTest {

    private static final ServerMessage WORDS =
            new ServerMessage.AssistantMessage("1", "Hi.", Map.of(), false, false, null);
    private static final ServerMessage SOUND = new ServerMessage.AudioOutput("1", 0, "UklGRg==");
    private static final ServerMessage PROSODY = new ServerMessage.AssistantProsody("1", Map.of());
    private static final ServerMessage END = new ServerMessage.AssistantEnd();
    private static final ServerMessage TYPED = new ServerMessage.UserMessage("Hi", Map.of(), true, false, 0, 0, null);

    private final ManualScheduler scheduler = new ManualScheduler();
    private final Noted sent = new Noted();
    private final PlayerReadyClient delivery = new PlayerReadyClient(sent, true, false, scheduler);

    @Test
    void soundGoesHalfASecondAfterTheChatOpenedAndTextAtOnce() {
        delivery.begin();
        greet();

        scheduler.advanceMillis(499);
        assertThat(sent.messages).containsExactly(WORDS);
        assertThat(delivery.heldBackNanos()).isEqualTo(499_000_000);
        scheduler.advanceMillis(1);
        assertThat(sent.messages).containsExactly(WORDS, SOUND, PROSODY, WORDS, SOUND, PROSODY, END);
        scheduler.advanceMillis(1_000);
        assertThat(delivery.heldBackNanos()).isEqualTo(500_000_000);
    }

    @Test
    void callersFirstSoundLetsTheAgentsGoAtOnce() {
        delivery.begin();
        greet();
        scheduler.advanceMillis(20);

        delivery.clientSounds();

        assertThat(sent.messages).containsExactly(WORDS, SOUND, PROSODY, WORDS, SOUND, PROSODY, END);
    }

    @Test
    void greetingOfACallerWhoIsHeardAlreadyIsNotLaterThanBefore() {
        delivery.begin();
        delivery.clientSounds();

        greet();

        assertThat(sent.messages).containsExactly(WORDS, SOUND, PROSODY, WORDS, SOUND, PROSODY, END);
        assertThat(delivery.heldBackNanos()).isZero();
    }

    @Test
    void wordsOfTheCallerDoNotWaitAndEverythingOfTheAgentKeepsItsOrder() {
        ServerMessage call = new ServerMessage.ToolCall("t", "look_up", "{}", false, true);
        delivery.begin();
        delivery.send(SOUND);

        List.of(call, TYPED, WORDS).forEach(delivery::send);
        assertThat(sent.messages).containsExactly(TYPED);
        delivery.release();

        assertThat(sent.messages).containsExactly(TYPED, SOUND, call, WORDS);
    }

    @Test
    void lastWordsOfAChatThatEndsAreSentBefore() {
        delivery.begin();
        greet();

        delivery.fail(Problem.INACTIVE, "over", "");

        assertThat(sent.messages).hasSize(7);
        assertThat(sent.failures).containsExactly(Problem.INACTIVE);
    }

    @Test
    void clientThatCannotKnowProsodyIsNotSentAny() {
        PlayerReadyClient old = new PlayerReadyClient(sent, false, false, scheduler);
        old.clientSounds();

        List.of(WORDS, SOUND, PROSODY, END).forEach(old::send);

        assertThat(sent.messages).containsExactly(WORDS, SOUND, END);
    }

    private void greet() {
        List.of(WORDS, SOUND, PROSODY, WORDS, SOUND, PROSODY, END).forEach(delivery::send);
    }

    private static final class Noted implements Client {
        private final List<ServerMessage> messages = new ArrayList<>();
        private final List<Problem> failures = new ArrayList<>();

        @Override
        public void send(ServerMessage message) {
            messages.add(message);
        }

        @Override
        public void fail(Problem problem, String message, String cause) {
            failures.add(problem);
        }

        @Override
        public void holdBack(long nanos) {}

        @Override
        public void close() {}
    }
}
