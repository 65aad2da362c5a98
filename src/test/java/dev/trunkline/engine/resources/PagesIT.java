package dev.trunkline.engine.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.store.DatabaseKind;
import dev.trunkline.testing.Exercises;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class PagesIT {

    private final RestServer server;

    PagesIT(DatabaseKind database) {
        server = new RestServer(database);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    @Exercises({
        "GET /v0/evi/configs",
        "GET /v0/evi/prompts",
        "GET /v0/evi/tools",
        "GET /v0/evi/configs?page_number",
        "GET /v0/evi/prompts?page_number",
        "GET /v0/evi/tools?page_number",
        "GET /v0/evi/configs?page_size",
        "GET /v0/evi/prompts?page_size",
        "GET /v0/evi/tools?page_size"
    })
    void listsTheNewestFirstAndTenByDefault(Sample kind) {
        for (int i = 0; i < 12; i++) {
            server.post(kind.path(), kind.named("n" + i));
        }

        JsonNode first = server.get(kind.path()).json();
        JsonNode last = server.get(kind.path() + "?page_number=2&page_size=5").json();
        JsonNode beyond = server.get(kind.path() + "?page_number=3&page_size=5").json();

        assertThat(names(kind, first)).containsExactly("n11", "n10", "n9", "n8", "n7", "n6", "n5", "n4", "n3", "n2");
        assertThat(numbers(first)).containsExactly(0, 10, 2);
        assertThat(names(kind, last)).containsExactly("n1", "n0");
        assertThat(numbers(last)).containsExactly(2, 5, 3);
        assertThat(names(kind, beyond)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Exercises({
        "GET /v0/evi/configs?restrict_to_most_recent",
        "GET /v0/evi/prompts?restrict_to_most_recent",
        "GET /v0/evi/tools?restrict_to_most_recent",
        "GET /v0/evi/configs?name",
        "GET /v0/evi/prompts?name",
        "GET /v0/evi/tools?name"
    })
    void listsOldVersionsWhenAskedToAndOneNameWhenAskedTo(Sample kind) {
        String id = server.post(kind.path(), kind.named("one & only")).id();
        server.post(kind.path() + "/" + id, kind.changed());
        server.post(kind.path(), kind.named("other"));

        JsonNode newest = server.get(kind.path()).json();
        JsonNode all =
                server.get(kind.path() + "?restrict_to_most_recent=false").json();
        JsonNode named = server.get(kind.path() + "?name=one+%26%20only").json();
        JsonNode part = server.get(kind.path() + "?name=one").json();

        assertThat(names(kind, newest)).containsExactly("other", "one & only");
        assertThat(newest.path(kind.pageField()).path(1).path("version").asInt())
                .isEqualTo(1);
        assertThat(names(kind, all)).containsExactly("other", "one & only", "one & only");
        assertThat(names(kind, named)).containsExactly("one & only");
        assertThat(names(kind, part)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Exercises({
        "GET /v0/evi/configs/{id}?page_number",
        "GET /v0/evi/prompts/{id}?page_number",
        "GET /v0/evi/tools/{id}?page_number",
        "GET /v0/evi/configs/{id}?page_size",
        "GET /v0/evi/prompts/{id}?page_size",
        "GET /v0/evi/tools/{id}?page_size"
    })
    void versionsHavePagesToo(Sample kind) {
        String path =
                kind.path() + "/" + server.post(kind.path(), kind.named("many")).id();
        server.post(path, kind.changed());
        server.post(path, kind.changed());

        JsonNode second = server.get(path + "?restrict_to_most_recent=false&page_number=1&page_size=2")
                .json();

        assertThat(second.path(kind.pageField()).findValues("version"))
                .extracting(JsonNode::asInt)
                .containsExactly(0);
        assertThat(numbers(second)).containsExactly(1, 2, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "page_size=0, 'page_size'",
        "page_size=101, 'page_size'",
        "page_size=ten, 'page_size'",
        "page_size=99999999999999999999, 'page_size'",
        "page_number=-1, 'page_number'",
        "page_number=2000000, 'page_number'",
        "restrict_to_most_recent=maybe, 'restrict_to_most_recent'",
        "name=%00, 'name'"
    })
    void refusesImpossiblePagesByName(String query, String parameter) {
        RestServer.Answer refused = server.get("/v0/evi/prompts?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("'" + parameter + "'");
    }

    @Test
    void refusesAPageThatWouldFillTheMemory() {
        String id = server.post("/v0/evi/prompts", Sample.PROMPTS.named("long")).id();
        for (int i = 0; i < 40; i++) { // each takes six times its length as JSON
            server.post("/v0/evi/prompts/" + id, "{\"text\": \"" + "\\u0001".repeat(100_000) + "\"}");
        }

        RestServer.Answer refused =
                server.get("/v0/evi/prompts/" + id + "?restrict_to_most_recent=false&page_size=100");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("page_size");
        assertThat(server.get("/v0/evi/prompts/" + id + "?restrict_to_most_recent=false&page_size=10")
                        .status())
                .isEqualTo(200);
    }

    private static List<String> names(Sample kind, JsonNode page) {
        List<String> names = new ArrayList<>();
        page.path(kind.pageField()).forEach(item -> names.add(item.path("name").asText()));
        return names;
    }

    private static List<Integer> numbers(JsonNode page) {
        return List.of(
                page.path("page_number").asInt(-1),
                page.path("page_size").asInt(-1),
                page.path("total_pages").asInt(-1));
    }
}
