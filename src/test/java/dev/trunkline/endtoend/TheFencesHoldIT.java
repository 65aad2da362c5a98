package dev.trunkline.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.net.http.RawPeer;
import dev.trunkline.testing.WrittenLog;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Signatures, stream tokens, roles, this machine: whoever may comes in, and nobody else, over real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TheFencesHoldIT {

    private static final String PUBLIC = "https://voice.example.com";
    private static final String PRIMARY = "0123456789abcdef0123456789abcdef";
    private static final String SECONDARY = "abcdef0123456789abcdef0123456789";
    private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
    private static final String ADMIN = "admin-token-of-twenty-four-letters";
    private static final String OPERATOR = "operator-token-of-24-letters";
    private static final String VIEWER = "viewer-token-of-twenty-four-letters";
    private static final String SID = "CA0123456789abcdef0123456789abcdef";
    private static final Map<String, String> FORM =
            Map.of("CallSid", SID, "From", "+14155550100", "To", "+18005550199", "CallStatus", "ringing", "Empty", "");
    private static final int RACERS = 100;
    private static final List<Integer> STRANGER = List.of(401, 401, 401, 401, 401, 401);

    @TempDir
    private static Path folder;

    private ScriptedEvi evi;
    private Trunkline bridge;
    private Trunkline unsigned;
    private final List<String> wrong = new ArrayList<>();
    private int variants;
    private int calls;

    @BeforeAll
    void start() throws Exception {
        evi = new ScriptedEvi((chat, message) -> {});
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), """
                admin:
                  tokens:
                    - {name: monitoring, role: viewer, token: %s}
                    - {name: desk, role: operator, sha256: %s}
                """.formatted(VIEWER, sha256(OPERATOR)));
        bridge = start(
                Map.of(
                        "TWILIO_AUTH_TOKEN",
                        PRIMARY,
                        "TWILIO_AUTH_TOKEN_SECONDARY",
                        SECONDARY,
                        "TRUNKLINE_ADMIN_TOKEN",
                        ADMIN,
                        "TRUNKLINE_PUBLIC_URL",
                        PUBLIC),
                file);
        unsigned = start(Map.of(), null);
    }

    private Trunkline start(Map<String, String> further, @Nullable Path file) throws Exception {
        Map<String, String> environment = new HashMap<>(
                Map.of("EVI_URL", evi.uri().toString(), "TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1"));
        environment.putAll(further);
        return Trunkline.start(ConfigReader.read(environment, file));
    }

    @AfterAll
    void stop() {
        bridge.close();
        unsigned.close();
        evi.close();
    }

    @BeforeEach
    void count() {
        wrong.clear();
        variants = 0;
    }

    private void expect(String variant, int expected, int actual) {
        variants++;
        if (actual != expected) {
            boolean isAccepted = actual / 100 <= 2;
            wrong.add((isAccepted ? "FALSE ACCEPT " : "FALSE REJECT or other answer ") + variant + ": " + actual
                    + ", not " + expected);
        }
    }

    private void verdict(int least) {
        assertThat(wrong).isEmpty();
        assertThat(variants).isGreaterThanOrEqualTo(least);
    }

    // Signatures of webhooks.

    @Test
    void whatTwilioSignsIsLetInAndNothingElse() throws Exception {
        String path = "/twilio/voice";
        String url = PUBLIC + path;
        String good = signature(PRIMARY, url, FORM);
        Map<String, String> more = new HashMap<>(FORM);
        more.put("CallerName", "J\u00fcrgen <b> & Co.");
        more.put("SpeechResult", "\uD83D\uDE00");

        expect("the primary token", 200, post(path, FORM, good));
        expect("the secondary token", 200, post(path, FORM, signature(SECONDARY, url, FORM)));
        expect("with the usual port", 200, post(path, FORM, signature(PRIMARY, PUBLIC + ":443" + path, FORM)));
        expect("with a query", 200, post(path + "?a=b%20c", FORM, signature(PRIMARY, url + "?a=b%20c", FORM)));
        expect("with words of all scripts", 200, post(path, more, signature(PRIMARY, url, more)));
        expect("a header in lower case", 200, post(path, body(FORM), "x-twilio-signature: " + good));
        expect("a header in upper case", 200, post(path, body(FORM), "X-TWILIO-SIGNATURE: " + good));
        expect("blanks around it", 200, post(path, body(FORM), "X-Twilio-Signature:   " + good + "  "));
        String repeated = body(FORM) + "&Digits=2&Digits=1";
        String signedRepeated = base64(mac(
                "HmacSHA1",
                PRIMARY,
                url + "CallSid" + SID + "CallStatusringingDigits1Digits2EmptyFrom+14155550100To+18005550199"));
        expect("a parameter twice", 200, post(path, repeated, "X-Twilio-Signature: " + signedRepeated));

        expect("no header", 403, post(path, body(FORM), "X-Other: x"));
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("an empty header", "");
        forged.put("null", "null");
        forged.put("another token", signature("fedcba9876543210fedcba9876543210", url, FORM));
        forged.put("a token that is cut", signature(PRIMARY.substring(1), url, FORM));
        forged.put("a token in upper case", signature(PRIMARY.toUpperCase(Locale.ROOT), url, FORM));
        forged.put("the account as a token", signature(ACCOUNT, url, FORM));
        forged.put("the admin token as a token", signature(ADMIN, url, FORM));
        forged.put("cut by one", good.substring(0, good.length() - 1));
        forged.put("cut by half", good.substring(0, good.length() / 2));
        forged.put("one more letter", good + "A");
        forged.put("doubled", good + good);
        forged.put("with a comma", good + "," + good);
        forged.put("other case", swapCase(good));
        forged.put("for URLs", good.replace('+', '-').replace('/', '_') + "-");
        forged.put("in hex", HexFormat.of().formatHex(Base64.getDecoder().decode(good)));
        forged.put("SHA-256", base64(mac("HmacSHA256", PRIMARY, url + sorted(FORM))));
        forged.put("MD5", base64(mac("HmacMD5", PRIMARY, url + sorted(FORM))));
        forged.put(
                "no key but a hash",
                base64(MessageDigest.getInstance("SHA-1").digest((url + sorted(FORM)).getBytes(UTF_8))));
        forged.put("http", signature(PRIMARY, url.replace("https", "http"), FORM));
        forged.put("wss", signature(PRIMARY, url.replace("https", "wss"), FORM));
        forged.put("another host", signature(PRIMARY, "https://evil.example" + path, FORM));
        forged.put("the host of the socket", signature(PRIMARY, "http://localhost:" + bridge.port() + path, FORM));
        forged.put("a port", signature(PRIMARY, PUBLIC + ":8443" + path, FORM));
        forged.put("a slash", signature(PRIMARY, url + "/", FORM));
        forged.put("another path", signature(PRIMARY, PUBLIC + "/twilio/next", FORM));
        forged.put("the bare path", signature(PRIMARY, path, FORM));
        forged.put("a query", signature(PRIMARY, url + "?a=b", FORM));
        forged.put("no parameters", signature(PRIMARY, url, Map.of()));
        forged.put("other parameters", signature(PRIMARY, url, Map.of("CallSid", SID)));
        forged.put("another value", signature(PRIMARY, url, with(FORM, "From", "+14155550101")));
        forged.put("a parameter more", signature(PRIMARY, url, with(FORM, "X", "y")));
        forged.put("unsorted", base64(mac("HmacSHA1", PRIMARY, url + new StringBuilder(sorted(FORM)).reverse())));
        forged.put("the body as it came", base64(mac("HmacSHA1", PRIMARY, url + body(FORM))));
        forged.put("twenty zeros", base64(new byte[20]));
        forged.put("no base64", "!!!!!!!!!!!!!!!!!!!!!!!!!!!=");
        forged.put("four kilobytes", "A".repeat(4_000));
        for (Map.Entry<String, String> each : forged.entrySet()) {
            expect(each.getKey(), 403, post(path, FORM, each.getValue()));
        }
        expect("a query that is not signed", 403, post(path + "?a=b", FORM, good));
        expect("a form that is not signed", 403, post(path, with(FORM, "From", "+19005550100"), good));
        expect("a parameter that is not signed", 403, post(path, with(FORM, "Z", "z"), good));
        expect(
                "the wrong one first",
                403,
                post(path, body(FORM), "X-Twilio-Signature: x\r\nX-Twilio-Signature: " + good));
        for (String other : List.of("/twilio/next", "/twilio/dialed", "/twilio/whisper")) {
            expect(
                    other + " signed, without our own link",
                    403,
                    post(other, FORM, signature(PRIMARY, PUBLIC + other, FORM)));
            expect(
                    other + " with a link that is made up",
                    403,
                    post(
                            other + "?call=" + SID + "&attempt=1&n=1&sig=AAAAAAAAAAAAAAAAAAAAAA",
                            FORM,
                            signature(
                                    PRIMARY,
                                    PUBLIC + other + "?call=" + SID + "&attempt=1&n=1&sig=AAAAAAAAAAAAAAAAAAAAAA",
                                    FORM)));
        }
        expect("status", 204, post("/twilio/status", FORM, signature(PRIMARY, PUBLIC + "/twilio/status", FORM)));
        expect("status, unsigned", 403, post("/twilio/status", body(FORM), "X: y"));
        verdict(55);
    }

    // Handshakes of streams.

    @Test
    void aStreamOpensOnceForWhomItWasMintedAndSigned() throws Exception {
        String token = mint();
        String path = "/twilio/media/" + token;
        String url = "wss://voice.example.com" + path;
        String good = signed(url);

        expect("no signature", 403, upgrade(path, ""));
        expect("another token's", 403, upgrade(path, header(signature(ADMIN, url, Map.of()))));
        expect("signed for https", 403, upgrade(path, header(signed(PUBLIC + path))));
        expect("signed for another stream", 403, upgrade(path, header(signed(url + "x"))));
        expect("signed for the path", 403, upgrade(path, header(signed(path))));
        expect("a page of elsewhere", 403, upgrade(path, header(good) + "Origin: https://evil.example\r\n"));
        expect("a page of nobody", 403, upgrade(path, header(good) + "Origin: null\r\n"));
        expect("a page of this machine", 403, upgrade(path, header(good) + "Origin: http://localhost:3000\r\n"));
        expect("an old draft", 426, raw(RawPeer.upgrade(path, header(good)).replace("Version: 13", "Version: 8")));
        expect(
                "no version",
                426,
                raw(RawPeer.upgrade(path, header(good)).replace("Sec-WebSocket-Version: 13\r\n", "")));
        expect("no key", 400, raw(RawPeer.upgrade(path, header(good)).replace("Sec-WebSocket-Key", "X-Key")));
        expect("posted", 405, raw(RawPeer.upgrade(path, header(good)).replaceFirst("^GET", "POST")));
        expect("HTTP/1.0", 400, raw(RawPeer.upgrade(path, header(good)).replace("HTTP/1.1", "HTTP/1.0")));
        expect("no upgrade", 400, raw("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + header(good) + "\r\n"));
        expect("with a query", 403, upgrade(path + "?x=y", header(good)));
        expect("no token", 404, upgrade("/twilio/media", header(signed("wss://voice.example.com/twilio/media"))));
        expect("two tokens", 404, upgrade(path + "/" + token, header(signed(url + "/" + token))));
        for (String other :
                List.of("x", "A".repeat(22), token.substring(1), token + "A", swapCase(token), "%00", "..")) {
            String of = "/twilio/media/" + other;
            expect("the token " + other, 403, upgrade(of, header(signed("wss://voice.example.com" + of))));
        }

        expect("at last, what Twilio sends", 101, upgrade(path, header(good)));
        expect("the same again", 403, upgrade(path, header(good)));
        String slash = "/twilio/media/" + mint();
        expect("signed with a slash", 101, upgrade(slash, header(signed("wss://voice.example.com" + slash + "/"))));
        String port = "/twilio/media/" + mint();
        expect("signed with the usual port", 101, upgrade(port, header(signed("wss://voice.example.com:443" + port))));
        String second = "/twilio/media/" + mint();
        expect(
                "the secondary token",
                101,
                upgrade(
                        second,
                        "x-twilio-signature: " + signature(SECONDARY, "wss://voice.example.com" + second, Map.of())
                                + "\r\n"));
        assertThat(evi.chats())
                .as("no far end is called before a stream has started")
                .isEmpty();
        verdict(25);
    }

    @Test
    void ofAHundredAtOnceOneOpensTheStream() throws Exception {
        String path = "/twilio/media/" + mint();
        String request = RawPeer.upgrade(path, header(signed("wss://voice.example.com" + path)));
        ExecutorService racers = Executors.newFixedThreadPool(RACERS);
        List<RawPeer> peers = new ArrayList<>();
        try {
            List<Callable<Integer>> race = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                RawPeer peer = new RawPeer(bridge.port());
                peers.add(peer);
                race.add(() -> status(peer.send(request).readHead()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> each : racers.invokeAll(race)) {
                statuses.add(each.get());
            }

            assertThat(statuses.stream().filter(status -> status == 101)).hasSize(1);
            assertThat(statuses.stream().filter(status -> status == 403)).hasSize(RACERS - 1);
        } finally {
            racers.shutdownNow();
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void aThousandStrangersCostALineAndNoCall() throws Exception {
        String upgrade = RawPeer.upgrade("/twilio/media/" + "A".repeat(22));
        Map<String, String> signed = Map.of("TWILIO_AUTH_TOKEN", PRIMARY, "TRUNKLINE_ADMIN_TOKEN", ADMIN);
        try (WrittenLog log = WrittenLog.begin();
                Trunkline untouched = start(signed, null)) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(raw(untouched.port(), upgrade)).isEqualTo(403);
            }

            assertThat(log.text().lines().filter(line -> line.contains("request refused")))
                    .as("a line of one address and one reason in ten seconds")
                    .hasSizeBetween(1, 3);
            assertThat(log.text()).contains("reason=\"unsigned\" peer=\"127.0.0.1\" status=\"403\"");
            assertThat(asked(untouched.port(), "/metrics"))
                    .contains("trunkline_handshakes_rejected_total{reason=\"unsigned\"} 1000")
                    .contains("trunkline_calls_active 0");
        }
        assertThat(evi.chats()).isEmpty();
    }

    @Test
    void nothingIsReadWithoutEnd() throws Exception {
        String fits = "X-A: " + "a".repeat(7_000) + "\r\n";
        expect("headers that fit", 403, upgrade("/twilio/media/x", fits));
        expect("headers that do not", 431, upgrade("/twilio/media/x", fits + fits));
        expect("a line that does not", 414, upgrade("/twilio/media/" + "x".repeat(9_000), ""));
        expect(
                "a body that does not",
                413,
                raw("POST /twilio/voice HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n"));
        verdict(4);
    }

    // Browsers.

    @Test
    void everyAnswerTellsBrowsersToBeCareful() throws Exception {
        String admin = "Authorization: Bearer " + ADMIN + "\r\n";
        for (String request : List.of(
                "GET /api/calls HTTP/1.1\r\nHost: localhost\r\n" + admin,
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\n" + admin,
                "GET /api/calls HTTP/1.1\r\nHost: localhost\r\n",
                "GET /api/calls HTTP/1.1\r\nHost: evil.example\r\n" + admin,
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\n",
                "GET /nothing HTTP/1.1\r\nHost: localhost\r\n",
                "DELETE /metrics HTTP/1.1\r\nHost: localhost\r\n",
                "POST /twilio/voice HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n",
                "rubbish\r\n")) {
            for (int port : List.of(bridge.port(), unsigned.adminUrl().getPort())) {
                try (RawPeer peer = new RawPeer(port)) {
                    assertThat(peer.send(request + "\r\n").readHead().toLowerCase(Locale.ROOT))
                            .as(request)
                            .contains(
                                    "content-security-policy: default-src 'none'; frame-ancestors 'none'",
                                    "x-content-type-options: nosniff",
                                    "x-frame-options: deny",
                                    "referrer-policy: no-referrer",
                                    "cache-control: no-store",
                                    "cross-origin-opener-policy: same-origin",
                                    "cross-origin-resource-policy: same-origin");
                }
            }
        }
    }

    // Operators.

    @Test
    void eachRoleMayWhatItMayAndNobodyElseMayAnything() throws Exception {
        List<String> doors = List.of(
                "GET /metrics",
                "GET /api/calls",
                "GET /api/records",
                "GET /api/calls/" + SID,
                "POST /api/calls/" + SID + "/hangup",
                "POST /api/transfers/on");
        Map<String, List<Integer>> expected = new LinkedHashMap<>();
        expected.put("X: y", STRANGER);
        expected.put("Authorization: Bearer", STRANGER);
        expected.put("Authorization: Bearer a-wrong-token-of-twenty-four", STRANGER);
        expected.put("Authorization: Bearer " + VIEWER + "x", STRANGER);
        expected.put("Authorization: Bearer " + sha256(OPERATOR), STRANGER);
        expected.put("Authorization: Bearer " + PRIMARY, STRANGER);
        expected.put("Authorization: Basic " + ADMIN, STRANGER);
        expected.put("Cookie: token=" + ADMIN, STRANGER);
        expected.put("Authorization: Bearer " + VIEWER, List.of(200, 200, 200, 404, 403, 403));
        expected.put("Authorization: Bearer " + OPERATOR, List.of(200, 200, 200, 404, 404, 403));
        expected.put("authorization: bearer " + ADMIN, List.of(200, 200, 200, 404, 404, 204));
        expected.put(
                "X-Forwarded-For: 203.0.113.9\r\nAuthorization: Bearer " + ADMIN,
                List.of(200, 200, 200, 404, 404, 204));
        for (Map.Entry<String, List<Integer>> each : expected.entrySet()) {
            for (int i = 0; i < doors.size(); i++) {
                String request = doors.get(i) + " HTTP/1.1\r\nHost: voice.example.com\r\n" + each.getKey() + "\r\n\r\n";
                expect(doors.get(i) + " with " + each.getKey(), each.getValue().get(i), raw(request));
            }
        }
        String admin = "Authorization: Bearer " + ADMIN + "\r\n";
        expect(
                "a token in the query",
                401,
                raw("GET /api/calls?token=" + ADMIN + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        expect("a foreign host", 421, raw("GET /api/calls HTTP/1.1\r\nHost: evil.example\r\n" + admin + "\r\n"));
        expect(
                "a page of elsewhere",
                403,
                raw("POST /api/calls/" + SID + "/hangup HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n"
                        + admin + "\r\n"));
        expect("anybody's health", 200, raw("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
        verdict(60);
    }

    // This machine, where there are no secrets.

    @Test
    void withoutSecretsThisMachineAloneIsServed() throws Exception {
        String form = body(FORM);
        Map<String, Integer> signs = new LinkedHashMap<>();
        signs.put("Host: localhost:{port}", 200);
        signs.put("Host: 127.0.0.1:{port}", 200);
        signs.put("Host: [::1]:{port}", 200);
        signs.put("Host: localhost:{port}\r\nX-Twilio-Signature: whatever", 200);
        for (String sign : List.of(
                "Host: localhost",
                "Host: localhost:1",
                "Host: evil.example:{port}",
                "Host: localhost.evil.example:{port}",
                "Host: 127.0.0.1.evil.example:{port}",
                "Host: 2130706433:{port}",
                "Host: 0x7f.1:{port}",
                "Host: localhost:{port}\r\nX-Forwarded-For: 127.0.0.1",
                "Host: localhost:{port}\r\nX-Real-IP: 127.0.0.1",
                "Host: localhost:{port}\r\nVia: 1.1 x",
                "Host: localhost:{port}\r\nForwarded: for=127.0.0.1",
                "Host: localhost:{port}\r\nCF-Connecting-IP: 203.0.113.9")) {
            signs.put(sign, 403);
        }
        int admin = unsigned.adminUrl().getPort();
        for (Map.Entry<String, Integer> each : signs.entrySet()) {
            String rest = " HTTP/1.1\r\n" + each.getKey() + "\r\n";
            expect(
                    "webhook, " + each.getKey(),
                    each.getValue(),
                    raw(
                            unsigned.port(),
                            "POST /twilio/voice" + rest
                                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                    + form.length()
                                    + "\r\n\r\n" + form));
            expect("operator, " + each.getKey(), each.getValue(), raw(admin, "GET /api/calls" + rest + "\r\n"));
            expect(
                    "stream, " + each.getKey(),
                    each.getValue() == 200 ? 101 : 403,
                    raw(
                            unsigned.port(),
                            RawPeer.upgrade("/twilio/media").replace("Host: localhost:{port}", each.getKey())));
        }
        expect(
                "operators' door is not where everybody comes",
                404,
                raw(unsigned.port(), "GET /api/calls HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"));
        verdict(45);
    }

    // What is sent.

    private int post(String pathAndQuery, Map<String, String> form, String signature) throws Exception {
        return post(pathAndQuery, body(form), "X-Twilio-Signature: " + signature);
    }

    private int post(String pathAndQuery, String body, String header) throws Exception {
        return raw("POST " + pathAndQuery + " HTTP/1.1\r\nHost: voice.example.com\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n"
                + header
                + "\r\n\r\n" + body);
    }

    private int upgrade(String pathAndQuery, String headers) throws Exception {
        return raw(RawPeer.upgrade(pathAndQuery, headers));
    }

    private int raw(String request) throws Exception {
        return raw(bridge.port(), request);
    }

    private static int raw(int port, String request) throws Exception {
        try (RawPeer peer = new RawPeer(port)) {
            return status(peer.send(request).readHead());
        }
    }

    private static String asked(int port, String path) throws Exception {
        try (RawPeer peer = new RawPeer(port)) {
            return peer.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ADMIN
                            + "\r\n\r\n")
                    .readResponse()
                    .body();
        }
    }

    private static int status(String head) {
        return Integer.parseInt(head.substring(9, 12));
    }

    /** A token for a stream, as a call that rings gets one. */
    private String mint() throws Exception {
        String sid = String.format(Locale.ROOT, "CA%032x", ++calls);
        Map<String, String> form = with(FORM, "CallSid", sid);
        URI url = URI.create(PUBLIC + "/twilio/voice");
        String body = body(form);
        try (RawPeer peer = new RawPeer(bridge.port())) {
            peer.send("POST /twilio/voice HTTP/1.1\r\nHost: voice.example.com\r\nContent-Type:"
                    + " application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                    + "\r\nX-Twilio-Signature: " + signature(PRIMARY, url.toString(), form) + "\r\n\r\n" + body);
            String twiml = peer.readResponse().body();
            return twiml.replaceFirst("(?s).*/twilio/media/([A-Za-z0-9_-]+)\".*", "$1");
        }
    }

    private static String header(String signature) {
        return "X-Twilio-Signature: " + signature + "\r\n";
    }

    private static String signed(String url) throws Exception {
        return signature(PRIMARY, url, Map.of());
    }

    private static String signature(String token, String url, Map<String, String> form) throws Exception {
        return base64(mac("HmacSHA1", token, url + sorted(form)));
    }

    private static String sorted(Map<String, String> form) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
        return text.toString();
    }

    private static byte[] mac(String algorithm, String key, String text) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> other = new HashMap<>(form);
        other.put(name, value);
        return other;
    }

    private static String swapCase(String text) {
        return text.chars()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String body(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
