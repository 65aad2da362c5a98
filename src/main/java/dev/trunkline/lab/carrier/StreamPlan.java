package dev.trunkline.lab.carrier;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A media stream to be opened. Immutable.
 *
 * @param url as it is dialled and signed
 * @param name what {@code StreamName} says
 * @param headers of the handshake
 * @param parameters {@code customParameters} of the start message
 */
public record StreamPlan(
        String streamSid,
        String accountSid,
        String callSid,
        URI url,
        String name,
        Map<String, String> headers,
        Map<String, String> parameters) {

    private static final int MAX_PARAMETER_CHARACTERS = 500; // name and value together stay below it
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * What a {@code <Stream>} comes to; throws {@link CarrierFailure} when Twilio would not even dial.
     *
     * @param base the document that it stands in
     * @param tooLong gets the name of each parameter that Twilio would leave out
     */
    static StreamPlan of(
            Verb.Stream stream, URI base, CallIdentity identity, CarrierSettings settings, Consumer<String> tooLong) {
        if (!stream.track().isEmpty() && !"inbound_track".equals(stream.track())) {
            throw new CarrierFailure(31_941, "Stream: invalid track '" + stream.track() + "'");
        }
        URI url = url(stream.url(), base, settings);
        String streamSid = Sids.stream();
        return new StreamPlan(
                streamSid,
                identity.accountSid(),
                identity.callSid(),
                url,
                stream.name().isEmpty() ? streamSid : stream.name(),
                headers(url, settings),
                parameters(stream, tooLong));
    }

    /** A stream that no document asked for. */
    public static StreamPlan bare(URI url) {
        String streamSid = Sids.stream();
        return new StreamPlan(streamSid, CarrierSettings.SOME_ACCOUNT, Sids.call(), url, streamSid, Map.of(), Map.of());
    }

    private static URI url(String written, URI base, CarrierSettings settings) {
        URI url;
        try {
            url = base.resolve(written);
            // What really happens to a query string: it is gone, and nobody says so.
            String scheme = url.getScheme() == null ? "" : url.getScheme().replaceFirst("^http", "ws");
            url = URI.create(scheme + "://" + url.getRawAuthority() + url.getRawPath());
        } catch (IllegalArgumentException e) {
            throw new CarrierFailure(31_922, "Stream: invalid URL '" + written + "'");
        }
        boolean plain =
                "ws".equals(url.getScheme()) && settings.plainWebSockets() && THIS_MACHINE.contains(url.getHost());
        if (!plain && !"wss".equals(url.getScheme())) {
            throw new CarrierFailure(31_922, "Stream: the URL is not wss: '" + written + "'");
        }
        return url;
    }

    private static Map<String, String> headers(URI url, CarrierSettings settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Twilio.TmeWs/1.0");
        String authToken = settings.authToken();
        if (authToken != null) {
            String signed = settings.slashSignature() ? url + "/" : url.toString();
            headers.put(Signature.HEADER, Signature.of(authToken, signed, Map.of()));
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
