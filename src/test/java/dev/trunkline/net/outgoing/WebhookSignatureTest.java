package dev.trunkline.net.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    /** Computed with OpenSSL: {@code printf '%s.%s' "$body" 1795248000 | openssl dgst -sha256 -hmac signing-key}. */
    @Test
    void isWhatOpenSslSays() {
        byte[] body =
                "{\"event_name\":\"chat_started\",\"custom_session_id\":\"Zoë\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(new WebhookSignature("signing-key").of(body, "1795248000"))
                .isEqualTo("1c382ceb38fc5932ba7c7f5ab811dbd954b81e682fe2f5426bdf8b9f4f54753b");
    }
}
