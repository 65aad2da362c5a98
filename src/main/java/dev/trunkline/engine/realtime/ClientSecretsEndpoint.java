package dev.trunkline.engine.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.access.ClientSecrets;
import dev.trunkline.engine.access.ClientSecrets.ClientSecret;
import dev.trunkline.engine.realtime.wire.BadEvent;
import dev.trunkline.engine.realtime.wire.EventFields;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.engine.realtime.wire.SessionReader;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys that a page or a phone may have: {@code POST /v1/realtime/client_secrets}. The session in the body is read as a
 * {@code session.update} is, so that what is wrong with it is known now and not when somebody calls. Thread-safe.
 *
 * <p>Source: npm {@code openai} 7.59.0, {@code resources/realtime/client-secrets}.
 */
public final class ClientSecretsEndpoint implements HttpEndpoint {

    public static final String PATH = "/v1/realtime/client_secrets";

    private static final int USUAL_LIFE_SECONDS = 600; // these three are documented
    private static final int LEAST_LIFE_SECONDS = 10;
    private static final int MOST_LIFE_SECONDS = 7_200;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ClientSecrets secrets;
    private final SessionConfig usual;

    /** @param usual what holds for a session that says nothing */
    public ClientSecretsEndpoint(ClientSecrets secrets, SessionConfig usual) {
        this.secrets = secrets;
        this.usual = usual;
    }

    @Override
    public void handle(HttpRequest request, Reply reply) {
        try {
            reply.send(answer(EventFields.of(body(request), "")));
        } catch (BadEvent e) {
            reply.send(error(400, "invalid_request_error", e.code(), e.text(), e.param()));
        }
    }

    private HttpResponse answer(EventFields body) {
        EventFields expiry = body.optionalObject("expires_after");
        JsonNode given = body.value("session");
        body.noOthers();
        int lifeSeconds = expiry == null ? USUAL_LIFE_SECONDS : lifeSeconds(expiry);
        JsonNode session = given == null ? JsonNodeFactory.instance.objectNode().put("type", "realtime") : given;
        SessionConfig config = SessionReader.begin(usual, session);
        ClientSecret secret = secrets.issue(lifeSeconds, session.toString());
        if (secret == null) {
            return error(429, "rate_limit_error", "rate_limit_exceeded", "Too many client secrets are open.", null);
        }
        String sessionId = "sess_" + UUID.randomUUID().toString().replace("-", "");
        long expiresSeconds = secret.expires().getEpochSecond();
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("value", secret.value())
                .put("expires_at", expiresSeconds);
        answer.set("session", config.json(sessionId, expiresSeconds));
        return answer(200, answer);
    }

    private static int lifeSeconds(EventFields expiry) {
        expiry.optionalOneOf("anchor", Map.of("created_at", true));
        Integer seconds = expiry.optionalInteger("seconds", LEAST_LIFE_SECONDS, MOST_LIFE_SECONDS);
        expiry.noOthers();
        return seconds == null ? USUAL_LIFE_SECONDS : seconds;
    }

    private static JsonNode body(HttpRequest request) {
        if (request.body().length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return JSON.readTree(request.bodyText());
        } catch (JsonProcessingException e) {
            throw new BadEvent("invalid_json", "The body is not JSON.", null);
        }
    }

    private static HttpResponse error(int status, String type, String code, String message, @Nullable String param) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return answer(status, answer);
    }

    private static HttpResponse answer(int status, ObjectNode json) {
        return new HttpResponse(
                status,
                "application/json",
                json.toString().getBytes(StandardCharsets.UTF_8),
                Map.of("Cache-Control", "no-store"));
    }
}
