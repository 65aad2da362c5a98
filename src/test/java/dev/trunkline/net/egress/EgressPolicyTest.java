package dev.trunkline.net.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where configs may send this process, as far as a URL shows it. */
class EgressPolicyTest {

    private static boolean reaches(EgressPolicy egress, String url) {
        return egress.objectionTo(URI.create(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/x",
                "https://127.255.0.3/x",
                "https://localhost/x",
                "https://LOCALHOST./x",
                "https://a.localhost/x",
                "https://printer/x",
                "https://nas.local/x",
                "https://metadata.google.internal/x",
                "https://metadata/x",
                "https://[::1]/x",
                "https://[::]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://[::ffff:7f00:1]/x",
                "https://[::127.0.0.1]/x",
                "https://[::ffff:0:127.0.0.1]/x",
                "https://0.0.0.0/x",
                "https://0.1.2.3/x",
                "https://10.1.2.3/x",
                "https://172.16.0.1/x",
                "https://172.31.255.255/x",
                "https://192.168.1.1/x",
                "https://169.254.169.254/latest/meta-data",
                "https://168.63.129.16/x",
                "https://100.64.0.1/x",
                "https://100.100.100.200/x",
                "https://100.127.255.255/x",
                "https://192.0.0.192/x",
                "https://192.0.2.1/x",
                "https://198.51.100.1/x",
                "https://203.0.113.1/x",
                "https://192.88.99.1/x",
                "https://198.18.0.1/x",
                "https://198.19.255.255/x",
                "https://224.0.0.1/x",
                "https://240.0.0.1/x",
                "https://255.255.255.255/x",
                "https://[fe80::1]/x",
                "https://[fec0::1]/x",
                "https://[fd00::1]/x",
                "https://[fd00:ec2::254]/x",
                "https://[fc00::1]/x",
                "https://[ff02::1]/x",
                "https://[64:ff9b::a00:1]/x",
                "https://[64:ff9b:1::808:808]/x",
                "https://[2002:a00:1::]/x",
                "https://[2001:0:53aa:64c::1]/x",
                "https://[2001:db8::1]/x",
                "https://[3fff::1]/x",
                "https://[100::1]/x",
                "https://2130706433/x",
                "https://0x7f000001/x",
                "https://0x7f.1/x",
                "https://0177.0.0.1/x",
                "https://127.0.0.01/x",
                "https://127.1/x",
                "https://user@8.8.8.8/x",
                "https://user:word@example.com/x",
                "http://8.8.8.8/x",
                "ws://8.8.8.8/x",
                "http://example.com/x",
                "ftp://example.com/x",
                "file:///etc/passwd",
                "gopher://example.com/x",
                "https:///x",
                "/x"
            })
    void internetMeansNothingInsideAndNoDisguise(String url) {
        assertThat(reaches(EgressPolicy.internet(), url)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://8.8.8.8/x",
                "https://8.8.8.8:8443/x",
                "https://example.com/x?y=z",
                "HTTPS://Example.com./x",
                "wss://[2606:4700::1111]/x",
                "https://[64:ff9b::808:808]/x",
                "https://172.32.0.1/x",
                "https://100.128.0.1/x"
            })
    void theInternetIsReached(String url) {
        assertThat(reaches(EgressPolicy.internet(), url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8000/x", "ws://[::1]:8000/x", "http://10.0.0.1/x", "http://nas.local/x"})
    void anOperatorMayLetConfigsInside(String url) {
        assertThat(reaches(EgressPolicy.privateNetworksToo(), url)).isTrue();
    }

    @Test
    void theInternetIsEncryptedEvenThen() throws Exception {
        EgressPolicy egress = EgressPolicy.privateNetworksToo();
        URI named = URI.create("http://example.com/x");

        assertThat(reaches(egress, "http://8.8.8.8/x")).isFalse();
        assertThat(reaches(egress, "ws://[2606:4700::1111]/x")).isFalse();
        assertThat(egress.objectionTo(InetAddress.getByName("8.8.8.8"), named))
                .isEqualTo("must begin with https or wss");
        assertThat(egress.objectionTo(InetAddress.getByName("10.0.0.1"), named)).isNull();
        assertThat(reaches(egress, "https://8.8.8.8/x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com:65536/x", "wss://8.8.8.8:99999/x", "https://example.com:0/x"})
    void aPortIsOne(String url) {
        assertThat(EgressPolicy.internet().objectionTo(URI.create(url)))
                .contains("has a port that is not between 1 and 65535");
    }

    @Test
    void whatNoAddressCanBeMadeOfIsAFailureAndNoWaiting() {
        assertThat(new OutgoingAddresses(null, NameLookup.ofTheMachine()).of(URI.create("https://127.0.0.1:65536/x")))
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/",
                "http://0.0.0.0/",
                "http://metadata.google.internal/",
                "http://[fe80::1]/"
            })
    void cloudsKeysAreNobodysEvenThen(String url) {
        assertThat(reaches(EgressPolicy.privateNetworksToo(), url)).isFalse();
    }

    @Test
    void thisProgramsOwnPortsAreNeverReached() throws SocketException {
        EgressPolicy egress = EgressPolicy.privateNetworksToo().sparing(port -> port == 8080 || port == 80);

        assertThat(reaches(egress, "http://127.0.0.1:8080/api/calls/CA1/hangup"))
                .isFalse();
        assertThat(reaches(egress, "http://localhost/x")).isFalse();
        assertThat(reaches(egress, "http://localhost:8081/x")).isTrue();
        InetAddress ours = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst()
                .orElse(InetAddress.getLoopbackAddress());
        assertThat(egress.objectionTo(ours, URI.create("https://voice.example.com:8080/x")))
                .isEqualTo("leads to this very program, which is not allowed");
    }

    @Test
    void privateNetworksAndPlainTextAreAllowedEachByItself() {
        assertThat(reaches(new EgressPolicy(false, true, false, Set.of(), port -> false), "https://10.0.0.1/x"))
                .isTrue();
        assertThat(reaches(new EgressPolicy(false, true, false, Set.of(), port -> false), "http://10.0.0.1/x"))
                .isFalse();
        assertThat(reaches(new EgressPolicy(false, true, true, Set.of(), port -> false), "http://127.0.0.1/x"))
                .isFalse();
    }

    @Test
    void hostsMayBeListed() {
        EgressPolicy egress = new EgressPolicy(true, true, true, Set.of("LocalHost"), port -> false);

        assertThat(reaches(egress, "http://localhost/x")).isTrue();
        assertThat(reaches(egress, "http://127.0.0.1/x")).isFalse();
    }
}
