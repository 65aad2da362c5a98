package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors: twilio-java's own tests, the documentation's example, and, for WebSockets, computed by hand. */
class TwilioSignatureTest {

    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final String GOOD = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    private static final Map<String, String> P = Map.of(
            "Digits", "1234",
            "CallSid", "CA1234567890ABCDE",
            "To", "+18005551212",
            "Caller", "+14158675309",
            "From", "+14158675309");
    private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";
    private static final String JSON_HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private final TwilioSignature signature = new TwilioSignature("12345", null);

    private static Map<String, List<String>> form(Map<String, String> single) {
        Map<String, List<String>> form = new LinkedHashMap<>();
        single.forEach((name, value) -> form.put(name, List.of(value)));
        return form;
    }

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of(URL, P, "", GOOD),
                Arguments.of("https://mycompany.com:443/myapp.php?foo=1&bar=2", P, "", "kvajT1Ptam85bY51eRf/AJRuM3w="),
                Arguments.of("http://mycompany.com:80/myapp.php?foo=1&bar=2", P, "", "0ZXoZLH/DfblKGATFgpif+LLRf4="),
                Arguments.of("http://mycompany.com:1234/myapp.php?foo=1&bar=2", P, "", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
                Arguments.of("https://mycompany.com/myapp.php", P, "", "1xaxFBvyzXYvWplzNOSs28HWO94="),
                Arguments.of(
                        "https://mycompany.com/myapp.php?foo=hello%20world&bar=test%2Bvalue",
                        P, "", "er2tvAP1Wx+iuTTE2BPgvEaN1cs="),
                Arguments.of("https://mycompany.com/webhook/España?año=2023", P, "", "G/Hx6mqqnjUNlPAoi2Sp9bGst0g="),
                Arguments.of("https://mycompany.com:443//myapp.php?foo=1&bar=2", P, "", "A9lH3u16NjyiiM/+wylw5rirFUs="),
                Arguments.of(
                        URL + "&type=thiswontbeusedinthesignaturegeneratorandsoshouldbeignored",
                        P,
                        "",
                        "hYkNsTBttoNGkyCS0p+wWmQoRTg="),
                Arguments.of(URL, Map.of(), "", "zYQTYrRWXE7LtzbG4PfP7/bkkGo="),
                Arguments.of(
                        URL,
                        Map.of(
                                "Message", "Hello & goodbye! @#$%^*()",
                                "From", "+1 (415) 867-5309",
                                "Special", "unicode: ñáéíóú"),
                        "",
                        "dCPiR4WtQ6QFN6pJh81CtlCcWLQ="),
                Arguments.of(
                        URL,
                        Map.of("Digits", "", "CallSid", "CA1234567890ABCDE", "EmptyParam", ""),
                        "",
                        "9HHp/OqQMEwdrVebHDdA/+tqjX8="),
                Arguments.of(
                        URL,
                        Map.of("Zebra", "last", "Alpha", "first", "Beta", "second", "Gamma", "third"),
                        "",
                        "enveUe73ZTVLAekHxez3Qx6JuuQ="),
                Arguments.of(
                        URL,
                        Map.of("callSid", "lowercase", "CallSid", "uppercase", "CALLSID", "allcaps"),
                        "",
                        "jDK7WKT8wiNrwggd4ceTv4e1MJ4="),
                Arguments.of(URL + "&bodySHA256=" + JSON_HASH, Map.of(), JSON, "a9nBmqA0ju/hNViExpshrM61xv4="),
                Arguments.of(
                        "https://mycompany.com/myapp.php?bodySHA256=" + JSON_HASH,
                        Map.of(),
                        JSON,
                        "y77kIzt2vzLz71DgmJGsen2scGs="),
                Arguments.of(
                        "https://example.com/myapp.php?foo=1&bar=2",
                        Map.of(
                                "Digits", "1234",
                                "To", "+18005551212",
                                "From", "+14158675310",
                                "Caller", "+14158675310",
                                "CallSid", "CA1234567890ABCDE"),
                        "",
                        "L/OH5YylLD5NRKLltdqwSvS0BnU="));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void knowsTheSignaturesThatTwilioPublishes(String url, Map<String, String> parameters, String body, String signed) {
        assertThat(signature.isWebhook(url, form(parameters), body.getBytes(UTF_8), signed))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void andNoOthers(String url, Map<String, String> parameters, String body, String signed) {
        byte[] bytes = body.getBytes(UTF_8);
        assertThat(new TwilioSignature("12346", null).isWebhook(url, form(parameters), bytes, signed))
                .isFalse();
        assertThat(signature.isWebhook(url + "x", form(parameters), bytes, signed))
                .isFalse();
        assertThat(signature.isWebhook(url, form(parameters), (body + " ").getBytes(UTF_8), signed))
                .isEqualTo(body.isEmpty());
        Map<String, List<String>> more = form(parameters);
        more.put("Zzz", List.of("x"));
        assertThat(signature.isWebhook(url, more, bytes, signed)).isEqualTo(!body.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mycompany.com/myapp.php?foo=1&bar=2",
                "HTTPS://mycompany.com/myapp.php?foo=1&bar=2",
                "https://MYCOMPANY.com/myapp.php?foo=1&bar=2",
                "https://evil.com/myapp.php?foo=1&bar=2",
                "https://mycompany.com/myapp.php/?foo=1&bar=2",
                "https://mycompany.com/myapp.php?bar=2&foo=1",
                "https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=",
                "https://mycompany.com/myapp.php?foo=%31&bar=2",
                "https://mycompany.com/myapp.php",
                "wss://mycompany.com/myapp.php?foo=1&bar=2",
                ""
            })
    void anotherUrlIsNotSigned(String url) {
        assertThat(signature.isWebhook(url, form(P), new byte[0], GOOD)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "=",
                "RSOYDt4T1cUTdK1PDd93/VVr8B8",
                "RSOYDt4T1cUTdK1PDd93/VVr8B8= ",
                "RSOYDt4T1cUTdK1PDd93/VVr8A==",
                "rsoydt4t1cutdk1pdd93/vvr8b8=",
                "RSOYDt4T1cUTdK1PDd93_VVr8B8=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "not base64 at all \u0000 é",
                "RSOYDt4T1cUTdK1PDd93/VVr8B8=,RSOYDt4T1cUTdK1PDd93/VVr8B8="
            })
    void anotherSignatureIsNotOurs(String claimed) {
        assertThat(signature.isWebhook(URL, form(P), new byte[0], claimed)).isFalse();
    }

    @Test
    void theUrlsFragmentIsNotSigned() {
        assertThat(signature.isWebhook(URL + "#rc=2&rp=all", form(P), new byte[0], GOOD))
                .isTrue();
    }

    @Test
    void repeatedParametersAreSignedValueByValue() {
        Map<String, List<String>> form = Map.of("A", List.of("2", "1", "2"), "B", List.of("x"));
        String signed =
                Base64.getEncoder().encodeToString(new Hmac("HmacSHA1", "12345".getBytes(UTF_8)).of(URL + "A1A2Bx"));

        assertThat(signature.isWebhook(URL, form, new byte[0], signed)).isTrue();
        assertThat(signature.isWebhook(URL, Map.of("A", List.of("1"), "B", List.of("x")), new byte[0], signed))
                .isFalse();
    }

    @Test
    void anEncodedSlashBesideAPortIsNotRewritten() {
        // The SDK's validator takes such a URL apart and puts it together differently.
        String url = "https://host.example:443/a%2Fb?x=%2B1";
        String signed = Base64.getEncoder().encodeToString(new Hmac("HmacSHA1", "12345".getBytes(UTF_8)).of(url));

        assertThat(new RequestValidator("12345").validate("https://host.example/a%2Fb?x=%2B1", Map.of(), signed))
                .isFalse();
        assertThat(signature.isWebhook(url, Map.of(), new byte[0], signed)).isTrue();
        assertThat(signature.isWebhook("https://host.example/a%2Fb?x=%2B1", Map.of(), new byte[0], signed))
                .isTrue();
    }

    @Test
    void bothTokensCountWhileTheyAreRotated() {
        TwilioSignature rotating = new TwilioSignature("new", "12345");

        assertThat(rotating.isWebhook(URL, form(P), new byte[0], GOOD)).isTrue();
        assertThat(new TwilioSignature("12345", "old").isWebhook(URL, form(P), new byte[0], GOOD))
                .isTrue();
        assertThat(new TwilioSignature("new", "old").isWebhook(URL, form(P), new byte[0], GOOD))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "wss://media.example.com/stream, XMARKxbk9IcgJi7Q+mR254vHqdY=, true",
        "wss://media.example.com:443/stream, XMARKxbk9IcgJi7Q+mR254vHqdY=, true",
        "wss://media.example.com/stream, 2qp/u9q0UKHHcrcgpUjPA4GJzZQ=, true",
        "wss://media.example.com/stream/, 2qp/u9q0UKHHcrcgpUjPA4GJzZQ=, true",
        "wss://media.example.com/stream/, XMARKxbk9IcgJi7Q+mR254vHqdY=, false",
        "https://media.example.com/stream, RPZyRotQKlfP00iDim6kzkvVlGg=, true",
        "wss://media.example.com/stream, RPZyRotQKlfP00iDim6kzkvVlGg=, false",
        "ws://media.example.com/stream, XMARKxbk9IcgJi7Q+mR254vHqdY=, false",
        "wss://MEDIA.example.com/stream, XMARKxbk9IcgJi7Q+mR254vHqdY=, false",
        "wss://media.example.com/stream2, XMARKxbk9IcgJi7Q+mR254vHqdY=, false",
        "wss://media.example.com/stream?x=1, XMARKxbk9IcgJi7Q+mR254vHqdY=, false",
        "wss://media.example.com/stream, XMARKxbk9IcgJi7Q+mR254vHqdZ=, false",
    })
    void knowsAHandshake(String url, String claimed, boolean isTwilio) {
        assertThat(signature.isHandshake(url, claimed)).isEqualTo(isTwilio);
    }
}
