package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trunkline.lab.tls.SelfMadeCertificate;
import dev.trunkline.testing.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsConfigTest {

    private static final String CERTIFICATE = "TRUNKLINE_TLS_CERTIFICATE";
    private static final String KEY = "TRUNKLINE_TLS_KEY";
    private static final String CA = "EVI_CA_CERTIFICATE";

    @TempDir
    Path folder;

    private final SelfMadeCertificate here = Certificates.ofThisMachine();
    private final SelfMadeCertificate elsewhere = Certificates.ofElsewhere();

    @Test
    void certificateAndKeyAreReadAndTheKeyNeverPrinted() throws Exception {
        TrunklineConfig.Identity identity = read(here.certificate(), here.key());

        assertThat(identity.chain()).hasSize(1);
        assertThat(identity).hasToString("CN=trunkline tests");
        assertThat(identity.key().getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void aChainIsReadInItsOrderWhateverStandsBetween() throws Exception {
        Path chain = folder.resolve("chain.pem");
        Files.writeString(
                chain,
                "subject=us\n" + Files.readString(here.certificate()) + "\nissuer\n"
                        + Files.readString(elsewhere.certificate()));

        assertThat(read(chain, here.key()).chain())
                .containsExactly(
                        PemFiles.certificates(here.certificate()).get(0),
                        PemFiles.certificates(elsewhere.certificate()).get(0));
    }

    @Test
    void aFileThatIsNotThereIsNamedWithItsKey() {
        Path none = folder.resolve("none.pem");

        assertMistakes(
                Map.of(CERTIFICATE, none.toString(), KEY, here.key().toString(), CA, none.toString()),
                "TRUNKLINE_TLS_CERTIFICATE (server.tlsCertificate) names " + none + ", which cannot be read;",
                "EVI_CA_CERTIFICATE (evi.caCertificate) names " + none + ", which cannot be read;");
        assertMistakes(
                Map.of(CERTIFICATE, here.certificate().toString(), KEY, none.toString()),
                "TRUNKLINE_TLS_KEY (server.tlsKey) names " + none + ", which cannot be read;");
    }

    @Test
    void oneWithoutTheOtherIsAMistake() {
        assertMistakes(
                Map.of(CERTIFICATE, here.certificate().toString()),
                "TRUNKLINE_TLS_CERTIFICATE (server.tlsCertificate) needs TRUNKLINE_TLS_KEY (server.tlsKey)");
        assertMistakes(
                Map.of(KEY, here.key().toString()),
                "TRUNKLINE_TLS_KEY (server.tlsKey) needs TRUNKLINE_TLS_CERTIFICATE (server.tlsCertificate)");
    }

    @Test
    void theKeyOfAnotherCertificateIsAMistake() {
        assertMistakes(
                Map.of(
                        CERTIFICATE,
                        here.certificate().toString(),
                        KEY,
                        elsewhere.key().toString()),
                "TRUNKLINE_TLS_KEY (server.tlsKey) names " + elsewhere.key()
                        + ", which is the key of another certificate");
    }

    @Test
    void aKeyInAnOldFormatSaysHowToConvertIt() throws Exception {
        Path old = folder.resolve("old.key");
        Files.writeString(old, Files.readString(here.key()).replace("PRIVATE KEY", "EC PRIVATE KEY"));

        assertMistakes(
                Map.of(CERTIFICATE, here.certificate().toString(), KEY, old.toString()),
                "openssl pkcs8 -topk8 -nodes -in " + old);
    }

    @Test
    void whatIsDamagedIsSaidToBeOfBothAtOnce() throws Exception {
        Path certificate = folder.resolve("damaged.crt");
        Files.writeString(
                certificate, Files.readString(here.certificate()).replaceFirst("-\\n[^\\n]{20}", "-\\nMIABCD"));
        Path key = folder.resolve("damaged.key");
        Files.writeString(key, Files.readString(here.key()).replaceFirst("-\\n[^\\n]{20}", "-\\nMIABCD"));

        assertMistakes(
                Map.of(CERTIFICATE, certificate.toString(), KEY, key.toString()),
                "TRUNKLINE_TLS_CERTIFICATE (server.tlsCertificate) names " + certificate
                        + ", in which a certificate is damaged",
                "TRUNKLINE_TLS_KEY (server.tlsKey) names " + key + ", which is damaged or not the key");
        assertMistakes(
                Map.of(CERTIFICATE, here.certificate().toString(), KEY, key.toString()),
                "TRUNKLINE_TLS_KEY (server.tlsKey) names " + key + ", which is damaged or not the key");
        assertMistakes(Map.of(CA, key.toString()), "names " + key + ", in which no \"BEGIN CERTIFICATE\" is found");
    }

    private static TrunklineConfig.Identity read(Path certificate, Path key) throws ConfigException {
        Map<String, String> environment = Map.of(CERTIFICATE, certificate.toString(), KEY, key.toString());
        return Objects.requireNonNull(
                ConfigReader.read(environment, null).server().identity());
    }

    private static void assertMistakes(Map<String, String> environment, String... messages) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(environment, null))
                .satisfies(refused -> assertThat(refused.mistakes()).hasSize(messages.length))
                .satisfies(refused -> assertThat(refused.getMessage()).contains(messages));
    }
}
