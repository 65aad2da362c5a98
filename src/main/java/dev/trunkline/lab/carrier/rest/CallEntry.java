package dev.trunkline.lab.carrier.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the REST calls know of a call; stays when the call is over. Thread-safe. */
public final class CallEntry {

    private final CallIdentity identity;
    private final Instant created = Instant.now();
    private volatile String status;
    private volatile @Nullable Instant started;
    private volatile @Nullable Instant ended;
    private volatile @Nullable CallControl live;

    /** Of a call that begins. */
    public CallEntry(CallIdentity identity, String status) {
        this.identity = identity;
        this.status = status;
    }

    /** Twilio's word: queued, ringing, in-progress, completed, busy, no-answer, failed. */
    public String status() {
        return status;
    }

    String to() {
        return identity.to();
    }

    String from() {
        return identity.from();
    }

    /** The call itself; null when it is over. */
    @Nullable
    public CallControl live() {
        return live;
    }

    /** There is somebody to redirect and end it from now on. */
    public void onLive(CallControl call) {
        live = call;
    }

    /** The call goes on. */
    public void onStatus(String newStatus) {
        status = newStatus;
        if ("in-progress".equals(newStatus)) {
            started = Instant.now();
        }
    }

    /** The call is over. */
    public void onEnd(String lastStatus) {
        status = lastStatus;
        ended = Instant.now();
        live = null;
    }

    /** The Call resource, as docs "Call resource" shows it. */
    String json() {
        return tree().toString();
    }

    Instant created() {
        return created;
    }

    ObjectNode tree() {
        Instant from = started;
        Instant to = ended;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        String uri =
                "/" + CallIdentity.API_VERSION + "/Accounts/" + identity.accountSid() + "/Calls/" + identity.callSid();
        json.put("sid", identity.callSid())
                .put("account_sid", identity.accountSid())
                .putNull("answered_by")
                .put("api_version", CallIdentity.API_VERSION)
                .putNull("caller_name")
                .put("date_created", rfc2822(created))
                .put("date_updated", rfc2822(to == null ? created : to))
                .put("start_time", rfc2822(from))
                .put("end_time", rfc2822(to))
                .put("direction", identity.direction())
                .put("duration", from == null || to == null ? null : seconds(from, to))
                .putNull("forwarded_from")
                .put("from", identity.from())
                .put("from_formatted", identity.from())
                .putNull("group_sid")
                .putNull("parent_call_sid")
                .putNull("phone_number_sid")
                .putNull("price")
                .put("price_unit", "USD")
                .put("queue_time", "0")
                .put("status", status)
                .put("to", identity.to())
                .put("to_formatted", identity.to())
                .putNull("trunk_sid")
                .put("uri", uri + ".json");
        json.putObject("subresource_uris").put("notifications", uri + "/Notifications.json");
        return json;
    }

    private static String seconds(Instant from, Instant to) {
        return String.valueOf((to.toEpochMilli() - from.toEpochMilli() + 999) / 1_000);
    }

    private static @Nullable String rfc2822(@Nullable Instant time) {
        return time == null ? null : Rfc2822.of(time);
    }
}
