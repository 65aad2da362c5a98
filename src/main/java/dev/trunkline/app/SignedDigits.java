package dev.trunkline.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trunkline.control.DigitDelivery;
import dev.trunkline.net.outgoing.OutgoingHttp;
import dev.trunkline.net.outgoing.WebhookSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Posts masked digits to the operator's receiver, as JSON, signed as webhooks are: HMAC-SHA256 over body, dot and timestamp. Any 2xx
 * has taken them; {@code {"token":"..."}} in the answer is told to the model. Thread-safe.
 */
final class SignedDigits implements DigitDelivery {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int TIMEOUT_MILLIS = 8_000;
    private static final int MAX_ANSWER_BYTES = 16 * 1024;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern ENTERED = Pattern.compile("[0-9]{12,}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutgoingHttp http = OutgoingHttp.anywhere("digits");
    private final URI url;
    private final WebhookSignature signature;
    private final InstantSource clock;

    SignedDigits(URI url, String secret, InstantSource clock) {
        this.url = url;
        this.signature = new WebhookSignature(secret);
        this.clock = clock;
    }

    @Override
    public CompletableFuture<@Nullable String> deliver(Digits digits) {
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("call_sid", digits.callSid())
                .put("route", digits.route())
                .put("purpose", digits.purpose())
                .put("digits", digits.digits())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "Trunkline",
                "X-Trunkline-Timestamp",
                timestamp,
                "X-Trunkline-Signature",
                signature.of(body, timestamp));
        return http.post(new OutgoingHttp.Post(url, headers, body, CONNECT_MILLIS), MAX_ANSWER_BYTES, TIMEOUT_MILLIS)
                .whenComplete((reply, failure) -> Arrays.fill(body, (byte) 0))
                .thenApply(reply -> token(reply));
    }

    private static @Nullable String token(OutgoingHttp.Reply reply) {
        if (reply.status() / 100 != 2) {
            throw new UncheckedIOException(
                    new IOException("the receiver of digits answered with HTTP status " + reply.status()));
        }
        try {
            JsonNode answer = JSON.readTree(reply.body());
            String token = answer.path("token").asText("");
            // A receiver that only echoes what was entered would tell it to the model.
            boolean isName =
                    TOKEN.matcher(token).matches() && !ENTERED.matcher(token).find();
            return isName ? token : null;
        } catch (JsonProcessingException e) {
            return null; // it has no name for them
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
