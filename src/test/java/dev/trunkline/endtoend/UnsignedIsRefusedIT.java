package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever does not know the token gets nowhere. */
class UnsignedIsRefusedIT {

    private static final String WRONG_TOKEN = "fedcba9876543210fedcba9876543210";
    private static final Map<String, String> FORM = Map.of(
            "CallSid", "CA0123456789abcdef0123456789abcdef",
            "From", "+14155550100",
            "To", "+18005550199",
            "CallStatus", "ringing");

    private final HttpClient http = HttpClient.newHttpClient();
    private ScriptedEvi evi;
    private WholeLine line;

    @BeforeEach
    void start() throws Exception {
        evi = new ScriptedEvi((chat, message) -> {});
        line = new WholeLine(evi);
    }

    @AfterEach
    void stop() {
        line.close();
        evi.close();
    }

    @Test
    void aWebhookIsLetInByItsSignatureOnly() throws Exception {
        URI url = line.url("/twilio/voice");

        assertThat(post(url, null)).isEqualTo(403);
        assertThat(post(url, signature(WRONG_TOKEN, url, FORM))).isEqualTo(403);
        assertThat(post(url, signature(WholeLine.TOKEN, url.resolve("/twilio/next"), FORM)))
                .as("signed, but for another address")
                .isEqualTo(403);
        assertThat(post(url, signature(WholeLine.TOKEN, url, FORM))).isEqualTo(200);

        assertThat(line.get("/metrics")).contains(rejected("unsigned", 1)).contains(rejected("bad_signature", 2));
    }

    @Test
    void aStreamIsLetInByItsSignatureAndItsTokenOnly() throws Exception {
        URI url = URI.create(line.url("/twilio/media/x").toString().replaceFirst("http", "ws"));

        assertThat(upgrade(url, null)).isEqualTo(403);
        assertThat(upgrade(url, signature(WRONG_TOKEN, url, Map.of()))).isEqualTo(403);
        assertThat(upgrade(url, signature(WholeLine.TOKEN, url, Map.of())))
                .as("well signed, with a token that we never gave out")
                .isEqualTo(403);

        assertThat(line.get("/metrics")).contains(rejected("unsigned", 1)).contains(rejected("bad_signature", 1));
        assertThat(evi.chats()).isEmpty();
    }

    private static String rejected(String reason, int count) {
        return "trunkline_handshakes_rejected_total{reason=\"" + reason + "\"} " + count;
    }

    private int post(URI url, @Nullable String signature) throws Exception {
        String body = FORM.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (signature != null) {
            request.header("X-Twilio-Signature", signature);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** The status of the answer; 101 when the stream was let in. */
    private int upgrade(URI url, @Nullable String signature) {
        WebSocket.Builder request = http.newWebSocketBuilder();
        if (signature != null) {
            request.header("X-Twilio-Signature", signature);
        }
        try {
            request.buildAsync(url, new WebSocket.Listener() {}).join().abort();
            return 101;
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(WebSocketHandshakeException.class);
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    /** Twilio's "Webhooks security": HMAC-SHA1 of the URL and the sorted parameters. */
    private static String signature(String token, URI url, Map<String, String> form) throws Exception {
        StringBuilder text = new StringBuilder(url.toString());
        new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
