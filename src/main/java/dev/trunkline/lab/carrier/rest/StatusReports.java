package dev.trunkline.lab.carrier.rest;

import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Tells a status callback how a call gets on, as far as it wants to know. Confined to one thread at a time. */
public final class StatusReports {

    /** What a callback is told when nobody said what. */
    public static final Set<String> ONLY_THE_END = Set.of("completed");

    private static final int OK = 200;

    private final CarrierWebhooks webhooks;
    private final CallIdentity identity;
    private final @Nullable URI url;
    private final Set<String> events;
    private int sequenceNumber;

    /**
     * @param url null: nobody wants to know
     * @param events of initiated, ringing, answered, completed
     */
    public StatusReports(CarrierWebhooks webhooks, CallIdentity identity, @Nullable URI url, Set<String> events) {
        this.webhooks = webhooks;
        this.identity = identity;
        this.url = url;
        this.events = events;
    }

    public void onEvent(String event, String callStatus) {
        if (events.contains(event)) {
            send(identity.parameters(callStatus));
        }
    }

    public void onEnd(String callStatus, long durationMillis) {
        onEnd(callStatus, durationMillis, OK);
    }

    /**
     * The end of a call that was perhaps never answered.
     *
     * @param sipStatus what the network said
     */
    public void onEnd(String callStatus, long durationMillis, int sipStatus) {
        if (events.contains("completed")) {
            SortedMap<String, String> form = identity.parameters(callStatus);
            form.put("SipResponseCode", String.valueOf(sipStatus));
            String seconds = String.valueOf((durationMillis + 999) / 1_000);
            form.put("CallDuration", seconds);
            form.put("Duration", String.valueOf((durationMillis + 59_999) / 60_000));
            send(form);
        }
    }

    private void send(SortedMap<String, String> form) {
        if (url == null) {
            return;
        }
        form.put("Timestamp", Rfc2822.of(Instant.now()));
        form.put("CallbackSource", "call-progress-events");
        form.put("SequenceNumber", String.valueOf(sequenceNumber));
        sequenceNumber++;
        webhooks.ask(url, "POST", form);
    }
}
