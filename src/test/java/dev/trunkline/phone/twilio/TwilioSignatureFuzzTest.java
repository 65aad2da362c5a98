package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import dev.trunkline.fuzz.FuzzTarget;
import dev.trunkline.fuzz.Made;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whatever is asked, whoever asks: nothing is thrown; what Twilio's own validator takes is taken; what was not signed, or was
 * signed with another token, is not.
 */
class TwilioSignatureFuzzTest implements FuzzTarget {

    private static final String TOKEN = "12345678901234567890123456789012";

    private final TwilioSignature signature = new TwilioSignature(TOKEN, null);
    private final RequestValidator twilio = new RequestValidator(TOKEN);
    private final Hmac key = new Hmac("HmacSHA1", TOKEN.getBytes(StandardCharsets.UTF_8));
    private final Hmac anotherKey = new Hmac("HmacSHA1", "another".getBytes(StandardCharsets.UTF_8));

    @Override
    public void check(byte[] input) {
        Made made = new Made(input);
        String url = "https://voice.example.com/" + made.text(200);
        Map<String, List<String>> form = new LinkedHashMap<>();
        Map<String, String> single = new TreeMap<>();
        for (int left = made.octet() & 3; left > 0; left--) {
            String name = made.text(20);
            String value = made.text(40);
            form.put(name, List.of(value));
            single.put(name, value);
        }
        String claimed = made.text(40);
        byte[] body = made.rest();

        StringBuilder signed = new StringBuilder(url.indexOf('#') < 0 ? url : url.substring(0, url.indexOf('#')));
        single.forEach((name, value) -> signed.append(name).append(value));
        String right = Base64.getEncoder().encodeToString(key.of(signed.toString()));
        String wrong = Base64.getEncoder().encodeToString(anotherKey.of(signed.toString()));

        assertThat(signature.isWebhook(url, form, body, wrong)).isFalse();
        assertThat(signature.isHandshake(url, wrong)).isFalse();
        assertThat(signature.isHandshake(url, claimed)).isFalse();
        assertThat(signature.isWebhook(url, form, body, claimed)).isFalse();
        if (!url.contains("bodySHA256")) {
            assertThat(signature.isWebhook(url, form, body, right)).isTrue();
        }
        if (form.isEmpty()) {
            assertThat(signature.isHandshake(url, right)).isTrue();
        }
        if (twilioTakes(url, single, claimed)) {
            throw new AssertionError("a guess fits: " + claimed);
        }
    }

    private boolean twilioTakes(String url, Map<String, String> form, String claimed) {
        try {
            return twilio.validate(url, form, claimed);
        } catch (RuntimeException e) {
            return false;
        }
    }
}
