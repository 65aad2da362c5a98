package dev.trunkline.engine.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.store.DatabaseKind;
import dev.trunkline.testing.Exercises;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class VersionsIT {

    private final RestServer server;

    VersionsIT(DatabaseKind database) {
        server = new RestServer(database);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    @Exercises({
        "POST /v0/evi/configs",
        "POST /v0/evi/prompts",
        "POST /v0/evi/tools",
        "GET /v0/evi/configs/{id}/version/{version}",
        "GET /v0/evi/prompts/{id}/version/{version}",
        "GET /v0/evi/tools/{id}/version/{version}"
    })
    void whatIsCreatedIsVersionZeroAndFoundAgain(Sample kind) {
        RestServer.Answer created = server.post(kind.path(), kind.named("Weather"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("version").asInt(-1)).isZero();
        assertThat(created.json().path("name").asText()).isEqualTo("Weather");
        assertThat(created.json().path("version_description").asText()).isEqualTo("first");
        assertThat(created.json().path("created_on").asLong()).isGreaterThan(1_700_000_000_000L);
        assertThat(created.json().path("modified_on")).isEqualTo(created.json().path("created_on"));
        assertThat(created.id()).matches("[0-9a-f-]{36}");
        RestServer.Answer found = server.get(kind.path() + "/" + created.id() + "/version/0");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json()).isEqualTo(created.json());
    }

    @ParameterizedTest
    @EnumSource
    @Exercises({
        "POST /v0/evi/configs/{id}",
        "POST /v0/evi/prompts/{id}",
        "POST /v0/evi/tools/{id}",
        "GET /v0/evi/configs/{id}",
        "GET /v0/evi/prompts/{id}",
        "GET /v0/evi/tools/{id}",
        "GET /v0/evi/configs/{id}?restrict_to_most_recent",
        "GET /v0/evi/prompts/{id}?restrict_to_most_recent",
        "GET /v0/evi/tools/{id}?restrict_to_most_recent"
    })
    void versionsCountUpAndTheNewestIsListedFirst(Sample kind) {
        String path = create(kind, "Weather");

        RestServer.Answer added = server.post(path, kind.changed());

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().path("version").asInt()).isEqualTo(1);
        assertThat(added.json().path("name").asText()).isEqualTo("Weather");
        assertThat(added.json().path("version_description").asText()).isEqualTo("second");
        assertThat(added.json().path(kind.changedField).asText()).isEqualTo(kind.changedValue);
        assertThat(versions(kind, path + "?restrict_to_most_recent=false")).containsExactly(1, 0);
        assertThat(versions(kind, path + "?restrict_to_most_recent=true")).containsExactly(1);
        assertThat(versions(kind, path)).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource
    @Exercises({"PATCH /v0/evi/configs/{id}", "PATCH /v0/evi/prompts/{id}", "PATCH /v0/evi/tools/{id}"})
    void renamingNamesAllVersionsAndAnswersWithText(Sample kind) {
        String path = create(kind, "Weather");
        server.post(path, kind.changed());

        RestServer.Answer renamed = server.patch(path, "{\"name\": \"Forecast\"}");

        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.text()).isEqualTo("Forecast");
        assertThat(renamed.json().isMissingNode()).isTrue();
        for (int version : List.of(0, 1)) {
            JsonNode found = server.get(path + "/version/" + version).json();
            assertThat(found.path("name").asText()).isEqualTo("Forecast");
            assertThat(found.path("version").asInt()).isEqualTo(version);
        }
        assertThat(server.post(kind.path(), kind.named("Weather")).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @EnumSource
    @Exercises({
        "PATCH /v0/evi/configs/{id}/version/{version}",
        "PATCH /v0/evi/prompts/{id}/version/{version}",
        "PATCH /v0/evi/tools/{id}/version/{version}"
    })
    void describingChangesOneVersion(Sample kind) {
        String path = create(kind, "Weather");
        server.post(path, kind.changed());

        RestServer.Answer described = server.patch(path + "/version/0", "{\"version_description\": \"the old one\"}");

        assertThat(described.status()).isEqualTo(200);
        assertThat(described.json().path("version_description").asText()).isEqualTo("the old one");
        assertThat(server.get(path + "/version/0").json()).isEqualTo(described.json());
        assertThat(server.get(path + "/version/1")
                        .json()
                        .path("version_description")
                        .asText())
                .isEqualTo("second");
        assertThat(server.patch(path + "/version/0", "{}")
                        .json()
                        .path("version_description")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Exercises({
        "DELETE /v0/evi/configs/{id}/version/{version}",
        "DELETE /v0/evi/prompts/{id}/version/{version}",
        "DELETE /v0/evi/tools/{id}/version/{version}"
    })
    void theNumberOfADeletedVersionIsNeverUsedAgain(Sample kind) {
        String path = create(kind, "Weather");
        server.post(path, kind.changed());

        assertThat(server.delete(path + "/version/1").status()).isEqualTo(200);

        assertThat(server.get(path + "/version/1").status()).isEqualTo(404);
        assertThat(versions(kind, path)).containsExactly(0);
        assertThat(server.delete(path + "/version/1").status()).isEqualTo(404);
        assertThat(server.post(path, kind.changed()).json().path("version").asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void withItsLastVersionEverythingIsDeleted(Sample kind) {
        String path = create(kind, "Weather");

        assertThat(server.delete(path + "/version/0").status()).isEqualTo(200);

        assertThat(server.get(path).status()).isEqualTo(404);
        assertThat(server.post(path, kind.changed()).status()).isEqualTo(404);
        assertThat(server.post(kind.path(), kind.named("Weather")).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @EnumSource
    @Exercises({"DELETE /v0/evi/configs/{id}", "DELETE /v0/evi/prompts/{id}", "DELETE /v0/evi/tools/{id}"})
    void deletingTakesAllVersionsAndFreesTheName(Sample kind) {
        String path = create(kind, "Weather");
        server.post(path, kind.changed());

        RestServer.Answer deleted = server.delete(path);

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.text()).isEmpty();
        for (String gone : List.of(path, path + "/version/0", path + "/version/1")) {
            assertThat(server.get(gone).status()).as(gone).isEqualTo(404);
        }
        assertThat(server.get(kind.path()).json().path(kind.pageField())).isEmpty();
        assertThat(create(kind, "Weather")).isNotEqualTo(path);
    }

    @ParameterizedTest
    @EnumSource
    void aNameBelongsToOneOfItsKind(Sample kind) {
        RestServer.Answer first = server.post(kind.path(), kind.named("Weather"));
        String other = create(kind, "News");

        RestServer.Answer second = server.post(kind.path(), kind.named("Weather"));
        RestServer.Answer renamed = server.patch(other, "{\"name\": \"Weather\"}");

        for (RestServer.Answer refused : List.of(second, renamed)) {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("code").asText()).isEqualTo("conflict");
            assertThat(refused.message()).contains("(ID: " + first.id() + ", NAME: Weather)");
        }
        assertThat(server.patch(kind.path() + "/" + first.id(), "{\"name\": \"Weather\"}")
                        .status())
                .isEqualTo(200);
        Sample otherKind = kind == Sample.TOOLS ? Sample.PROMPTS : Sample.TOOLS;
        assertThat(server.post(otherKind.path(), otherKind.named("Weather")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotThereIsSaidByItsName(Sample kind) {
        String known = create(kind, "Weather");
        String unknown = kind.path() + "/00000000-0000-4000-8000-000000000000";
        String otherKind =
                (kind == Sample.TOOLS ? Sample.PROMPTS : Sample.TOOLS).path() + known.substring(known.lastIndexOf('/'));

        for (RestServer.Answer answer : List.of(
                server.get(unknown),
                server.post(unknown, kind.changed()),
                server.patch(unknown, "{\"name\": \"x\"}"),
                server.delete(unknown),
                server.get(unknown + "/version/0"),
                server.patch(unknown + "/version/0", "{}"),
                server.delete(unknown + "/version/0"),
                server.get(known + "/version/7"),
                server.patch(known + "/version/7", "{}"),
                server.delete(known + "/version/7"),
                server.get(otherKind),
                server.get(kind.path() + "/nobody"),
                server.get(kind.path() + "/%00"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().path("error").asText()).isEqualTo("Not Found");
            assertThat(answer.message()).startsWith("there is no ");
        }
        assertThat(server.get(known + "/version/-1").status()).isEqualTo(400);
        assertThat(server.get(known + "/version/one").message()).contains("whole number");
    }

    private String create(Sample kind, String name) {
        RestServer.Answer created = server.post(kind.path(), kind.named(name));
        assertThat(created.status()).isEqualTo(201);
        return kind.path() + "/" + created.id();
    }

    private List<Integer> versions(Sample kind, String path) {
        return server.get(path).json().path(kind.pageField()).findValues("version").stream()
                .map(JsonNode::asInt)
                .toList();
    }
}
