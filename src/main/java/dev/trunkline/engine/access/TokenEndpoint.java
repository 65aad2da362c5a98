package dev.trunkline.engine.access;

import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges an API key and its secret for an access token: EVI's {@code POST /oauth2-cc/token}, the client credentials grant
 * of RFC 6749 (4.4; errors as in 5.2). Thread-safe.
 */
public final class TokenEndpoint implements HttpEndpoint {

    public static final String PATH = "/oauth2-cc/token";

    private static final String BASIC = "basic ";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MAX_FORM_BYTES = 4_096;
    private static final int MAX_FORM_FIELDS = 16;
    private static final Map<String, String> NOT_KEPT = Map.of("Cache-Control", "no-store", "Pragma", "no-cache");

    private final Access access;

    public TokenEndpoint(Access access) {
        this.access = access;
    }

    @Override
    public void handle(HttpRequest request, Reply reply) {
        reply.send(answer(request));
    }

    private HttpResponse answer(HttpRequest request) {
        String token = token(request.header("authorization"));
        if (token == null) {
            return answer(
                    401,
                    "{\"error\":\"invalid_client\",\"error_description\":\"Authorization must be Basic, with the API key"
                            + " and the secret key.\"}",
                    Map.of("WWW-Authenticate", "Basic realm=\"evi\""));
        }
        List<String> grants = form(request).getOrDefault("grant_type", List.of());
        if (grants.size() != 1) {
            return answer(
                    400,
                    "{\"error\":\"invalid_request\",\"error_description\":\"The body must be a form with one"
                            + " grant_type.\"}",
                    NOT_KEPT);
        }
        if (!grants.get(0).equals("client_credentials")) {
            return answer(
                    400,
                    "{\"error\":\"unsupported_grant_type\",\"error_description\":\"grant_type must be"
                            + " client_credentials.\"}",
                    NOT_KEPT);
        }
        return answer(
                200,
                "{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\",\"expires_in\":"
                        + AccessTokens.LIFE_SECONDS + "}",
                NOT_KEPT);
    }

    private static HttpResponse answer(int status, String json, Map<String, String> headers) {
        return new HttpResponse(status, "application/json", json.getBytes(StandardCharsets.UTF_8), headers);
    }

    private @Nullable String token(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return null;
        }
        String pair;
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            pair = new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        int colon = pair.indexOf(':'); // RFC 7617: the first one; a secret may hold more
        return colon < 0 ? null : access.token(pair.substring(0, colon), pair.substring(colon + 1));
    }

    private static Map<String, List<String>> form(HttpRequest request) {
        String type = request.header("content-type");
        boolean isForm = type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
        if (!isForm || request.body().length > MAX_FORM_BYTES) {
            return Map.of();
        }
        try {
            return new QueryStringDecoder(request.bodyText(), StandardCharsets.UTF_8, false, MAX_FORM_FIELDS)
                    .parameters();
        } catch (IllegalArgumentException e) {
            return Map.of(); // a percent sign that stands for nothing
        }
    }
}
