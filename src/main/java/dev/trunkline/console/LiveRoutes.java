package dev.trunkline.console;

import dev.trunkline.call.SoundTaps;
import dev.trunkline.net.http.Authority;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.JsonAnswers;
import dev.trunkline.ops.Operators.Operator;
import dev.trunkline.ops.Role;
import dev.trunkline.record.CallRecorder;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Events and sound of live calls: {@code /api/live} as a WebSocket or an event stream, and the tickets that browsers open them with.
 * Thread-safe.
 */
public final class LiveRoutes {

    private static final String PATH = "/api/live";
    private static final int MOST_MESSAGE_BYTES = 8 * 1024; // a second of a microphone
    private static final String TOO_MANY = "too many watch already: close one of the other windows";

    private final EventFeed feed;
    private final CallRecorder records;
    private final CallsInReach reach;
    private final SteeredCalls calls;
    private final Tickets tickets;
    private final @Nullable URI publicUrl;
    private final BooleanSupplier leavesOutSound;

    /**
     * Shows what the feed shows.
     *
     * @param publicUrl below which others ask, or null where nobody but this machine does
     * @param nanoTime monotonic
     * @param leavesOutSound whether the process has no time for whoever only listens; asked for each piece of sound
     */
    public LiveRoutes(
            EventFeed feed,
            CallRecorder records,
            CallsInReach reach,
            @Nullable URI publicUrl,
            LongSupplier nanoTime,
            BooleanSupplier leavesOutSound) {
        this.feed = feed;
        this.records = records;
        this.reach = reach;
        this.calls = new SteeredCalls(reach);
        this.publicUrl = publicUrl;
        this.tickets = new Tickets(nanoTime);
        this.leavesOutSound = leavesOutSound;
    }

    /** Adds them, for those whom the gate lets in, or a ticket. */
    public void contribute(Routes.Builder routes, AdminGate gate) {
        routes.webSocket(PATH, gate.watching(Role.VIEWER, "watch", tickets, this::open));
        routes.http("GET", PATH, gate.acting(Role.VIEWER, "watch", tickets, this::stream));
        routes.http(
                "POST",
                "/api/tickets",
                gate.acting(
                        Role.VIEWER,
                        "ticket",
                        (operator, request, reply) -> reply.send(JsonAnswers.of(
                                201, Map.of("ticket", tickets.issue(operator), "expiresInSeconds", Tickets.SECONDS)))));
        routes.http("POST", "/api/calls/{sid}/listen", gate.acting(Role.VIEWER, "listen", this::listen));
        routes.http("POST", "/api/calls/{sid}/takeover", gate.acting(Role.OPERATOR, "takeover", this::takeOver));
    }

    private WebSocketEndpoint.Decision open(Operator operator, HttpRequest request) {
        String callSid = request.queryValue("call");
        boolean speaks = isAsked(request, "speak");
        boolean listens = speaks || isAsked(request, "audio");
        if (callSid == null) {
            return listens ? refuse(400, "audio and speak are for one call: add call=SID") : accept(null, null, null);
        }
        if (speaks && !operator.role().may(Role.OPERATOR)) {
            return refuse(403, "speak takes the role operator");
        }
        Long beganNanos = records.beganNanos(callSid);
        SoundTaps taps = listens ? reach.taps(callSid) : null;
        if (beganNanos == null || (listens && taps == null)) {
            return refuse(404, "no call with this sid is going on here");
        }
        BooleanSupplier leavesOut = speaks ? () -> false : leavesOutSound; // who speaks must hear the caller
        return accept(
                callSid,
                taps == null ? null : () -> new ListenedCall(taps, beganNanos, leavesOut),
                speaks ? new Microphone(calls, callSid, operator.name()) : null);
    }

    private static boolean isAsked(HttpRequest request, String name) {
        String value = request.queryValue(name);
        return value != null && !value.equals("0") && !value.equals("false");
    }

    private static WebSocketEndpoint.Decision refuse(int status, String words) {
        return new WebSocketEndpoint.Refuse(JsonAnswers.error(status, words));
    }

    /** Listens when there is a seat. */
    private interface Listening {
        ListenedCall begin();
    }

    private WebSocketEndpoint.Decision accept(
            @Nullable String callSid, @Nullable Listening listening, @Nullable Microphone microphone) {
        if (!feed.takeSeat()) {
            return refuse(503, TOO_MANY);
        }
        ListenedCall sound = listening == null ? null : listening.begin();
        return new WebSocketEndpoint.Accept(new WatcherSocket(feed, callSid, sound, microphone), MOST_MESSAGE_BYTES);
    }

    private void stream(Operator operator, HttpRequest request, HttpEndpoint.Reply reply) {
        String accepted = request.header("Accept");
        String callSid = request.queryValue("call");
        if (accepted == null || !accepted.toLowerCase(Locale.ROOT).contains(EventStreamBody.MEDIA_TYPE)) {
            reply.send(
                    JsonAnswers.error(406, "open this as a WebSocket, or with Accept: " + EventStreamBody.MEDIA_TYPE));
        } else if (callSid != null && records.beganNanos(callSid) == null) {
            reply.send(JsonAnswers.error(404, "no call with this sid is known here"));
        } else if (!feed.takeSeat()) {
            reply.send(JsonAnswers.error(503, TOO_MANY));
        } else {
            EventStreamBody body = new EventStreamBody(callSid, feed::giveSeatBack);
            feed.join(body);
            reply.send(HttpResponse.of(200, EventStreamBody.MEDIA_TYPE, ""), body);
        }
    }

    private void listen(Operator operator, HttpRequest request, HttpEndpoint.Reply reply) {
        String callSid = request.pathParameter("sid");
        if (reach.taps(callSid) == null) {
            reply.send(JsonAnswers.error(404, "no call with this sid is going on here"));
        } else {
            reply.send(JsonAnswers.of(200, Map.of("url", url(request, callSid, "audio=1", operator))));
        }
    }

    private void takeOver(Operator operator, HttpRequest request, HttpEndpoint.Reply reply) {
        String callSid = request.pathParameter("sid");
        CompletionStage<SteeredCalls.Outcome> asked = calls.ask(callSid, call -> call.objectionToTakeOver());
        asked.thenAccept(outcome -> reply.send(
                outcome.isDone()
                        ? JsonAnswers.of(200, Map.of("url", url(request, callSid, "audio=1&speak=1", operator)))
                        : JsonAnswers.error(outcome.status(), outcome.reason(), outcome.words())));
    }

    /** The way by which the request came, for a socket: the public one, or this machine's own. */
    private String url(HttpRequest request, String callSid, String what, Operator operator) {
        Authority host = request.sender().host();
        URI ours = publicUrl;
        String base;
        if (ours != null && (host == null || host.host().equalsIgnoreCase(ours.getHost()))) {
            base = ours.toString().replaceFirst("^http", "ws").replaceFirst("/+$", "");
        } else {
            boolean isSecure = ours != null && "https".equals(ours.getScheme()) && host != null && !host.isLoopback();
            String authority = host == null ? "localhost" : host.host() + (host.port() < 0 ? "" : ":" + host.port());
            base = (isSecure ? "wss://" : "ws://") + authority;
        }
        return base + PATH + "?call=" + callSid + "&" + what + "&ticket=" + tickets.issue(operator);
    }
}
