package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.media.SimulatedStream;
import dev.trunkline.lab.carrier.media.StreamEvents;
import dev.trunkline.lab.carrier.media.StreamPlan;
import dev.trunkline.lab.carrier.rest.CarrierFailure;
import java.net.URI;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Opens the media streams of one call, and reports on them to their status callbacks. Confined to the call's loop. */
final class StreamOpener {

    private final CallParts parts;
    private @Nullable Reports reports;

    StreamOpener(CallParts parts) {
        this.parts = parts;
    }

    /** Where to report what becomes of a stream. */
    private record Reports(URI url, String method, StreamPlan plan) {}

    /** What a {@code <Stream>} comes to; throws {@link CarrierFailure} when Twilio would not even dial. */
    StreamPlan plan(Verb.Stream stream, URI base) {
        return StreamPlans.plan(
                stream,
                base,
                parts.identity(),
                parts.carrier().account(),
                name -> parts.meter().warn(12_200, "Schema validation warning: Parameter '" + name + "' is too long"));
    }

    /** Opens it; {@code ended} is called when it is over or has failed, but not when it is stopped. */
    SimulatedStream open(StreamPlan plan, Verb.Stream stream, URI base, Runnable ended) {
        Verb.Link callback = stream.statusCallback();
        reports = callback == null ? null : new Reports(callback.from(base), callback.method(), plan);
        SimulatedStream media = new SimulatedStream(plan, parts.line(), parts.meter(), new StreamEvents() {
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
        media.open(parts.carrier().sockets(), parts.scheduler().loop());
        return media;
    }

    /** The stream was stopped by our side. */
    void reportStopped() {
        report("stream-stopped", "");
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
        parts.carrier().webhooks().ask(to.url, to.method, form);
    }
}
