package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.RawPeer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The carrier's side on loopback behind a public name, and a Twilio that knows the auth token. */
final class ServedCarrier implements AutoCloseable {

    static final String PUBLIC = "https://voice.example.com";
    static final String LOCAL = "http://localhost:8080";
    static final String TOKEN = "12345";
    static final String URL_KEY = "url key";

    final RecordingCarrierEvents bridge = new RecordingCarrierEvents();
    final HeldClock clock = new HeldClock();
    final TwilioCarrier carrier;
    final TwilioOutbound outbound;
    private final EventLoops loops = new EventLoops("test", 1);
    private final HttpServer server;

    ServedCarrier(@Nullable String authToken) throws IOException {
        this(authToken, authToken == null ? LOCAL : PUBLIC);
    }

    ServedCarrier(@Nullable String authToken, String publicUrl) throws IOException {
        this(new TwilioSettings(URI.create(publicUrl), authToken));
    }

    private ServedCarrier(TwilioSettings settings) throws IOException {
        carrier = new TwilioCarrier(
                settings, bridge, List.of(URL_KEY.getBytes(UTF_8)), null, TokenUses.NOBODY_ELSES, clock);
        Routes.Builder routes = Routes.builder().alsoUnder(settings.publicUrl().getRawPath());
        carrier.contribute(routes);
        URI nobody = URI.create("http://localhost:9");
        outbound = carrier.outbound(new TwilioRest(new TwilioRest.Access("AC1", "AC1", TOKEN, nobody)));
        outbound.contribute(routes);
        server = HttpServer.start(loops, "127.0.0.1", 0, routes.build());
    }

    static ServedCarrier with(TwilioSettings settings) throws IOException {
        return new ServedCarrier(settings);
    }

    RawPeer connect() throws IOException {
        return new RawPeer(server.port());
    }

    /** A signed webhook; {@code url} is absolute or a path. */
    RawPeer.Response webhook(String url, Map<String, String> form) throws IOException {
        return webhook(url, form, "");
    }

    /** A signed handshake, which is then dropped; tells the status. */
    int openStream(String path) throws IOException {
        try (RawPeer peer = connect()) {
            return peer.send("GET " + path + " HTTP/1.1\r\nHost: whatever\r\nUpgrade: websocket\r\n"
                            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-Twilio-Signature: "
                            + sign("wss" + PUBLIC.substring("https".length()) + path) + "\r\n\r\n")
                    .readResponse()
                    .status();
        }
    }

    RawPeer.Response webhook(String url, Map<String, String> form, String furtherHeaders) throws IOException {
        String path = url.startsWith("/") ? url : url.substring(PUBLIC.length());
        StringBuilder signed = new StringBuilder(PUBLIC + path);
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        return post(path, form, furtherHeaders + "X-Twilio-Signature: " + sign(signed.toString()) + "\r\n");
    }

    RawPeer.Response post(String path, Map<String, String> form, String furtherHeaders) throws IOException {
        String body = form.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        try (RawPeer peer = connect()) {
            return peer.send("POST " + path + " HTTP/1.1\r\nHost: localhost:{port}\r\n" + furtherHeaders
                            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body)
                    .readResponse();
        }
    }

    static String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(TOKEN.getBytes(UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }
}
