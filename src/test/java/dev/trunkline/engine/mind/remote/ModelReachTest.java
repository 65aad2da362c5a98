package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReachTest {

    private static boolean reaches(ModelReach reach, String url) {
        return reach.objection(URI.create(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/x",
                "https://localhost/x",
                "https://[::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://0.0.0.0/x",
                "https://10.1.2.3/x",
                "https://172.16.0.1/x",
                "https://192.168.1.1/x",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/x",
                "https://192.0.0.8/x",
                "https://198.18.0.1/x",
                "https://224.0.0.1/x",
                "https://255.255.255.255/x",
                "https://[fe80::1]/x",
                "https://[fd00::1]/x",
                "https://[64:ff9b::a00:1]/x",
                "https://[2002:a00:1::]/x",
                "https://2130706433/x",
                "https://user@8.8.8.8/x",
                "https://no-such-host.invalid/x"
            })
    void internetMeansNothingInsideAndNoDisguise(String url) {
        assertThat(reaches(ModelReach.internet(), url)).isFalse();
    }

    @Test
    void internetIsReachedWithTlsOnly() {
        assertThat(reaches(ModelReach.internet(), "https://8.8.8.8/x")).isTrue();
        assertThat(reaches(ModelReach.internet(), "wss://[2606:4700::1111]/x")).isTrue();
        assertThat(reaches(ModelReach.internet(), "http://8.8.8.8/x")).isFalse();
        assertThat(reaches(ModelReach.internet(), "ws://8.8.8.8/x")).isFalse();
    }

    @Test
    void thisMachineIsReachedWithoutTlsWhenItIsAllowed() {
        ModelReach reach = ModelReach.internetAndThisMachine();

        assertThat(reaches(reach, "http://127.0.0.1:8000/x")).isTrue();
        assertThat(reaches(reach, "ws://[::1]:8000/x")).isTrue();
        assertThat(reaches(reach, "http://8.8.8.8/x")).isFalse();
        assertThat(reaches(reach, "https://10.0.0.1/x")).isFalse();
    }

    @Test
    void privateNetworksAndPlainTextAreAllowedEachByItself() {
        assertThat(reaches(new ModelReach(false, true, false, Set.of()), "https://10.0.0.1/x"))
                .isTrue();
        assertThat(reaches(new ModelReach(false, true, false, Set.of()), "http://10.0.0.1/x"))
                .isFalse();
        assertThat(reaches(new ModelReach(false, true, true, Set.of()), "http://10.0.0.1/x"))
                .isTrue();
        assertThat(reaches(new ModelReach(false, true, true, Set.of()), "http://127.0.0.1/x"))
                .isFalse();
    }

    @Test
    void hostsMayBeListed() {
        ModelReach reach = new ModelReach(true, true, true, Set.of("LocalHost"));

        assertThat(reaches(reach, "http://localhost/x")).isTrue();
        assertThat(reaches(reach, "http://127.0.0.1/x")).isFalse();
    }
}
