package dev.trunkline.lab.farend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A far end does to its chats what its script says, and to no others. */
class ScriptedFarEndIT {

    private static FarEnd farEnd(String... faults) throws Exception {
        ChatFault[] read = List.of(faults).stream().map(ChatFault::read).toArray(ChatFault[]::new);
        return FarEnd.start(FarEndSettings.local().speaking(24_000, 1, false).scripted(FarEndScript.of(1, read)));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410, 429, 500, 503})
    void aHandshakeIsRefusedWithAnyStatus(int status) throws Exception {
        try (FarEnd farEnd = farEnd("refuse=" + status)) {
            assertRefused(farEnd, status);
        }
    }

    private static void assertRefused(FarEnd farEnd, int status) {
        assertThatThrownBy(() -> new Client(farEnd))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void aChatIsClosedBehindSoManyMessages() throws Exception {
        try (FarEnd farEnd = farEnd("close=1012@4");
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.until("chat_metadata");
            client.send("{\"type\":\"user_input\"}");
            client.send("{\"type\":\"user_input\"}");
            assertThat(client.isClosed()).isFalse();
            client.send("{\"type\":\"user_input\"}");

            assertThat(client.closeCode()).isEqualTo(1_012);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"error E0500", "no-credit E0300"})
    void anErrorComesBeforeTheClose(String faultAndCode) throws Exception {
        String[] parts = faultAndCode.split(" ", -1);
        try (FarEnd farEnd = farEnd(parts[0] + "@1");
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            List<JsonNode> messages = client.until("error");

            assertThat(messages.get(messages.size() - 1).path("code").asText()).isEqualTo(parts[1]);
            assertThat(client.closeCode()).isEqualTo(1_000);
        }
    }

    @Test
    void whoResumesIsToldThatThereIsNothingToResume() throws Exception {
        try (FarEnd farEnd = farEnd("no-resume");
                Client fresh = new Client(farEnd);
                Client resuming = new Client(farEnd, "&resumed_chat_group_id=g-1")) {
            fresh.settle("+15550001");
            fresh.until("chat_metadata");

            assertThat(resuming.next().path("code").asText()).isEqualTo("E0708");
            assertThat(resuming.closeCode()).isEqualTo(1_000);
        }
    }

    @Test
    void aMuteOneSaysNothing() throws Exception {
        try (FarEnd farEnd = farEnd("mute");
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.tag(Tag.TALK);
            client.notesOf("talk");

            assertThat(client.hasReceived()).isFalse();
        }
    }

    @Test
    void oneWithoutMetadataSpeaksAllTheSame() throws Exception {
        try (FarEnd farEnd = farEnd("no-metadata");
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.tag(Tag.TALK);

            assertThat(client.next().path("type").asText()).isEqualTo("assistant_message");
        }
    }

    @Test
    void aLateOneIsLate() throws Exception {
        long beforeNanos = System.nanoTime();
        try (FarEnd farEnd = farEnd("late=300");
                Client client = new Client(farEnd)) {
            client.until("chat_metadata");

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beforeNanos))
                    .isGreaterThanOrEqualTo(300);
        }
    }

    @Test
    void aStallComesInTheMiddleOfWhatIsSaid() throws Exception {
        FarEndSettings slow = FarEndSettings.local()
                .speaking(24_000, 10, false)
                .answering(0, 500)
                .scripted(FarEndScript.of(1, ChatFault.read("stall@7")));
        try (FarEnd farEnd = FarEnd.start(slow);
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.tag(Tag.TALK); // five messages
            client.until("audio_output");
            client.tag(Tag.INTERRUPT);
            client.notesOf("interrupt");
            client.tag(Tag.TALK);
            client.notesOf("talk");

            assertThat(client.drain())
                    .noneMatch(message -> message.path("type").asText().equals("assistant_end"));
        }
    }

    @Test
    void aFloodComesAtOnce() throws Exception {
        try (FarEnd farEnd = farEnd("flood=20@1");
                Client client = new Client(farEnd)) {
            long askedNanos = System.nanoTime();
            client.settle("+15550001");
            for (int chunk = 0; chunk < 40; chunk++) {
                client.until("audio_output");
            }

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNanos))
                    .as("for twenty seconds of sound")
                    .isLessThan(15_000);
        }
    }

    @Test
    void aWrongWavIsNone() throws Exception {
        try (FarEnd farEnd = farEnd("wrong-wav@1");
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.tag(Tag.TALK);
            List<JsonNode> messages = client.until("audio_output");

            assertThat(new String(
                            messages.get(messages.size() - 1).path("data").binaryValue(),
                            0,
                            4,
                            StandardCharsets.US_ASCII))
                    .isNotEqualTo("RIFF");
        }
    }

    @Test
    void whoVanishesSaysNoGoodbye() throws Exception {
        try (FarEnd farEnd = farEnd("vanish@2");
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.until("chat_metadata");
            client.send("{\"type\":\"user_input\"}");

            assertThat(client.closeCode()).as("no close frame").isEqualTo(-1);
        }
    }

    @Test
    void moreChatsThanItBearsAreRefusedUntilOneEnds() throws Exception {
        FarEndSettings two = FarEndSettings.local().scripted(FarEndScript.NONE.bearing(2));
        try (FarEnd farEnd = FarEnd.start(two);
                Client first = new Client(farEnd)) {
            try (Client second = new Client(farEnd)) {
                first.until("chat_metadata");
                second.until("chat_metadata");
                assertRefused(farEnd, 429);
            }
            await().ignoreExceptions().until(() -> {
                new Client(farEnd).close();
                return true;
            });
        }
    }

    @Test
    void aChatLastsNoLongerThanTheScriptSays() throws Exception {
        FarEndSettings brief = FarEndSettings.local().scripted(FarEndScript.NONE.lasting(1));
        try (FarEnd farEnd = FarEnd.start(brief);
                Client client = new Client(farEnd)) {
            List<JsonNode> messages = client.until("error");

            assertThat(messages.get(messages.size() - 1).path("code").asText()).isEqualTo("E0715");
            assertThat(client.closeCode()).isEqualTo(1_000);
        }
    }

    @Test
    void chanceIsTheSameWithTheSameSeed() throws Exception {
        String first = struckOf(3);

        assertThat(first).contains("0").contains("1");
        assertThat(struckOf(3)).isEqualTo(first);
        assertThat(struckOf(4)).isNotEqualTo(first);
    }

    private static String struckOf(long seed) throws Exception {
        FarEndScript script = FarEndScript.of(seed, ChatFault.read("refuse=503:0.5"));
        StringBuilder struck = new StringBuilder();
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local().scripted(script))) {
            for (int i = 0; i < 16; i++) {
                try (Client client = new Client(farEnd)) {
                    struck.append(client.isClosed() ? "?" : "0");
                } catch (CompletionException e) {
                    struck.append("1");
                }
            }
        }
        return struck.toString();
    }

    @Test
    void aNumberedOneNotesWhoHeardWhat() throws Exception {
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local().numbered(1, 500));
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.word(17);
            JsonNode word = client.notesOf("word");
            client.until("assistant_end");
            client.say("bye");

            assertThat(word.path("value").asInt()).isEqualTo(17);
            assertThat(word.path("caller").asText()).isEqualTo("+15550001");
            assertThat(client.notesOf("gone").path("value").asInt())
                    .as("said goodbye")
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "explode", "close=99", "refuse=700", "close:2", "vanish@x"})
    void whatIsNoFaultIsNamed(String text) {
        assertThatThrownBy(() -> ChatFault.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text.isEmpty() ? "''" : text.split("[=:@]", -1)[0]);
    }
}
