package dev.trunkline.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An OpenID Connect provider that signs everybody in, and lies as a test wants it to. */
@SuppressWarnings("NullAway") // what is missing fails the test
final class FakeProvider implements AutoCloseable {

    static final String CLIENT = "trunkline";

    private final HttpServer server;
    private final Map<String, Map<String, List<String>>> codes = new HashMap<>();
    private RSAKey key = key("first");
    private String issuer;
    private UnaryOperator<JWTClaimsSet.Builder> claims = builder -> builder;
    private Signing signing = Signing.RIGHT;
    private int tokens;

    enum Signing {
        RIGHT,
        NONE,
        ANOTHER_KEY,
        WITH_THE_PUBLIC_KEY
    }

    FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/.well-known/openid-configuration", this::configuration);
        server.createContext(
                "/jwks",
                exchange ->
                        answer(exchange, 200, new JWKSet(key).toPublicJWKSet().toString()));
        server.createContext("/token", this::token);
        server.start();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void callsItself(String other) {
        issuer = other;
    }

    void says(UnaryOperator<JWTClaimsSet.Builder> other) {
        claims = other;
    }

    void signs(Signing other) {
        signing = other;
    }

    void takesAnotherKey() {
        key = key("second");
    }

    int tokens() {
        return tokens;
    }

    /** Somebody signs in: the code that the browser is sent back with. */
    String authorize(URI address) {
        Map<String, List<String>> asked = URLUtils.parseParameters(address.getRawQuery());
        String code = "code-" + (codes.size() + 1);
        codes.put(code, asked);
        return code;
    }

    private void configuration(HttpExchange exchange) throws IOException {
        String base = issuer().toString();
        answer(
                exchange,
                200,
                ("{'issuer':'" + issuer + "','authorization_endpoint':'" + base + "/authorize','token_endpoint':'"
                                + base
                                + "/token','jwks_uri':'" + base
                                + "/jwks','subject_types_supported':['public'],'response_types_supported':['code'],"
                                + "'id_token_signing_alg_values_supported':['RS256']}")
                        .replace('\'', '"'));
    }

    private void token(HttpExchange exchange) throws IOException {
        tokens++;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> given = URLUtils.parseParameters(body);
        Map<String, List<String>> asked = codes.remove(given.get("code").get(0)); // once
        String verifier = given.getOrDefault("code_verifier", List.of("")).get(0);
        boolean isGood = asked != null
                && exchange.getRequestHeaders().getFirst("Authorization").startsWith("Basic ")
                && asked.get("redirect_uri").equals(given.get("redirect_uri"))
                && asked.get("code_challenge_method").equals(List.of("S256"))
                && verifier.length() >= 43
                && CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier))
                        .getValue()
                        .equals(asked.get("code_challenge").get(0));
        if (!isGood) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        try {
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"secret\",\"token_type\":\"Bearer\",\"id_token\":\""
                            + idToken(asked.get("nonce").get(0)).serialize() + "\"}");
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWT idToken(String nonce) throws JOSEException {
        JWTClaimsSet said = claims.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer().toString())
                        .audience(CLIENT)
                        .subject("0815")
                        .claim("preferred_username", "ann")
                        .claim("realm_access", Map.of("roles", List.of("phone-operators", "staff")))
                        .claim("nonce", nonce)
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(Instant.now().plusSeconds(300))))
                .build();
        switch (signing) {
            case NONE -> {
                return new PlainJWT(said);
            }
            case WITH_THE_PUBLIC_KEY -> {
                SignedJWT forged = new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(key.getKeyID())
                                .build(),
                        said);
                forged.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
                return forged;
            }
            default -> {
                RSAKey with = signing == Signing.ANOTHER_KEY ? key(key.getKeyID()) : key;
                SignedJWT signed = new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID(with.getKeyID())
                                .build(),
                        said);
                signed.sign(new RSASSASigner(with));
                return signed;
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
