package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.rest.CarrierSids;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A stay in a queue (docs "TwiML Voice: Enqueue"), from which {@code <Leave>} is the only way: nobody else is simulated who would
 * take the caller out, so there is no {@code QueuePosition}. Immutable.
 *
 * @param verb what brought the caller here
 * @param base what its links are relative to
 * @param rest what stands behind it in its document
 * @param sinceMillis when that was
 */
record Queueing(Verb.Enqueue verb, URI base, List<Verb> rest, String queueSid, long sinceMillis) {

    Queueing(Verb.Enqueue verb, URI base, List<Verb> rest, long sinceMillis) {
        this(verb, base, List.copyOf(rest), CarrierSids.queue(), sinceMillis);
    }

    /** What the {@code waitUrl} is told. */
    Map<String, String> waiting(long nowMillis) {
        return Map.of("QueueSid", queueSid, "QueueTime", seconds(nowMillis));
    }

    /** What the {@code action} is told. */
    Map<String, String> left(String result, long nowMillis) {
        return Map.of("QueueSid", queueSid, "QueueTime", seconds(nowMillis), "QueueResult", result);
    }

    private String seconds(long nowMillis) {
        return Long.toString(TimeUnit.MILLISECONDS.toSeconds(nowMillis - sinceMillis));
    }
}
