package dev.trunkline.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEntry.Status;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.testing.Exercises;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatGroupsTest {

    private final ArchiveServer server = new ArchiveServer(Recordings.OFF);

    @BeforeEach
    void twoConversations() {
        server.chat("c1", "g1", 1_000, 2).chat("c2", "g2", 2_000, 1).chat("c3", "g1", 3_000, 1);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @Exercises("GET /v0/evi/chat_groups")
    void groupsAreListedWithWhatIsDocumentedOfThem() {
        server.history().opened(new ChatEntry("c4", "g1", Status.ACTIVE, 4_000, null, 0, null, null, null));

        JsonNode page = server.get("/v0/evi/chat_groups").json();

        assertThat(page.toString())
                .isEqualTo("{\"page_number\":0,\"page_size\":10,\"total_pages\":1,\"pagination_direction\":\"ASC\","
                        + "\"chat_groups_page\":[{\"id\":\"g2\",\"first_start_timestamp\":2000,"
                        + "\"most_recent_start_timestamp\":2000,\"num_chats\":1,\"active\":false,"
                        + "\"most_recent_chat_id\":\"c2\","
                        + "\"most_recent_config\":{\"id\":\"config-of-g2\",\"version\":2}},"
                        + "{\"id\":\"g1\",\"first_start_timestamp\":1000,"
                        + "\"most_recent_start_timestamp\":4000,\"num_chats\":3,\"active\":true,"
                        + "\"most_recent_chat_id\":\"c4\"}]}");
    }

    @Test
    void groupsAreFilteredByTheConfigOfTheirNewestChatAndPaged() {
        assertThat(server.get("/v0/evi/chat_groups?config_id=config-of-g2")
                        .json()
                        .get("chat_groups_page"))
                .singleElement()
                .satisfies(group -> assertThat(group.get("id").asText()).isEqualTo("g2"));
        JsonNode first = server.get("/v0/evi/chat_groups?ascending_order=false&page_size=1")
                .json();
        assertThat(first.get("total_pages").asInt()).isEqualTo(2);
        assertThat(first.get("chat_groups_page").get(0).get("id").asText()).isEqualTo("g1");
    }

    @Test
    @Exercises("GET /v0/evi/chat_groups/{id}")
    void aGroupIsShownWithItsChats() {
        JsonNode group = server.get("/v0/evi/chat_groups/g1?page_size=1&ascending_order=false")
                .json();

        assertThat(group.toString())
                .isEqualTo("{\"id\":\"g1\",\"first_start_timestamp\":1000,\"most_recent_start_timestamp\":3000,"
                        + "\"num_chats\":2,\"active\":false,"
                        + "\"page_number\":0,\"page_size\":1,\"total_pages\":2,\"pagination_direction\":\"DESC\","
                        + "\"chats_page\":[{\"id\":\"c3\",\"chat_group_id\":\"g1\",\"status\":\"USER_ENDED\","
                        + "\"start_timestamp\":3000,\"end_timestamp\":4000,"
                        + "\"config\":{\"id\":\"config-of-g1\",\"version\":2},\"event_count\":1}]}");
        assertThat(server.get("/v0/evi/chat_groups/g1?status=ACTIVE").json().get("chats_page"))
                .isEmpty();
    }

    @Test
    @Exercises("GET /v0/evi/chat_groups/{id}/events")
    void theEventsOfAllItsChatsAreOneList() {
        JsonNode events =
                server.get("/v0/evi/chat_groups/g1/events?page_size=2").json();

        assertThat(events.get("id").asText()).isEqualTo("g1");
        assertThat(events.get("total_pages").asInt()).isEqualTo(2);
        assertThat(events.get("events_page").findValuesAsText("id")).containsExactly("c1-0", "c1-1");
        JsonNode newest = server.get("/v0/evi/chat_groups/g1/events?ascending_order=false")
                .json();
        assertThat(newest.get("pagination_direction").asText()).isEqualTo("DESC");
        assertThat(newest.get("events_page").findValuesAsText("id")).containsExactly("c3-0", "c1-1", "c1-0");
        assertThat(newest.get("events_page").findValuesAsText("chat_id")).containsExactly("c3", "c1", "c1");
    }

    @Test
    @Exercises("GET /v0/evi/chat_groups/{id}/audio")
    void theSoundOfItsChatsIsListedChatByChat() {
        JsonNode audio = server.get("/v0/evi/chat_groups/g1/audio?page_size=1&page_number=1")
                .json();

        assertThat(audio.toString())
                .isEqualTo("{\"id\":\"g1\",\"user_id\":\"00000000-0000-0000-0000-000000000000\",\"num_chats\":2,"
                        + "\"page_number\":1,\"page_size\":1,\"total_pages\":2,\"pagination_direction\":\"ASC\","
                        + "\"audio_reconstructions_page\":[{\"id\":\"c3\","
                        + "\"user_id\":\"00000000-0000-0000-0000-000000000000\",\"status\":\"CANCELLED\"}]}");
    }
}
