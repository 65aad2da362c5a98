package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "https://h.example, https://h.example/x?y, wss://h.example/x",
        "https://h.example/, https://h.example/x?y, wss://h.example/x",
        "https://h.example/bridge/, https://h.example/bridge/x?y, wss://h.example/bridge/x",
        "http://localhost:8080, http://localhost:8080/x?y, ws://localhost:8080/x",
    })
    void everyUrlBeginsWithThePublicOne(String publicUrl, String url, String webSocketUrl) {
        TwilioSettings settings = new TwilioSettings(URI.create(publicUrl), null);

        assertThat(settings.url("/x?y")).isEqualTo(url);
        assertThat(settings.webSocketUrl("/x")).isEqualTo(webSocketUrl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://h", "wss://h", "//h", "https:///x", "https://u:p@h", "https://h?x=1", "https://h#x", "h"})
    void aUrlThatCannotBeHandedOutIsRefused(String publicUrl) {
        assertThatThrownBy(() -> new TwilioSettings(URI.create(publicUrl), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("public URL");
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(new TwilioSettings(URI.create("https://h"), "top secret").toString())
                .doesNotContain("top secret");
        assertThat(new TwilioRest.Access("AC1", "SK1", "top secret", null).toString())
                .doesNotContain("top secret");
    }

    @Test
    void tokensMakeSenseTogether() {
        URI url = URI.create("https://h");
        assertThatThrownBy(() -> new TwilioSettings(url, null, "old", 1)).hasMessageContaining("primary");
        assertThatThrownBy(() -> new TwilioSettings(url, "", null, 1)).hasMessageContaining("empty");
        assertThat(new TwilioSettings(url, "a", null, 1).urlKeys().get(0))
                .isEqualTo(new TwilioSettings(url, "a", "b", 1).urlKeys().get(0));
        assertThat(new TwilioSettings(url, null).urlKeys().get(0))
                .isNotEqualTo(new TwilioSettings(url, null).urlKeys().get(0));
    }
}
