package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is taken for a program of this machine that speaks for itself. */
class ThisMachineTest {

    private ServedRoutes server;

    @BeforeEach
    void serve() throws IOException {
        server = new ServedRoutes(Routes.builder()
                .http(
                        "GET",
                        "/who",
                        (request, reply) -> reply.send(HttpResponse.text(
                                200, String.valueOf(request.sender().stranger())))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String stranger(String version, String host, String header) throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send("GET /who " + version + "\r\nHost: " + host.replace("PORT", String.valueOf(server.port()))
                    + "\r\n" + header + "\r\n");
            return peer.readResponse().body();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCALHOST:PORT", "localhost:PORT", "127.0.0.1:PORT", "127.1.2.3:PORT", "[::1]:PORT"})
    void itsNamesAreItsOwn(String host) throws IOException {
        assertThat(stranger("HTTP/1.1", host, "")).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "voice.example.com",
                "localhost.",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example:PORT",
                "localhost",
                "127.0.0.1",
                "[::1]",
                "localhost:",
                "localhost.:PORT",
                "2130706433:PORT",
                "127.1:PORT",
                "localhost:1",
                "127.0.0.1:80",
                "[::1]:65535",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "127.1",
                "127.0.0.01",
                "127.0.0.256",
                "0.0.0.0:PORT",
                "[::]:PORT",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "localhost%2eevil.example",
                "",
                "ip6-localhost"
            })
    void otherNamesAreSomebodyElses(String host) throws IOException {
        assertThat(stranger("HTTP/1.1", host, "")).isEqualTo("foreign_host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=203.0.113.9",
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: a",
                "X-Forwarded: x",
                "X-ForwardedFor: x",
                "X_Forwarded_For: x",
                "Forwarded-For: x",
                "X-Real-IP: 203.0.113.9",
                "X-RealIP: x",
                "Via: 1.1 squid",
                "x-client-ip: x",
                "X-ClientIP: x",
                "X-Cluster-Client-IP: x",
                "True-Client-IP: x",
                "Client-IP: x",
                "CF-Connecting-IP: x",
                "cf-ray: x",
                "CDN-Loop: x",
                "Fastly-Client-IP: x",
                "Fly-Client-IP: x",
                "Fly-Region: x",
                "X-Original-Host: x",
                "X-Original-URL: /",
                "X-Rewrite-URL: /",
                "X-Envoy-External-Address: x",
                "X-Amzn-Trace-Id: x",
                "X-Amz-Cf-Id: x",
                "X-Appengine-User-IP: x",
                "Ngrok-Trace-Id: x",
                "Tailscale-User-Login: x",
                "X-Azure-ClientIP: x",
                "X-ARR-LogId: x",
                "X-Vercel-Id: x",
                "X-NF-Request-ID: x",
                "Akamai-Origin-Hop: x",
                "X-Cloud-Trace-Context: x",
                "X-ProxyUser-Ip: x",
                "Proxy-Connection: keep-alive",
                "X-Varnish: 1",
                "X-Traefik-Router: x",
                "Cloudfront-Viewer-Address: x",
                "X-Remote-IP: x",
                "X-Originating-IP: x",
                "X-Forwarded-For:",
                "Connection: upgrade",
                "Surrogate-Capability: x",
                "X-Accel-Internal: x"
            })
    void whoeverSpeaksForSomebodyElseIsForwarded(String header) throws IOException {
        assertThat(stranger("HTTP/1.1", "localhost:PORT", header + "\r\n")).isEqualTo("forwarded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "User-Agent: curl/8",
                "Content-Type: application/json",
                "Cookie: x",
                "Priority: u=0",
                "X-Twilio-Signature: x",
                "I-Twilio-Idempotency-Token: x",
                "X-Hume-Api-Key: x",
                "X-Hume-Client-Name: x",
                "X-Fern-Runtime: node",
                "Sec-Fetch-Site: none",
                "Sec-CH-UA-Platform: x",
                "Upgrade-Insecure-Requests: 1",
                "HTTP2-Settings: x",
                "X-Requested-With: x",
                "Idempotency-Key: x",
                "X-Prometheus-Scrape-Timeout-Seconds: 10",
                "Traceparent: 00-0-0-00",
                "X-Request-Id: x",
                "If-None-Match: x",
                "Referer: http://localhost/"
            })
    void plainClientsAreNot(String header) throws IOException {
        assertThat(stranger("HTTP/1.1", "localhost:PORT", header + "\r\n")).isEqualTo("null");
    }

    @Test
    void anOldVersionIsAProxys() throws IOException {
        assertThat(stranger("HTTP/1.0", "localhost:PORT", "")).isEqualTo("old_http");
    }
}
