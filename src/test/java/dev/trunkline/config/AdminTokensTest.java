package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokensTest {

    private static final String TOKEN = "canary-of-twenty-four-and-more";

    @TempDir
    Path folder;

    private TrunklineConfig read(String text, Map<String, String> environment) throws Exception {
        return ConfigReader.read(environment, Files.writeString(folder.resolve("trunkline.yaml"), text));
    }

    @Test
    void aTokenIsKeptAsItsHash() throws Exception {
        String hash = AdminReader.hash(TOKEN);
        TrunklineConfig plain =
                read("admin: {tokens: [{name: monitoring, role: viewer, token: " + TOKEN + "}]}", Map.of());
        TrunklineConfig hashed =
                read("admin: {tokens: [{name: monitoring, role: viewer, sha256: " + hash + "}]}", Map.of());

        assertThat(plain.security().adminTokens())
                .isEqualTo(List.of(new AdminToken("monitoring", AdminToken.Role.VIEWER, hash)))
                .isEqualTo(hashed.security().adminTokens());
        assertThat(plain.toString()).doesNotContain(TOKEN, hash);
    }

    @Test
    void everyMistakeIsToldAndNoToken() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("""
                        admin:
                          colour: blue
                          tokens:
                            - {name: a, role: viewer, token: %1$s}
                            - {name: a, role: viewer, token: %1$sx}
                            - {name: b, role: viewer, token: %1$s}
                            - {name: c, role: root, token: %1$sc}
                            - {name: d, role: admin}
                            - {name: e, role: admin, token: canary}
                            - {name: f, role: admin, sha256: canary}
                            - {name: g, role: admin, token: %1$sg, sha256: canary}
                            - {name: "H I", role: admin, token: %1$sh}
                            - {name: j, role: admin, token: %1$sj, colour: blue}
                            - {name: admin, role: admin, token: %1$sk}
                            - {name: l, role: viewer, token: server-%1$s}
                            - canary
                        """.formatted(TOKEN), Map.of("TRUNKLINE_ADMIN_TOKEN", "server-" + TOKEN)))
                .satisfies(refused -> assertThat(refused.mistakes())
                        .hasSize(13)
                        .allSatisfy(
                                mistake -> assertThat(mistake).contains("admin").doesNotContain("canary")));
    }

    @Test
    void aSectionOfAnotherShapeIsAMistake() {
        for (String text : List.of("admin: x", "admin: [x]", "admin: {tokens: x}", "admin: {}")) {
            assertThatExceptionOfType(ConfigException.class)
                    .as(text)
                    .isThrownBy(() -> read(text, Map.of()))
                    .satisfies(refused -> assertThat(refused.mistakes())
                            .singleElement()
                            .asString()
                            .contains("tokens"));
        }
    }
}
