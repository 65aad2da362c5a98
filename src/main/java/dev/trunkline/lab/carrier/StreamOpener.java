package dev.trunkline.lab.carrier;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Opens the media streams of one call, and reports on them to their status callbacks. Confined to the call's loop. */
final class StreamOpener {

    private static final int MAX_PARAMETER_CHARACTERS = 500; // name and value together stay below it
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final CallParts parts;
    private @Nullable Reports reports;

    StreamOpener(CallParts parts) {
        this.parts = parts;
    }

    /** Where to report what becomes of a stream. */
    private record Reports(URI url, String method, StreamPlan plan) {}

    /** What a {@code <Stream>} comes to; throws {@link CarrierFailure} when Twilio would not even dial. */
    StreamPlan plan(Verb.Stream stream, URI base) {
        if (!stream.track().isEmpty() && !"inbound_track".equals(stream.track())) {
            throw new CarrierFailure(31_941, "Stream: invalid track '" + stream.track() + "'");
        }
        URI url = url(stream.url(), base);
        String streamSid = Sids.stream();
        return new StreamPlan(
                streamSid,
                parts.identity().accountSid(),
                parts.identity().callSid(),
                url,
                stream.name().isEmpty() ? streamSid : stream.name(),
                headers(url),
                parameters(stream));
    }

    /** Opens it; {@code ended} is called when it is over or has failed, but not when it is stopped. */
    MediaStream open(StreamPlan plan, Verb.Stream stream, URI base, Runnable ended) {
        Verb.Link callback = stream.statusCallback();
        reports = callback == null ? null : new Reports(callback.from(base), callback.method(), plan);
        MediaStream media = new MediaStream(plan, parts.line(), parts.meter(), new StreamEvents() {
            @Override
            public void onStreamStarted() {
                parts.openLine();
                report("stream-started", "");
            }

            @Override
            public void onStreamEnded(int code, String text) {
                parts.meter().warn(code, text);
                report("stream-error", code + " " + text);
                ended.run();
            }
        });
        media.open(parts.exchange().sockets(), parts.scheduler().loop());
        return media;
    }

    /** The stream was stopped by our side. */
    void reportStopped() {
        report("stream-stopped", "");
    }

    private URI url(String written, URI base) {
        URI url;
        try {
            url = base.resolve(written);
            // What really happens to a query string: it is gone, and nobody says so.
            String scheme = url.getScheme() == null ? "" : url.getScheme().replaceFirst("^http", "ws");
            url = URI.create(scheme + "://" + url.getRawAuthority() + url.getRawPath());
        } catch (IllegalArgumentException e) {
            throw new CarrierFailure(31_922, "Stream: invalid URL '" + written + "'");
        }
        boolean plain = "ws".equals(url.getScheme())
                && parts.exchange().settings().plainWebSockets()
                && THIS_MACHINE.contains(url.getHost());
        if (!plain && !"wss".equals(url.getScheme())) {
            throw new CarrierFailure(31_922, "Stream: the URL is not wss: '" + written + "'");
        }
        return url;
    }

    private Map<String, String> headers(URI url) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Twilio.TmeWs/1.0");
        CarrierSettings settings = parts.exchange().settings();
        String authToken = settings.authToken();
        if (authToken != null) {
            String signed = settings.slashSignature() ? url + "/" : url.toString();
            headers.put(Signature.HEADER, Signature.of(authToken, signed, Map.of()));
        }
        return headers;
    }

    private Map<String, String> parameters(Verb.Stream stream) {
        Map<String, String> parameters = new LinkedHashMap<>();
        stream.parameters().forEach((name, value) -> {
            if (name.length() + value.length() < MAX_PARAMETER_CHARACTERS) {
                parameters.put(name, value);
            } else {
                parts.meter().warn(12_200, "Schema validation warning: Parameter '" + name + "' is too long");
            }
        });
        return parameters;
    }

    private void report(String event, String error) {
        Reports to = reports;
        if (to == null) {
            return;
        }
        SortedMap<String, String> form = new TreeMap<>();
        form.put("AccountSid", to.plan.accountSid());
        form.put("CallSid", to.plan.callSid());
        form.put("StreamSid", to.plan.streamSid());
        form.put("StreamName", to.plan.name());
        form.put("StreamEvent", event);
        form.put("Timestamp", Instant.now().toString());
        if (!error.isEmpty()) {
            form.put("StreamError", error);
        }
        parts.exchange().webhooks().ask(to.url, to.method, form);
    }
}
