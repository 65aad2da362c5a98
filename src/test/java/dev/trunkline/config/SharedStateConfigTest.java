package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // a call that is not known fails the test
class SharedStateConfigTest {

    @TempDir
    Path folder;

    private static StateConfig read(Map<String, String> environment) throws ConfigException {
        return ConfigReader.read(environment, null).state();
    }

    @Test
    void nothingIsKeptUnlessAskedFor() throws ConfigException {
        assertThat(read(Map.of())).isEqualTo(new StateConfig(null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://localhost",
                "redis://127.0.0.1:6379/2",
                "redis://:secret@127.0.0.1:6379",
                "rediss://user:s%40cret@redis.example.com:6380",
                "rediss://[2001:db8::1]:6380",
                "redis-sentinel://s1:26379,s2:26379,s3:26379/0#mymaster",
                "rediss-sentinel://:secret@s1:26379#mymaster",
                "redis://n1:6379, redis://n2:6379,redis://n3:6379"
            })
    void theAddressesOfARedis(String url) throws ConfigException {
        StateConfig state = read(Map.of("REDIS_URL", url));

        assertThat(state.redis()).isNotNull();
        assertThat(state.redis().urls()).hasSize(url.contains("n3") ? 3 : 1);
        assertThat(state.toString()).doesNotContain("secret", "s%40cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:6379",
                "http://localhost:6379",
                "redis:/localhost",
                "redis://",
                "redis://user:pass word@host",
                "redis://host:99999",
                "redis-sentinel://s1:26379",
                "redis-socket:///run/redis.sock",
                "redis://a,redis-sentinel://b#m"
            })
    void whatIsNoneIsToldWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> read(Map.of("REDIS_URL", url)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("REDIS_URL (redis.url)")
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("pass word"));
    }

    @Test
    void aPasswordDoesNotLeaveThisMachineInClearText() throws ConfigException {
        String url = "redis://:hunter2@redis.example.com";

        assertThatThrownBy(() -> read(Map.of("REDIS_URL", url)))
                .hasMessageContaining("rediss://")
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("hunter2"));
        assertThat(read(Map.of("REDIS_URL", url, "TRUNKLINE_ALLOW_CLEARTEXT", "true"))
                        .redis())
                .isNotNull();
    }

    @Test
    void aClusterNeedsAnAddress() {
        assertThatThrownBy(() -> read(Map.of("TRUNKLINE_REDIS_CLUSTER", "true")))
                .hasMessageContaining("needs REDIS_URL (redis.url)");
    }

    @Test
    void aDataDirectoryIsAFolderThereOrToBeMade() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(read(Map.of("TRUNKLINE_DATA_DIR", folder.resolve("new").toString()))
                        .directory())
                .isEqualTo(folder.resolve("new"));
        assertThatThrownBy(() -> read(Map.of("TRUNKLINE_DATA_DIR", file.toString())))
                .hasMessageContaining("TRUNKLINE_DATA_DIR (data.directory) is a file");
    }
}
