package dev.trunkline.lab.carrier.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioSignatureTest {

    private static final String TOKEN = "12345";
    private static final Map<String, String> FORM = Map.of(
            "Digits", "1234",
            "CallSid", "CA1234567890ABCDE",
            "To", "+18005551212",
            "Caller", "+14158675309",
            "From", "+14158675309");
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";

    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com:443/myapp.php?foo=1&bar=2, kvajT1Ptam85bY51eRf/AJRuM3w=",
        "http://mycompany.com:80/myapp.php?foo=1&bar=2, 0ZXoZLH/DfblKGATFgpif+LLRf4=",
        "http://mycompany.com:1234/myapp.php?foo=1&bar=2, Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
        "https://mycompany.com/myapp.php, 1xaxFBvyzXYvWplzNOSs28HWO94=",
        "https://mycompany.com/myapp.php?foo=hello%20world&bar=test%2Bvalue, er2tvAP1Wx+iuTTE2BPgvEaN1cs=",
        "https://mycompany.com/webhook/España?año=2023, G/Hx6mqqnjUNlPAoi2Sp9bGst0g=",
    })
    void isWhatTwilioPublishedForForms(String url, String expected) {
        assertThat(CarrierSignature.of(TOKEN, url, FORM)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com/myapp.php?foo=1&bar=2, zYQTYrRWXE7LtzbG4PfP7/bkkGo=",
        "wss://media.example.com/stream, XMARKxbk9IcgJi7Q+mR254vHqdY=",
        "wss://media.example.com/stream/, 2qp/u9q0UKHHcrcgpUjPA4GJzZQ=",
    })
    void isWhatTwilioPublishedWithoutForms(String url, String expected) {
        assertThat(CarrierSignature.of(TOKEN, url, Map.of())).isEqualTo(expected);
    }

    @Test
    void sortsNamesByLetterWithCapitalsFirstAndKeepsEmptyValues() {
        var cased = Map.of("callSid", "lowercase", "CallSid", "uppercase", "CALLSID", "allcaps");
        var empty = Map.of("Digits", "", "CallSid", "CA1234567890ABCDE", "EmptyParam", "");

        assertThat(CarrierSignature.of(TOKEN, URL, cased)).isEqualTo("jDK7WKT8wiNrwggd4ceTv4e1MJ4=");
        assertThat(CarrierSignature.of(TOKEN, URL, empty)).isEqualTo("9HHp/OqQMEwdrVebHDdA/+tqjX8=");
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:word@host:8443/a%2Fb?x=%2B1#rc=2, https://host/a%2Fb?x=%2B1",
        "http://host:8080/voice#rc=2, http://host:8080/voice",
    })
    void dropsUserAndFragmentAndThePortOfHttpsOnly(String url, String signed) {
        assertThat(CarrierSignature.signedForm(URI.create(url))).isEqualTo(signed);
    }
}
