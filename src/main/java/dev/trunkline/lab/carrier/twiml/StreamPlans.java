package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.media.StreamPlan;
import dev.trunkline.lab.carrier.rest.CallIdentity;
import dev.trunkline.lab.carrier.rest.CarrierAccount;
import dev.trunkline.lab.carrier.rest.CarrierFailure;
import dev.trunkline.lab.carrier.rest.CarrierSids;
import dev.trunkline.lab.carrier.rest.CarrierSignature;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What {@code <Stream>} elements come to. Immutable. */
final class StreamPlans {

    private static final int MAX_PARAMETER_CHARACTERS = 500; // name and value together stay below it
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private StreamPlans() {}

    /**
     * What a {@code <Stream>} comes to; throws {@link CarrierFailure} when Twilio would not even dial.
     *
     * @param base the document that it stands in
     * @param tooLong gets the name of each parameter that Twilio would leave out
     */
    static StreamPlan plan(
            Verb.Stream stream, URI base, CallIdentity identity, CarrierAccount account, Consumer<String> tooLong) {
        if (!stream.track().isEmpty() && !"inbound_track".equals(stream.track())) {
            throw new CarrierFailure(31_941, "Stream: invalid track '" + stream.track() + "'");
        }
        URI url = url(stream.url(), base);
        String streamSid = CarrierSids.stream();
        return new StreamPlan(
                streamSid,
                identity.accountSid(),
                identity.callSid(),
                url,
                stream.name().isEmpty() ? streamSid : stream.name(),
                headers(url, account),
                parameters(stream, tooLong));
    }

    private static URI url(String written, URI base) {
        URI url;
        try {
            url = base.resolve(written);
            // What really happens to a query string: it is gone, and nobody says so.
            String scheme = url.getScheme() == null ? "" : url.getScheme().replaceFirst("^http", "ws");
            url = URI.create(scheme + "://" + url.getRawAuthority() + url.getRawPath());
        } catch (IllegalArgumentException e) {
            throw new CarrierFailure(31_922, "Stream: invalid URL '" + written + "'");
        }
        // The real one takes no ws:// at all.
        boolean plain = "ws".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost());
        if (!plain && !"wss".equals(url.getScheme())) {
            throw new CarrierFailure(31_922, "Stream: the URL is not wss: '" + written + "'");
        }
        return url;
    }

    private static Map<String, String> headers(URI url, CarrierAccount account) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Twilio.TmeWs/1.0");
        String authToken = account.authToken();
        if (authToken != null) {
            headers.put(CarrierSignature.HEADER, CarrierSignature.of(authToken, url.toString(), Map.of()));
        }
        return headers;
    }

    private static Map<String, String> parameters(Verb.Stream stream, Consumer<String> tooLong) {
        Map<String, String> parameters = new LinkedHashMap<>();
        stream.parameters().forEach((name, value) -> {
            if (name.length() + value.length() < MAX_PARAMETER_CHARACTERS) {
                parameters.put(name, value);
            } else {
                tooLong.accept(name);
            }
        });
        return parameters;
    }
}
