package dev.trunkline.engine.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.store.DatabaseKind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ConcurrentVersionsTest {

    private static final int AT_ONCE = 40;

    private final RestServer server;

    ConcurrentVersionsTest(DatabaseKind database) {
        server = new RestServer(database);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyVersionGetsItsOwnNumberAndNoneIsLost() {
        String path = "/v0/evi/prompts/"
                + server.post("/v0/evi/prompts", Sample.PROMPTS.named("busy")).id();

        List<RestServer.Answer> added = all(IntStream.rangeClosed(1, AT_ONCE)
                .mapToObj(i -> server.send("POST", path, "{\"text\": \"text " + i + "\"}")));

        assertThat(added).extracting(RestServer.Answer::status).containsOnly(201);
        assertThat(added)
                .extracting(answer -> answer.json().path("version").asInt())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, AT_ONCE).boxed().toList());
        JsonNode stored = server.get(path + "?restrict_to_most_recent=false&page_size=100")
                .json();
        assertThat(stored.path("prompts_page")).hasSize(AT_ONCE + 1);
        for (RestServer.Answer answer : added) {
            assertThat(server.get(path + "/version/"
                                    + answer.json().path("version").asInt())
                            .json())
                    .isEqualTo(answer.json());
        }
    }

    @Test
    void oneOfManyGetsAName() {
        List<RestServer.Answer> created = all(IntStream.range(0, AT_ONCE)
                .mapToObj(i -> server.send("POST", "/v0/evi/tools", Sample.TOOLS.named("wanted"))));

        assertThat(created).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(created)
                .filteredOn(answer -> answer.status() == 409)
                .hasSize(AT_ONCE - 1)
                .allSatisfy(answer -> assertThat(answer.message()).contains("(ID: "));
    }

    private static List<RestServer.Answer> all(Stream<CompletableFuture<RestServer.Answer>> answers) {
        return answers.toList().stream().map(CompletableFuture::join).toList();
    }
}
