package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysAndDatabasesThatCannotBeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgresql://u:canary@127.0.0.1?x=y                      | must look like postgresql://
                    postgresql://u:canary@127.0.0.1                          | must look like postgresql://
                    postgresql://u:canary@127.0.0.1/                         | must look like postgresql://
                    postgresql://u:can ary@host/db                           | must look like postgresql://
                    postgresql://u:canary%@host/db                           | must look like postgresql://
                    postgresql://u:canary@host:x/db                          | must look like postgresql://
                    postgresql://u:canary@my_host/db                         | must look like postgresql://
                    postgresql://u:canary@/db                                | must look like postgresql://
                    postgres:canary                                          | must look like postgresql://
                    postgresql://u:canary@host:99999/db                      | must have a port from 1 to 65535
                    postgresql://u:canary@host:0/db                          | must have a port from 1 to 65535
                    jdbc:postgresql://127.0.0.1:1?user=u&password=canary     | must look like jdbc:postgresql://
                    jdbc:postgresql://u:canary@host/db                       | must look like jdbc:postgresql://
                    jdbc:postgresql://host/db?user=u&password=canary%zz      | must look like jdbc:postgresql://
                    jdbc:postgresql://a:1,b:70000/db?user=u&password=canary  | must have a port from 1 to 65535
                    jdbc:postgres://host/db?password=canary                  | must look like jdbc:postgresql://
                    mysql://u:canary@host/db                                 | must begin with postgresql:// or jdbc:h2:
                    """)
    void aDatabaseThatCannotBe(String url, String told) {
        assertThat(mistakes(Map.of("DATABASE_URL", url), null))
                .singleElement()
                .asString()
                .startsWith("DATABASE_URL (store.url) " + told)
                .doesNotContain("canary", "ary@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:p%40x@db.example.com:5432/trunkline?sslmode=require",
                "postgres://u@[::1]:5432/db",
                "postgresql://db/trunkline",
                "jdbc:postgresql://a:1,b/db?user=u&password=p%20",
                "jdbc:h2:mem:x"
            })
    void aDatabaseThatCanBe(String url) throws Exception {
        assertThat(ConfigReader.read(Map.of("DATABASE_URL", url), null)
                        .engine()
                        .store()
                        .url())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HUME_API_KEY",
                "TWILIO_API_KEY",
                "TWILIO_API_SECRET",
                "TWILIO_AUTH_TOKEN",
                "TRUNKLINE_ADMIN_TOKEN",
                "TRUNKLINE_EVI_API_KEYS",
                "TRUNKLINE_EVI_SECRET_KEY",
                "TRUNKLINE_MIND_API_KEY",
                "TRUNKLINE_VOICE_API_KEY",
                "TRUNKLINE_EARS_API_KEY",
                "TRUNKLINE_WEB_SEARCH_API_KEY",
            })
    void whatNoHeaderCanCarry(String variable) {
        for (String value :
                List.of("canary of twenty-four chars", "canaryключ-canary-of-24-c", "canary\u200Bcanary-canary-can")) {
            assertThat(mistakes(Map.of(variable, value), null))
                    .anySatisfy(line -> assertThat(line)
                            .startsWith(variable)
                            .contains("holds a space or another character that no header may hold"))
                    .allSatisfy(line -> assertThat(line).doesNotContain("canary"));
        }
    }

    @Test
    void aListOfNothing() {
        assertThat(mistakes(Map.of("TRUNKLINE_EVI_API_KEYS", " , ,"), null))
                .singleElement()
                .asString()
                .startsWith("TRUNKLINE_EVI_API_KEYS (engine.apiKeys) holds nothing but commas");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.com:99999",
                "https://a.com:0",
                "https://.....",
                "https://a..com",
                "https://[:::]",
                "https://a.com/x",
                "a.com"
            })
    void anOriginThatCannotBe(String origin) {
        assertThat(mistakes(Map.of("TRUNKLINE_EVI_ALLOWED_ORIGINS", origin), null))
                .singleElement()
                .asString()
                .contains("holds something that is no origin");
    }

    @Test
    void originsAreWrittenAsBrowsersDo() throws Exception {
        assertThat(ConfigReader.read(
                                Map.of(
                                        "TRUNKLINE_EVI_ALLOWED_ORIGINS",
                                        "https://A.com:443/,http://b.com:80,https://c.com:8443,http://[::1]:0443"),
                                null)
                        .engine()
                        .access()
                        .allowedOrigins())
                .containsExactlyInAnyOrder("https://a.com", "http://b.com", "https://c.com:8443", "http://[::1]:443");
    }

    /** As long as a value may be: no pattern repeats a group by recursion. */
    @Test
    void anAddressOfAnyLengthIsRead() {
        String letters = "a".repeat(9_900);
        String names = "a".concat(",a".repeat(4_900));

        assertThat(List.of(
                        "postgresql://u:p@db/" + letters,
                        "postgresql://" + letters + "@db/x",
                        "jdbc:postgresql://db/x?user=" + letters,
                        "jdbc:postgresql://" + names + "/x"))
                .allSatisfy(url -> assertThat(DatabaseText.trouble(url)).isNull());
        assertThat(List.of(
                        "redis://:" + letters + "@db",
                        "redis-sentinel://:" + letters + "@db#main",
                        "redis-sentinel://" + names + "#main"))
                .allSatisfy(url -> assertThat(RedisText.trouble(url)).isNull());
        String origin = "https://" + names.replace(',', '.');
        assertThat(Origins.plain(origin)).isEqualTo(origin);
    }

    private static List<String> mistakes(Map<String, String> environment, @Nullable Path file) {
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(environment, file));
        assertThat(refused).isNotNull();
        return refused.mistakes();
    }
}
