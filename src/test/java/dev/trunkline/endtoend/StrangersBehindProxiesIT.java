package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.app.EmbeddedEngine;
import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.net.http.RawPeer;
import dev.trunkline.testing.FreePort;
import dev.trunkline.testing.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real proxies on this machine, as operators set them up: whoever comes through one is nobody. */
class StrangersBehindProxiesIT {

    private static final String ADMIN_TOKEN = "admin-token-of-twenty-four-letters";
    private static final String SID = "CA0123456789abcdef0123456789abcdef";
    private static final String FORM = "CallSid=" + SID + "&From=%2B14155550100&To=%2B18005550199";
    private static final String WEB_SOCKETS =
            "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;" + " proxy_set_header Connection upgrade;";

    @TempDir
    private Path folder;

    /** How they are set up. */
    enum Kind {
        NGINX(""),
        NGINX_WITH_ADDRESS("proxy_set_header X-Real-IP $remote_addr;"),
        NGINX_WITH_HOST("proxy_set_header Host $host;"),
        NGINX_WITH_HOST_AND_PORT("proxy_set_header Host $http_host; proxy_http_version 1.1;"),
        NGINX_WITH_BOTH(
                "proxy_set_header Host $host; proxy_set_header X-Real-IP $remote_addr; proxy_http_version 1.1;"),
        NGINX_FORWARDED("proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_http_version 1.1;"),
        NGINX_FOR_SOCKETS(WEB_SOCKETS),
        NGINX_FOR_SOCKETS_WITH_HOST(WEB_SOCKETS + " proxy_set_header Host $host;"),
        HAPROXY_HTTP("http"),
        HAPROXY_FORWARDED("http"),
        HAPROXY_TCP("tcp");

        private final String setting;

        Kind(String setting) {
            this.setting = setting;
        }

        Proxy start(Path folder, int port) throws IOException {
            int listenPort = FreePort.find();
            if (name().startsWith("HAPROXY")) {
                String option = this == HAPROXY_FORWARDED ? "option forwardfor" : "";
                return Proxy.haproxy(folder, listenPort, setting, option, "", port);
            }
            return Proxy.nginx(folder, listenPort, "/", setting + " proxy_pass http://127.0.0.1:{port};", port);
        }
    }

    private static Trunkline bridge(Map<String, String> further) throws Exception {
        Map<String, String> environment = new HashMap<>(
                Map.of("EVI_URL", "ws://127.0.0.1:9/v0/evi", "TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1"));
        environment.putAll(further);
        return Trunkline.start(ConfigReader.read(environment, null));
    }

    /** The statuses of one request under each name that a stranger may use. */
    private static List<Integer> ask(int port, String request, String headers, String body) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (String host : List.of("127.0.0.1:{port}", "localhost:{port}", "127.0.0.1", "voice.example.com")) {
            try (RawPeer peer = new RawPeer(port)) {
                peer.send(request + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Content-Length: " + body.length()
                        + "\r\n\r\n" + body);
                statuses.add(peer.readResponse().status());
            }
        }
        return statuses;
    }

    private static List<Integer> get(int port, String path) throws IOException {
        return ask(port, "GET " + path, "", "");
    }

    private static List<Integer> post(int port, String path, String type, String body) throws IOException {
        return ask(port, "POST " + path, "Content-Type: " + type + "\r\n", body);
    }

    @ParameterizedTest
    @EnumSource
    void withSecretsTheyAreAlwaysAskedFor(Kind kind) throws Exception {
        Map<String, String> secrets =
                Map.of("TWILIO_AUTH_TOKEN", WholeLine.TOKEN, "TRUNKLINE_ADMIN_TOKEN", ADMIN_TOKEN);
        try (Trunkline bridge = bridge(secrets);
                Proxy proxy = kind.start(folder, bridge.port())) {
            int port = proxy.port();
            for (String path : List.of("/api/calls", "/api/records", "/api/calls/" + SID, "/metrics")) {
                assertThat(get(port, path)).as(path).containsOnly(401);
            }
            assertThat(post(port, "/api/calls/" + SID + "/hangup", "text/plain", ""))
                    .containsOnly(401);
            assertThat(post(port, "/twilio/voice", "application/x-www-form-urlencoded", FORM))
                    .containsOnly(403);
            assertThat(get(port, "/healthz")).containsOnly(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutSecretsNobodyIsServed(Kind kind) throws Exception {
        try (Trunkline bridge = bridge(Map.of());
                Proxy proxy = kind.start(folder, bridge.port());
                Proxy beforeAdmin = kind.start(folder, bridge.adminUrl().getPort())) {
            int port = proxy.port();
            for (String path : List.of("/api/calls", "/api/records", "/metrics")) {
                assertThat(get(port, path)).as(path).containsOnly(404);
            }
            assertThat(post(port, "/api/calls/" + SID + "/hangup", "text/plain", ""))
                    .containsOnly(404);
            assertThat(post(port, "/twilio/voice", "application/x-www-form-urlencoded", FORM))
                    .containsOnly(403);

            for (String path : List.of("/api/calls", "/api/records", "/metrics")) {
                assertThat(get(beforeAdmin.port(), path)).as(path).containsOnly(403);
            }
            assertThat(post(beforeAdmin.port(), "/api/calls/" + SID + "/hangup", "text/plain", ""))
                    .containsOnly(403);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEngineWithoutKeysServesNobody(Kind kind) throws Exception {
        try (EmbeddedEngine engine = EmbeddedEngine.alone(
                        ConfigReader.read(Map.of("TRUNKLINE_PORT", "0", "TRUNKLINE_ADMIN_PORT", "0"), quickVoice()));
                Proxy proxy = kind.start(folder, engine.port())) {
            int port = proxy.port();
            assertThat(get(port, "/v0/evi/chats")).containsOnly(403);
            assertThat(post(port, "/v0/evi/prompts", "application/json", "{\"name\":\"a\",\"text\":\"b\"}"))
                    .containsOnly(403);
            assertThat(post(
                            port,
                            "/oauth2-cc/token",
                            "application/x-www-form-urlencoded",
                            "grant_type=client_credentials"))
                    .containsOnly(403);
            assertThat(get(port, "/metrics")).containsOnly(404);
            if (kind == Kind.NGINX_FOR_SOCKETS) {
                return; // takes away all signs of itself from handshakes; SECURITY.md says what then has to be done
            }
            for (String host : List.of("127.0.0.1:{port}", "127.0.0.1", "evi.example.com")) {
                try (RawPeer peer = new RawPeer(port)) {
                    peer.send(RawPeer.upgrade("/v0/evi/chat").replace("localhost:{port}", host));
                    assertThat(peer.readHead()).as(host).doesNotStartWith("HTTP/1.1 101");
                }
            }
        }
    }

    private Path quickVoice() throws IOException {
        return Files.writeString(folder.resolve("quick.yaml"), "voice: {kind: freetts}\n");
    }

    @Test
    void theBytesOfTheProxyProtocolAreNoRequest() throws Exception {
        try (Trunkline bridge = bridge(Map.of())) {
            for (String option : List.of("send-proxy", "send-proxy-v2")) {
                int listenPort = FreePort.find();
                try (Proxy proxy = Proxy.haproxy(folder, listenPort, "tcp", "", option, bridge.port())) {
                    assertThat(get(proxy.port(), "/healthz")).as(option).containsOnly(400);
                }
            }
        }
    }

    @Test
    void thisMachineItselfIsServedWithoutSecrets() throws Exception {
        try (Trunkline bridge = bridge(Map.of());
                RawPeer operator = new RawPeer(bridge.adminUrl().getPort());
                RawPeer phone = new RawPeer(bridge.port())) {
            operator.send("GET /api/calls HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
            assertThat(operator.readResponse().status()).isEqualTo(200);
            phone.send("POST /twilio/voice HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type:"
                    + " application/x-www-form-urlencoded\r\nContent-Length: " + FORM.length() + "\r\n\r\n" + FORM);
            assertThat(phone.readResponse().status()).isEqualTo(200);
        }
    }
}
