package dev.trunkline.lab.carrier;

import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Tells a status callback how a call gets on, as far as it wants to know. Confined to one thread at a time. */
final class StatusReports {

    static final Set<String> ONLY_THE_END = Set.of("completed");

    private final Webhooks webhooks;
    private final CallIdentity identity;
    private final @Nullable URI url;
    private final Set<String> events;
    private int sequenceNumber;

    /**
     * Reports on one call.
     *
     * @param url null: nobody wants to know
     * @param events of initiated, ringing, answered, completed
     */
    StatusReports(Webhooks webhooks, CallIdentity identity, @Nullable URI url, Set<String> events) {
        this.webhooks = webhooks;
        this.identity = identity;
        this.url = url;
        this.events = events;
    }

    /** The call goes on. */
    void onEvent(String event, String callStatus) {
        if (events.contains(event)) {
            send(identity.parameters(callStatus));
        }
    }

    /** The call is over. */
    void onEnd(String callStatus, long durationMillis) {
        if (events.contains("completed")) {
            SortedMap<String, String> form = identity.parameters(callStatus);
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
        form.put("Timestamp", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        form.put("CallbackSource", "call-progress-events");
        form.put("SequenceNumber", String.valueOf(sequenceNumber));
        sequenceNumber++;
        webhooks.ask(url, "POST", form);
    }
}
