package dev.trunkline.engine.resources;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.rest.JsonResponses;
import dev.trunkline.engine.store.DatabaseKind;
import dev.trunkline.net.http.HttpResponse;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class HostileBodiesTest {

    private final RestServer server;

    HostileBodiesTest(DatabaseKind database) {
        server = new RestServer(database);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(JsonResponses.class)).setLevel(null);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{\"name\": \"a\", \"text\": \"b\"} trailing",
                "{\"name\": \"a\", \"text\": NaN}",
                "{\"name\": \"a\", \"text\": \"b\", \"n\": 1000000000000000000000000000000000000000000000000000000000000000000}"
            })
    void whatIsNoJsonObjectIsRefused(String body) {
        RestServer.Answer refused = server.post("/v0/evi/prompts", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("code").asText()).isEqualTo("bad_request");
        assertThat(refused.message()).isEqualTo("the body must be a JSON object");
    }

    @Test
    void depthIsRefused() {
        String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);

        assertThat(server.post("/v0/evi/configs", deep).status()).isEqualTo(400);
    }

    @Test
    void sizeIsRefusedBeforeItIsRead() {
        RestServer.Answer refused =
                server.post("/v0/evi/prompts", "{\"name\": \"a\", \"text\": \"" + "b".repeat(1 << 20) + "\"}");

        assertThat(refused.status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\ud800", "\\udc00\\ud800"})
    void textThatNoDatabaseTakesIsRefused(String text) {
        RestServer.Answer name = server.post("/v0/evi/prompts", "{\"name\": \"" + text + "\", \"text\": \"b\"}");
        RestServer.Answer body = server.post("/v0/evi/prompts", "{\"name\": \"a\", \"text\": \"" + text + "\"}");

        assertThat(name.status()).isEqualTo(400);
        assertThat(name.message()).contains("'name'");
        assertThat(body.message()).contains("'text'");
    }

    @Test
    void everyOtherTextComesBackAsItWas() {
        String text = "'; drop table resource; -- :id ? {{name}} \\u0007 \\ud83d\\ude00 \\u4f60 \\\"quoted\\\"";

        RestServer.Answer created =
                server.post("/v0/evi/prompts", "{\"name\": \"" + text + "\", \"text\": \"" + text + "\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("text").asText())
                .isEqualTo("'; drop table resource; -- :id ? {{name}} \u0007 \ud83d\ude00 \u4f60 \"quoted\"");
        assertThat(server.get("/v0/evi/prompts").json().path("prompts_page").path(0))
                .isEqualTo(created.json());
    }

    @Test
    void unknownFieldsAreIgnored() {
        RestServer.Answer created = server.post(
                "/v0/evi/prompts",
                "{\"name\": \"a\", \"text\": \"b\", \"id\": \"mine\", \"version\": 7, \"created_on\": 1, \"x\": {}}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.id()).isNotEqualTo("mine");
        assertThat(created.json().path("version").asInt(-1)).isZero();
        assertThat(created.json().has("x")).isFalse();
    }

    @Test
    void aBrokenStoreIsOurFault() {
        ((Logger) LoggerFactory.getLogger(JsonResponses.class)).setLevel(Level.OFF);
        server.breakStore();

        RestServer.Answer failed = server.get("/v0/evi/prompts");

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.message()).isEqualTo("the store is out of order; its log says why");
    }

    @Test
    void moreThanTheStoreCanDoIsPutOff() {
        HttpResponse refused = JsonResponses.failed(new RejectedExecutionException());

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void theGuardStandsBeforeEverything() {
        try (RestServer guarded = new RestServer(
                DatabaseKind.H2_IN_MEMORY,
                ChatPlan.defaults(),
                endpoint -> (request, reply) -> reply.send(HttpResponse.json(401, "{}")))) {
            for (Sample kind : Sample.values()) {
                String one = kind.path() + "/00000000-0000-4000-8000-000000000000";
                for (String path : new String[] {kind.path(), one, one + "/version/0"}) {
                    for (String method : new String[] {"GET", "POST", "PATCH", "DELETE"}) {
                        assertThat(guarded.send(method, path, "{}").join().status())
                                .as(method + " " + path)
                                .isIn(401, 405);
                    }
                    assertThat(guarded.get(path).status()).isEqualTo(401);
                }
            }
        }
    }
}
