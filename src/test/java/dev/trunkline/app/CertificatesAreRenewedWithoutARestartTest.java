package dev.trunkline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.PemFiles;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.lab.tls.SelfMadeCertificate;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.testing.Certificates;
import dev.trunkline.testing.WrittenLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesAreRenewedWithoutARestartTest {

    private static final Set<String> EXPIRY = Set.of(MetricName.TLS_EXPIRY.prometheus());

    private final SelfMadeCertificate old = Certificates.ofThisMachine();
    private final SelfMadeCertificate renewed = Certificates.ofElsewhere();
    private final Metrics metrics = new Metrics();

    @TempDir
    private Path folder;

    @Test
    void theNewOneIsShownOnceItsKeyIsThereToo() throws Exception {
        copy(old.certificate(), "tls.crt");
        copy(old.key(), "tls.key");
        try (ServerIdentity identity = ServerIdentity.of(configured(), metrics);
                WrittenLog log = WrittenLog.begin()) {
            assertThat(identity.look()).as("they are the same").isFalse();
            assertThat(log.text()).isEmpty();

            copy(renewed.certificate(), "tls.crt");
            assertThat(identity.look()).as("its key is missing").isFalse();
            assertThat(identity.look()).isFalse();
            assertThat(log.text().lines())
                    .singleElement()
                    .asString()
                    .contains("cannot be renewed")
                    .contains("tls.key, which is the key of another certificate");
            assertThat(expiry()).isEqualTo(endOf(old));

            copy(renewed.key(), "tls.key");
            assertThat(identity.look()).isTrue();
            assertThat(expiry()).isEqualTo(endOf(renewed));
            assertThat(identity.look()).as("it is shown already").isFalse();
        }
    }

    @Test
    void aFileThatIsGoneOrDamagedChangesNothing() throws Exception {
        copy(old.certificate(), "tls.crt");
        copy(old.key(), "tls.key");
        try (ServerIdentity identity = ServerIdentity.of(configured(), metrics)) {
            Files.writeString(folder.resolve("tls.crt"), "-----BEGIN CERTIFICATE-----\nMIIB");
            assertThat(identity.look()).isFalse();
            Files.delete(folder.resolve("tls.crt"));
            assertThat(identity.look()).isFalse();

            assertThat(expiry()).isEqualTo(endOf(old));
        }
    }

    @Test
    void whereNoTlsIsSpokenNothingEnds() {
        try (ServerIdentity identity = ServerIdentity.of(null, metrics)) {
            assertThat(identity.tls()).isNull();
            assertThat(identity.look()).isFalse();
            assertThat(metrics.prometheusText(EXPIRY).lines()).allMatch(line -> line.startsWith("#"));
        }
    }

    private TrunklineConfig.Identity configured() throws Exception {
        Map<String, String> environment = Map.of(
                "TRUNKLINE_TLS_CERTIFICATE",
                folder.resolve("tls.crt").toString(),
                "TRUNKLINE_TLS_KEY",
                folder.resolve("tls.key").toString());
        return Objects.requireNonNull(
                ConfigReader.read(environment, null).server().identity());
    }

    private void copy(Path file, String name) throws Exception {
        Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private String expiry() {
        return metrics.prometheusText(EXPIRY)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
    }

    private static String endOf(SelfMadeCertificate files) throws Exception {
        return MetricName.TLS_EXPIRY.prometheus() + " "
                + PemFiles.certificates(files.certificate())
                        .get(0)
                        .getNotAfter()
                        .toInstant()
                        .getEpochSecond();
    }
}
