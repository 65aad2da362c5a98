package dev.trunkline.lab.farend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealtimeFarEndIT {

    private static final FarEndSettings TWO_SECONDS = FarEndSettings.local().speaking(48_000, 2, false);
    private static final FarEndSettings TEN_SECONDS =
            FarEndSettings.local().speaking(48_000, 10, false).answering(0, 900);
    private static final int CHUNK_BYTES = 4_000; // half a second of mu-law

    @Test
    void anAnswerComesInTheOrderOfTheReference() throws Exception {
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local().speaking(48_000, 1, false));
                Client client = Client.ofRealtime(farEnd)) {
            client.update("+14155550001", ",\"transcription\":{\"model\":\"any\"}");
            client.append(Tag.TALK);

            List<JsonNode> messages = client.until("response.done");
            assertThat(types(messages))
                    .containsExactly(
                            "session.created",
                            "session.updated",
                            "input_audio_buffer.speech_started",
                            "input_audio_buffer.speech_stopped",
                            "input_audio_buffer.committed",
                            "conversation.item.added",
                            "conversation.item.done",
                            "conversation.item.input_audio_transcription.completed",
                            "response.created",
                            "response.output_item.added",
                            "conversation.item.added",
                            "response.content_part.added",
                            "response.output_audio_transcript.delta",
                            "response.output_audio.delta",
                            "response.output_audio_transcript.delta",
                            "response.output_audio.delta",
                            "response.output_audio.done",
                            "response.output_audio_transcript.done",
                            "response.content_part.done",
                            "conversation.item.done",
                            "response.output_item.done",
                            "response.done");
            assertThat(messages)
                    .extracting(message -> message.path("event_id").asText())
                    .doesNotHaveDuplicates()
                    .doesNotContain("");
            JsonNode done = messages.get(messages.size() - 1).path("response");
            assertThat(done.path("status").asText()).isEqualTo("completed");
            assertThat(done.at("/output/0/id").asText())
                    .isEqualTo(messages.get(13).path("item_id").asText());
            byte[] first = messages.get(13).path("delta").binaryValue();
            byte[] second = messages.get(15).path("delta").binaryValue();
            assertThat(first).hasSize(CHUNK_BYTES).startsWith(0x80, 0x80); // the click of full scale
            assertThat(second).hasSize(CHUNK_BYTES).doesNotContain(0x80);
        }
    }

    @Test
    void linear16AtTwentyFourThousandIsWhatNobodyHasToAskFor() throws Exception {
        try (FarEnd farEnd = FarEnd.start(TWO_SECONDS);
                Client client = Client.ofRealtime(farEnd)) {
            client.send("{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\"}}");
            client.send("{\"type\":\"response.create\"}");

            List<JsonNode> messages = client.until("response.output_audio.delta");
            assertThat(messages.get(messages.size() - 1).path("delta").binaryValue())
                    .hasSize(24_000);
            assertThat(messages.get(0).at("/session/audio/output/format/rate").asInt())
                    .isEqualTo(24_000);
        }
    }

    @Test
    void anInterruptionCancelsTheResponseAndWhatWasHeardIsNoted() throws Exception {
        try (FarEnd farEnd = FarEnd.start(TEN_SECONDS);
                Client client = Client.ofRealtime(farEnd)) {
            client.update("+14155550001", "");
            client.append(Tag.TALK);
            String item = last(client.until("response.output_audio.delta"))
                    .path("item_id")
                    .asText();
            client.until("response.output_audio.delta");
            client.append(Tag.INTERRUPT);

            client.until("input_audio_buffer.speech_started");
            List<JsonNode> messages = client.until("response.done");
            assertThat(types(messages)).doesNotContain("response.output_audio.delta");
            assertThat(last(messages).at("/response/status_details/reason").asText())
                    .isEqualTo("turn_detected");
            client.send(truncate(item, 620));
            assertThat(last(client.until("conversation.item.truncated"))
                            .path("audio_end_ms")
                            .asInt())
                    .isEqualTo(620);
            client.send(truncate(item, 10_001));
            assertThat(last(client.until("error")).at("/error/code").asText()).isEqualTo("invalid_value");
            client.send(truncate("item_of_nobody", 0));
            assertThat(last(client.until("error")).at("/error/param").asText()).isEqualTo("item_id");

            List<JsonNode> notes = client.notes();
            assertThat(notes)
                    .filteredOn(note -> note.has("audioEndMillis"))
                    .allSatisfy(note -> {
                        assertThat(note.path("caller").asText()).isEqualTo("+14155550001");
                        assertThat(note.path("sentMillis").asInt()).isBetween(1_000, 9_500);
                    })
                    .extracting(note -> note.path("audioEndMillis").asInt())
                    .containsExactly(620, 10_001);
            assertThat(kinds(notes))
                    .containsSubsequence("talk", "answer", "interrupt", "interruption", "truncation", "rejected");
        }
    }

    @Test
    void whoDecidesAlonePutsAnEndToTheResponse() throws Exception {
        try (FarEnd farEnd = FarEnd.start(TEN_SECONDS);
                Client client = Client.ofRealtime(farEnd)) {
            client.update("+14155550001", ",\"turn_detection\":{\"type\":\"server_vad\",\"interrupt_response\":false}");
            client.append(Tag.TALK);
            client.until("response.output_audio.delta");
            client.append(Tag.INTERRUPT);

            client.until("input_audio_buffer.speech_started");
            assertThat(types(client.until("response.output_audio.delta"))).doesNotContain("response.done");
            client.send("{\"type\":\"response.cancel\",\"response_id\":\"another\"}");
            assertThat(last(client.until("error")).at("/error/code").asText()).isEqualTo("response_cancel_not_active");
            client.send("{\"type\":\"response.cancel\"}");
            assertThat(last(client.until("response.done"))
                            .at("/response/status_details/reason")
                            .asText())
                    .isEqualTo("client_cancelled");
            client.send("{\"type\":\"response.cancel\",\"event_id\":\"mine\"}");
            JsonNode error = last(client.until("error"));
            assertThat(error.at("/error/code").asText()).isEqualTo("response_cancel_not_active");
            assertThat(error.at("/error/event_id").asText()).isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | invalid_json |",
                "[1] | invalid_json |",
                "{\"type\":\"audio_input\"} | invalid_value | type",
                "{\"type\":\"response.cancel\",\"why\":1} | unknown_parameter | why",
                "{\"type\":\"input_audio_buffer.append\"} | missing_required_parameter | audio",
                "{\"type\":\"input_audio_buffer.append\",\"audio\":\"?\"} | invalid_value | audio",
                "{\"type\":\"session.update\",\"session\":{\"voice\":\"alloy\"}} | unknown_parameter | session.voice",
                "{\"type\":\"session.update\",\"session\":{}} | missing_required_parameter | session.type",
                "{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"format\":{\"type\":\"g711_ulaw\"}}}}}"
                        + " | invalid_value | session.audio.input.format.type",
                "{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"format\":{\"type\":\"audio/pcm\",\"rate\":8000}}}}}"
                        + " | invalid_value | session.audio.input.format.rate",
                "{\"type\":\"conversation.item.truncate\",\"item_id\":\"x\",\"content_index\":0} | missing_required_parameter | audio_end_ms",
            })
    void whatTheReferenceDoesNotKnowIsAnErrorAndTheSessionGoesOn(String event, String code, String param)
            throws Exception {
        try (FarEnd farEnd = FarEnd.start(TWO_SECONDS);
                Client client = Client.ofRealtime(farEnd)) {
            client.send(event);

            JsonNode error = last(client.until("error"));
            assertThat(error.at("/error/code").asText()).isEqualTo(code);
            assertThat(error.at("/error/param").asText()).isEqualTo(param == null ? "" : param);
            client.send("{\"type\":\"response.create\"}");
            client.until("response.done");
            assertThat(client.notes())
                    .filteredOn(note -> note.path("kind").asText().equals("rejected"))
                    .extracting(note -> note.path("code").asText())
                    .containsExactly(code);
        }
    }

    @Test
    void whateverIsInTheConversationMayBeDeleted() throws Exception {
        try (FarEnd farEnd = FarEnd.start(TWO_SECONDS);
                Client client = Client.ofRealtime(farEnd)) {
            client.update("+14155550001", "");
            client.append(Tag.TALK);
            String said = last(client.until("input_audio_buffer.committed"))
                    .path("item_id")
                    .asText();
            String answered = last(client.until("response.done"))
                    .at("/response/output/0/id")
                    .asText();

            for (String item : List.of(said, answered)) {
                client.send("{\"type\":\"conversation.item.delete\",\"item_id\":\"" + item + "\"}");
                assertThat(last(client.until("conversation.item.deleted"))
                                .path("item_id")
                                .asText())
                        .isEqualTo(item);
            }
            client.send("{\"type\":\"conversation.item.delete\",\"item_id\":\"" + said + "x\"}");
            assertThat(last(client.until("error")).at("/error/code").asText()).isEqualTo("item_not_found");
        }
    }

    @Test
    void whoAsksInWordsGetsTheFunctionCallOfTheScript() throws Exception {
        FarEndScript script = FarEndScript.NONE.calling("look_up", "{\"number\":\"4711\"}");
        try (FarEnd farEnd = FarEnd.start(TWO_SECONDS.scripted(script));
                Client client = Client.ofRealtime(farEnd)) {
            client.update("+14155550001", "");
            client.send("{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":\"user\","
                    + "\"content\":[{\"type\":\"input_text\",\"text\":\"Where is my order?\"}]}}");
            client.send("{\"type\":\"response.create\"}");

            JsonNode call = last(client.until("response.done")).at("/response/output/0");
            assertThat(call.path("type").asText()).isEqualTo("function_call");
            assertThat(call.path("name").asText()).isEqualTo("look_up");
            assertThat(call.path("arguments").asText()).isEqualTo("{\"number\":\"4711\"}");
            client.send(
                    "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"function_call_output\",\"call_id\":"
                            + call.path("call_id") + ",\"output\":\"{}\"}}");
            client.send("{\"type\":\"response.create\"}");
            assertThat(types(client.until("response.done"))).contains("response.output_audio.delta");
            assertThat(kinds(client.notes())).contains("tool").doesNotContain("rejected");
        }
    }

    @Test
    void itemsOfTheClientCanBeTakenBackOnce() throws Exception {
        try (FarEnd farEnd = FarEnd.start(TWO_SECONDS);
                Client client = Client.ofRealtime(farEnd)) {
            client.send(
                    "{\"type\":\"conversation.item.create\",\"item\":{\"id\":\"mine\",\"type\":\"message\",\"role\":\"system\","
                            + "\"content\":[{\"type\":\"input_text\",\"text\":\"It rains.\"}]}}");
            client.until("conversation.item.done");
            client.send("{\"type\":\"conversation.item.retrieve\",\"item_id\":\"mine\"}");
            assertThat(last(client.until("conversation.item.retrieved"))
                            .at("/item/content/0/text")
                            .asText())
                    .isEqualTo("It rains.");
            client.send("{\"type\":\"conversation.item.delete\",\"item_id\":\"mine\"}");
            client.until("conversation.item.deleted");
            client.send("{\"type\":\"conversation.item.delete\",\"item_id\":\"mine\"}");
            assertThat(last(client.until("error")).at("/error/code").asText()).isEqualTo("item_not_found");
        }
    }

    @Test
    void aSessionEndsAtItsLimitAsItWasTold() throws Exception {
        long beganSeconds = Instant.now().getEpochSecond();
        try (FarEnd farEnd = FarEnd.start(TWO_SECONDS.endingChatsAfter(1));
                Client client = Client.ofRealtime(farEnd)) {
            JsonNode created = client.next();
            assertThat(created.at("/session/expires_at").asLong())
                    .isBetween(beganSeconds + 1, Instant.now().getEpochSecond() + 2);

            assertThat(last(client.until("error")).at("/error/code").asText()).isEqualTo("session_expired");
            assertThat(client.closeCode()).isEqualTo(1_000);
            assertThat(kinds(client.notes())).contains("too_long");
        }
    }

    @Test
    void whoeverWasToldOfAnEarlierConversationGreetsNobody() throws Exception {
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local().numbered(1, 500))) {
            int greeting = firstTurn(farEnd, "");
            int second = firstTurn(
                    farEnd,
                    "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":\"assistant\","
                            + "\"content\":[{\"type\":\"output_text\",\"text\":\"Hello.\"}]}}");

            assertThat(NumberedSound.isGreeting(greeting)).isTrue();
            assertThat(NumberedSound.isGreeting(second)).isFalse();
            assertThat(NumberedSound.generation(second)).isEqualTo(1);
        }
    }

    @Test
    void whoAlwaysTalksDoesNotTalkIntoWhatItWasAskedFor() throws Exception {
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local().numbered(3, 500));
                Client client = Client.ofRealtime(farEnd)) {
            client.update("+14155550001", "");
            client.send("{\"type\":\"response.create\"}");

            assertThat(types(client.until("response.done")))
                    .filteredOn(type -> type.equals("response.created"))
                    .hasSize(1);
        }
    }

    private static int firstTurn(FarEnd farEnd, String told) throws Exception {
        try (Client client = Client.ofRealtime(farEnd)) {
            client.update("+14155550001", "");
            if (!told.isEmpty()) {
                client.send(told);
            }
            client.appendWord(7);
            client.until("response.output_audio.delta");
            List<JsonNode> notes = client.notes();
            assertThat(notes)
                    .filteredOn(note -> note.path("kind").asText().equals("word"))
                    .extracting(note -> note.path("value").asInt())
                    .containsExactly(7);
            return notes.stream()
                    .filter(note -> note.path("kind").asText().equals("turn"))
                    .findFirst()
                    .orElseThrow()
                    .path("value")
                    .asInt();
        }
    }

    @ParameterizedTest
    @CsvSource({"error,server_error", "no-credit,insufficient_quota"})
    void faultsSpeakTheDialect(String fault, String code) throws Exception {
        FarEndScript script = FarEndScript.of(1, ChatFault.read(fault + "@1"));
        try (FarEnd farEnd = FarEnd.start(TWO_SECONDS.scripted(script));
                Client client = Client.ofRealtime(farEnd)) {
            client.update("+14155550001", "");

            assertThat(last(client.until("error")).at("/error/code").asText()).isEqualTo(code);
            assertThat(client.closeCode()).isEqualTo(1_000);
        }
    }

    private static String truncate(String item, int millis) {
        return "{\"type\":\"conversation.item.truncate\",\"item_id\":\"" + item
                + "\",\"content_index\":0,\"audio_end_ms\":" + millis + "}";
    }

    private static JsonNode last(List<JsonNode> messages) {
        return messages.get(messages.size() - 1);
    }

    private static List<String> types(List<JsonNode> messages) {
        return messages.stream().map(message -> message.path("type").asText()).toList();
    }

    private static List<String> kinds(List<JsonNode> notes) {
        return notes.stream().map(note -> note.path("kind").asText()).toList();
    }
}
