package dev.trunkline.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.continuity.OneTimeUses.Use;
import dev.trunkline.lab.tls.SelfMadeCertificate;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.testing.Certificates;
import dev.trunkline.testing.FreePort;
import dev.trunkline.testing.RedisProcess;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other ways to have a Redis: in a cluster, behind Sentinel, over TLS. */
class RedisKindsIT {

    @TempDir
    Path folder;

    @Test
    void ofACluster() throws Exception {
        try (RedisProcess redis = RedisProcess.start("--cluster-enabled", "yes")) {
            redis.ask("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
            await().until(() -> !redis.ask("SET", "a", "b").startsWith("-"));

            works(new RedisPlace(List.of(redis.url()), true, null));
        }
    }

    @Test
    void behindSentinel() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            Path config = Files.writeString(
                    folder.resolve("sentinel.conf"),
                    "sentinel monitor main 127.0.0.1 " + redis.uri().getPort() + " 1\n");
            try (RedisProcess sentinel = RedisProcess.startWith(config.toString(), "--sentinel")) {
                works(new RedisPlace(
                        List.of("redis-sentinel://127.0.0.1:" + sentinel.uri().getPort() + "#main"), false, null));
            }
        }
    }

    @Test
    void overTlsWithAnAuthorityOfItsOwn() throws Exception {
        SelfMadeCertificate certificate = Certificates.ofThisMachine();
        X509Certificate authority = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificate.certificate())));
        int tlsPort = FreePort.find();
        try (RedisProcess redis = RedisProcess.start(
                "--tls-port",
                Integer.toString(tlsPort),
                "--tls-cert-file",
                certificate.certificate().toString(),
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-ca-cert-file",
                certificate.certificate().toString(),
                "--tls-auth-clients",
                "no")) {
            assertThat(redis.ask("PING")).isEqualTo("+PONG");
            works(new RedisPlace(
                    List.of("rediss://localhost:" + tlsPort),
                    false,
                    ClientTls.trusting(List.of(authority)).trustManagers()));
        }
    }

    private static void works(RedisPlace place) throws Exception {
        RedisStores stores =
                new RedisStores(place, "a", System::nanoTime, StateMeters.NONE, task -> new Thread(task, "state"));
        try {
            stores.awaitConnected(Duration.ofSeconds(30));
            CallMemory memory = new CallMemory(stores.calls(), "a", InstantSource.system());
            memory.comes("CA1", "+1", "+2", "Back.");
            memory.begins("CA1", "+1", "+2", "default");
            memory.talks("CA1", 1, "group-1", "");

            await().until(() -> {
                RememberedCall read =
                        stores.calls().read("CA1").toCompletableFuture().get();
                return read != null && "group-1".equals(read.chatGroupId());
            });
            await().until(() -> stores.uses()
                            .use("hash", Duration.ofMinutes(1))
                            .toCompletableFuture()
                            .get()
                    != Use.UNKNOWN);
        } finally {
            stores.close();
        }
    }
}
