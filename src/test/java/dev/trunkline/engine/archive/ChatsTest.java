package dev.trunkline.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEntry.Status;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.testing.Exercises;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ChatsTest {

    private final ArchiveServer server = new ArchiveServer(Recordings.OFF);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @Exercises("GET /v0/evi/chats")
    void chatsAreListedWithWhatIsDocumentedOfThem() {
        server.history().opened(new ChatEntry("c1", "g1", Status.ACTIVE, 1_000, null, 0, null, null, null));
        server.chat("c2", "g1", 2_000, 3);
        server.history().describe("c2", "{\"caller\":\"+1\"}");

        JsonNode page = server.get("/v0/evi/chats").json();

        assertThat(page.toString())
                .isEqualTo("{\"page_number\":0,\"page_size\":10,\"total_pages\":1,\"pagination_direction\":\"ASC\","
                        + "\"chats_page\":[{\"id\":\"c1\",\"chat_group_id\":\"g1\",\"status\":\"ACTIVE\","
                        + "\"start_timestamp\":1000,\"event_count\":0},"
                        + "{\"id\":\"c2\",\"chat_group_id\":\"g1\",\"status\":\"USER_ENDED\",\"start_timestamp\":2000,"
                        + "\"end_timestamp\":3000,\"metadata\":\"{\\\"caller\\\":\\\"+1\\\"}\","
                        + "\"config\":{\"id\":\"config-of-g1\",\"version\":2},\"event_count\":3}]}");
    }

    @Test
    void listsArePagedInBothDirections() {
        for (int i = 1; i <= 5; i++) {
            server.chat("c" + i, "g", i, 0);
        }

        JsonNode page = server.get("/v0/evi/chats?page_size=2&page_number=1&ascending_order=false")
                .json();

        assertThat(page.get("page_number").asInt()).isEqualTo(1);
        assertThat(page.get("page_size").asInt()).isEqualTo(2);
        assertThat(page.get("total_pages").asInt()).isEqualTo(3);
        assertThat(page.get("pagination_direction").asText()).isEqualTo("DESC");
        assertThat(ids(page.get("chats_page"))).containsExactly("c3", "c2");
        assertThat(server.get("/v0/evi/chats?page_number=7").json().get("chats_page"))
                .isEmpty();
    }

    @Test
    void chatsAreFilteredByConfigAndStatus() {
        server.chat("c1", "g1", 1, 0).chat("c2", "g2", 2, 0);
        server.history().opened(new ChatEntry("c3", "g2", Status.ACTIVE, 3, null, 0, null, "config-of-g2", null));

        assertThat(ids(server.get("/v0/evi/chats?config_id=config-of-g2").json().get("chats_page")))
                .containsExactly("c2", "c3");
        assertThat(ids(server.get("/v0/evi/chats?status=ACTIVE").json().get("chats_page")))
                .containsExactly("c3");
        assertThat(ids(server.get("/v0/evi/chats?config_id=config-of-g2&status=user_ended")
                        .json()
                        .get("chats_page")))
                .containsExactly("c2");
    }

    @Test
    @Exercises("GET /v0/evi/chats/{id}")
    void aChatIsShownWithItsEvents() {
        server.history().opened(new ChatEntry("c", "g", Status.ACTIVE, 1_000, null, 0, "{}", "config", 0));
        server.history()
                .add(new ChatEvent(
                        "e1",
                        "c",
                        1_001,
                        ChatEvent.Role.AGENT,
                        ChatEvent.Type.AGENT_MESSAGE,
                        "Hello \"you\"",
                        Map.of("Joy", 0.25),
                        "{\"segments\":[]}",
                        "e0"));
        server.history()
                .add(new ChatEvent(
                        "e2",
                        "c",
                        1_002,
                        ChatEvent.Role.USER,
                        ChatEvent.Type.USER_INTERRUPTION,
                        null,
                        Map.of(),
                        null,
                        null));

        ArchiveServer.Answer answer = server.get("/v0/evi/chats/c?page_size=100");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().toString())
                .isEqualTo("{\"id\":\"c\",\"chat_group_id\":\"g\",\"status\":\"ACTIVE\",\"start_timestamp\":1000,"
                        + "\"metadata\":\"{}\",\"config\":{\"id\":\"config\",\"version\":0},"
                        + "\"page_number\":0,\"page_size\":100,\"total_pages\":1,\"pagination_direction\":\"ASC\","
                        + "\"events_page\":[{\"id\":\"e1\",\"chat_id\":\"c\",\"timestamp\":1001,\"role\":\"AGENT\","
                        + "\"type\":\"AGENT_MESSAGE\",\"message_text\":\"Hello \\\"you\\\"\","
                        + "\"emotion_features\":\"{\\\"Joy\\\":0.25}\",\"metadata\":\"{\\\"segments\\\":[]}\","
                        + "\"related_event_id\":\"e0\"},{\"id\":\"e2\",\"chat_id\":\"c\",\"timestamp\":1002,"
                        + "\"role\":\"USER\",\"type\":\"USER_INTERRUPTION\"}]}");
    }

    @Test
    void theEventsOfAChatArePaged() {
        server.chat("c", "g", 1, 25);

        JsonNode last = server.get("/v0/evi/chats/c?page_number=2").json();

        assertThat(last.get("total_pages").asInt()).isEqualTo(3);
        assertThat(ids(last.get("events_page"))).containsExactly("c-20", "c-21", "c-22", "c-23", "c-24");
        assertThat(ids(server.get("/v0/evi/chats/c?ascending_order=false&page_size=1")
                        .json()
                        .get("events_page")))
                .containsExactly("c-24");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v0/evi/chats/none",
                "/v0/evi/chats/%00",
                "/v0/evi/chats/none/audio",
                "/v0/evi/chat_groups/none",
                "/v0/evi/chat_groups/none/events",
                "/v0/evi/chat_groups/none/audio"
            })
    void whatIsNotThereIsNotFound(String path) {
        ArchiveServer.Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("code").asText()).isEqualTo("not_found");
        assertThat(answer.json().get("message").asText()).contains("there is no chat");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v0/evi/chats?page_size=0 | the parameter 'page_size' must be a whole number from 1 to 100
            /v0/evi/chats?page_size=101 | the parameter 'page_size' must be a whole number from 1 to 100
            /v0/evi/chats/c?page_size=ten | the parameter 'page_size' must be a whole number from 1 to 100
            /v0/evi/chat_groups?page_number=-1 | the parameter 'page_number' must be a whole number from 0 to 1000000
            /v0/evi/chat_groups/g?page_number=99999999999 | the parameter 'page_number' must be a whole number from 0 to 1000000
            /v0/evi/chat_groups/g/events?ascending_order=1 | the parameter 'ascending_order' must be true or false
            /v0/evi/chat_groups/g/audio?ascending_order=up | the parameter 'ascending_order' must be true or false
            /v0/evi/chats?status=DEAD | the parameter 'status' must be one of [ACTIVE, USER_ENDED,
            /v0/evi/chats/c/audio/file?expires=soon | the parameter 'expires' must be a time in milliseconds since 1970
            """)
    void badQueriesAreToldWhatToChange(String path, String message) {
        ArchiveServer.Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("Bad Request");
        assertThat(answer.json().get("message").asText()).contains(message);
    }

    @Test
    void nobodyReadsWithoutAKey() {
        for (String path : List.of("/chats", "/chats/c", "/chats/c/audio", "/chat_groups", "/chat_groups/g")) {
            assertThat(server.fetch(server.url("/v0/evi" + path), null).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aHistoryThatCannotBeReadIsAnErrorAndSaysNothingOfItself() {
        Logger log = (Logger) LoggerFactory.getLogger("dev.trunkline.engine");
        log.setLevel(Level.OFF);
        server.loseDatabase();

        ArchiveServer.Answer answer = server.get("/v0/evi/chats");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().get("message").asText()).isEqualTo("the store is out of order; its log says why");
        log.setLevel(null);
    }

    private static List<String> ids(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get("id").asText())
                .toList();
    }
}
