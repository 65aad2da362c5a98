package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.chat.ChatStores;
import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.history.Recording;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.websocket.WebSocketClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordedChatIT {

    private final Notes notes = new Notes();
    private final TestEngine.ToldEars ears = new TestEngine.ToldEars();
    private final EventLoops loops = new EventLoops("recorded-chat-test", 2);
    private final Engine engine = start();

    @AfterEach
    void close() {
        engine.close();
        loops.close();
    }

    @Test
    void whatTheUserSendsAndWhatTheAgentSaysIsRecorded() {
        ears.willHear("hello");
        TestClient client = connect().declare().speak(600);
        client.silence(700);
        List<JsonNode> answer = client.until("assistant_end");
        client.disconnect();

        Tape tape = ended(chatId(answer));
        assertThat(tape.userSamples).isEqualTo(1_300 * 8);
        assertThat(tape.loudSamples).isGreaterThan(500 * 8);
        assertThat(tape.agentWavs)
                .containsExactlyElementsOf(answer.stream()
                        .filter(message -> TestClient.type(message).equals("audio_output"))
                        .map(message -> message.get("data").asText())
                        .toList());
    }

    @Test
    void sentencesFollowEachOtherAsTheyAreHeard() {
        // So long that the client has hung up before its end, however busy the machine is.
        String first = "One sentence that goes on" + " and on".repeat(30) + ".";
        TestClient client = connect();
        client.send("{\"type\":\"assistant_input\",\"text\":\"" + first + " And then another one.\"}");
        List<JsonNode> answer = client.until("assistant_end");
        client.disconnect();

        Tape tape = ended(chatId(answer));
        assertThat(tape.agentFromNanos).hasSize(2);
        // 30 ms for each letter.
        assertThat(tape.agentFromNanos.get(1) - tape.agentFromNanos.get(0)).isEqualTo(first.length() * 30_000_000L);
        assertThat(tape.cutNanos)
                .as("who hangs up hears no more")
                .singleElement()
                .satisfies(cut -> assertThat(cut).isLessThan(tape.agentFromNanos.get(1)));
    }

    @Test
    void whatAnInterruptionSparesTheUserIsCut() {
        TestClient client = connect().declare();
        client.send("{\"type\":\"assistant_input\",\"text\":\"" + "A very long sentence indeed ".repeat(20) + ".\"}");
        List<JsonNode> answer = client.until("assistant_end");
        client.speak(1_000).await("user_interruption");
        Tape tape = Objects.requireNonNull(notes.tapes.get(chatId(answer)));

        assertThat(tape.cutNanos).hasSize(1);
        assertThat(tape.cutNanos.get(0)).isGreaterThan(tape.agentFromNanos.get(0));
    }

    private Engine start() {
        ChatStores none = ChatStores.none();
        try {
            return Engine.start(
                    loops,
                    TestEngine.SETTINGS,
                    new EngineParts(
                            new TestEngine.HummingVoice(),
                            ears,
                            TestEngine.LoudnessActivity::new,
                            ScriptedDialogModel.ofTheLab(),
                            new HeuristicExpression()),
                    new ChatStores(none.history(), notes, none.plans()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestClient connect() {
        TestClient client = new TestClient();
        URI uri = URI.create("ws://127.0.0.1:" + engine.port() + "/v0/evi/chat");
        new WebSocketClient()
                .connect(
                        loops.workers().next(),
                        new WebSocketClient.Target(uri, Map.of(), 16 * 1024 * 1024, 30_000),
                        client.handler());
        return client;
    }

    private Tape ended(String chatId) {
        return Awaitility.await().until(() -> notes.tapes.get(chatId), tape -> tape.closed);
    }

    private static String chatId(List<JsonNode> messages) {
        return messages.get(0).get("chat_id").asText();
    }

    /** Notes what is to be recorded. */
    private static final class Notes implements Recordings {
        private final Map<String, Tape> tapes = new ConcurrentHashMap<>();

        @Override
        public Recording begin(String chatId) {
            return tapes.computeIfAbsent(chatId, id -> new Tape());
        }

        @Override
        public CompletableFuture<List<Reconstruction>> find(List<String> chatIds) {
            throw new UnsupportedOperationException();
        }
    }

    /** Written on the chat's loop, read when it is closed or the client has an answer to what was written. */
    private static final class Tape implements Recording {
        private final List<String> agentWavs = new ArrayList<>();
        private final List<Long> agentFromNanos = new ArrayList<>();
        private final List<Long> cutNanos = new ArrayList<>();
        private int userSamples;
        private int loudSamples;
        private volatile boolean closed;

        @Override
        public void user(short[] samples, long nowNanos) {
            userSamples += samples.length;
            for (short sample : samples) {
                loudSamples += Math.abs(sample) > 500 ? 1 : 0;
            }
        }

        @Override
        public void agent(List<String> wavsBase64, long fromNanos) {
            agentWavs.addAll(wavsBase64);
            agentFromNanos.add(fromNanos);
        }

        @Override
        public void postpone(long fromNanos, long byNanos) {}

        @Override
        public void cut(long nowNanos) {
            cutNanos.add(nowNanos);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
