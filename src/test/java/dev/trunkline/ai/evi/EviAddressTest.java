package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EviAddressTest {

    @ParameterizedTest
    @CsvSource({
        "wss://api.example.com/v0/evi, wss://api.example.com/v0/evi/chat",
        "wss://api.example.com/v0/evi/, wss://api.example.com/v0/evi/chat",
        "wss://api.example.com/v0/evi/chat, wss://api.example.com/v0/evi/chat",
        "wss://api.example.com/v0/evi/chat//, wss://api.example.com/v0/evi/chat",
        "ws://localhost:8081/v0/evi, ws://localhost:8081/v0/evi/chat",
        "wss://api.example.com/v0/assistant/chat, wss://api.example.com/v0/assistant/chat",
    })
    void theBaseMayEndInSeveralWays(String base, String chat) {
        assertThat(EviSettings.of(URI.create(base), null, null).chatUri()).isEqualTo(URI.create(chat));
    }

    @Test
    void onlyWhatIsGivenIsAsked() {
        URI uri = EviSettings.of(URI.create("wss://api.example.com/v0/evi"), null, null)
                .chatUri(EmbeddedChat.profile("CA1"), java.util.Map.of());

        assertThat(uri)
                .isEqualTo(
                        URI.create("wss://api.example.com/v0/evi/chat?verbose_transcription=true&playback_hold=true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com/v0/evi",
                "api.example.com/v0/evi",
                "wss:///v0/evi",
                "wss://user:s3cret@api.example.com/v0/evi",
                "wss://api.example.com/v0/evi?api_key=s3cret",
                "wss://api.example.com/v0/evi#s3cret",
            })
    void anAddressThatCannotBeRightIsRefusedWithoutRepeatingIt(String base) {
        assertThatThrownBy(() -> EviSettings.of(URI.create(base), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the address of EVI")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void settingsDoNotPrintTheKey() {
        assertThat(EviSettings.of(URI.create("wss://h/v0/evi"), "the-key", null).toString())
                .doesNotContain("the-key");
        assertThat(EviSettings.of(URI.create("wss://h/v0/evi"), "the-key", "the-secret")
                        .toString())
                .doesNotContain("the-key")
                .doesNotContain("the-secret");
    }
}
