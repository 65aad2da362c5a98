package dev.trunkline.lab.carrier;

import dev.trunkline.lab.carrier.rest.CallControl;
import dev.trunkline.lab.carrier.rest.CallEntry;
import dev.trunkline.lab.carrier.rest.CallIdentity;
import dev.trunkline.lab.carrier.rest.CarrierFailure;
import dev.trunkline.lab.carrier.rest.CarrierSids;
import dev.trunkline.lab.carrier.rest.CarrierWebhooks;
import dev.trunkline.lab.carrier.rest.OutgoingCall;
import dev.trunkline.lab.carrier.rest.RestApi;
import dev.trunkline.lab.carrier.rest.StatusReports;
import dev.trunkline.lab.carrier.twiml.CarrierParts;
import dev.trunkline.lab.phone.CallWatcher;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.websocket.WebSocketClient;
import dev.trunkline.speech.file.WavFile;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Twilio, simulated: places calls to a voice webhook, obeys its TwiML, speaks Media Streams, and serves the REST calls
 * that make, redirect and end calls. With a bridge it shares sockets, mu-law and the resampler, but no codec of any
 * message. Thread-safe.
 */
public final class SimulatedCarrier implements AutoCloseable {

    private static final String THIS_MACHINE = "127.0.0.1";
    private static final int LOOPS = 2;
    private static final int SLOW_THREADS = 4;

    private final CarrierSettings settings;
    private final CalledPeople people;
    private final EventLoops loops = new EventLoops("carrier", LOOPS);
    private final ExecutorService slow;
    private final CarrierParts carrier;
    private final Map<String, CallEntry> calls = new ConcurrentHashMap<>();
    private final HttpServer rest;

    private SimulatedCarrier(CarrierSettings settings, CalledPeople people) throws IOException {
        this.settings = settings;
        this.people = people;
        this.slow = Executors.newFixedThreadPool(SLOW_THREADS, new DefaultThreadFactory("carrier-slow", true));
        this.carrier = new CarrierParts(
                settings.account(),
                settings.voice(),
                new CarrierWebhooks(settings.account().authToken(), settings.tls(), slow),
                new WebSocketClient(settings.tls()),
                WavFile::read,
                slow);
        RestApi api = new RestApi(settings.account(), calls, this::call, slow);
        try {
            this.rest = HttpServer.start(loops, THIS_MACHINE, settings.port(), api.routes());
        } catch (IOException e) {
            loops.close();
            slow.shutdown();
            throw e;
        }
    }

    /**
     * Starts a carrier whose outgoing calls nobody answers.
     *
     * @throws IOException when the REST port cannot be had
     */
    public static SimulatedCarrier start(CarrierSettings settings) throws IOException {
        return start(settings, CalledPeople.NOBODY);
    }

    /**
     * Starts a carrier.
     *
     * @param people whom calls made over REST reach
     * @throws IOException when the REST port cannot be had
     */
    public static SimulatedCarrier start(CarrierSettings settings, CalledPeople people) throws IOException {
        return new SimulatedCarrier(settings, people);
    }

    /** Where the REST calls are served, without a slash at the end: instead of {@code https://api.twilio.com}. */
    public URI restUrl() {
        return URI.create("http://" + THIS_MACHINE + ":" + rest.port());
    }

    /**
     * Places a call. Prepares the caller's voice before it returns, so it is not to be called on a loop.
     *
     * @param watcher is told of the call while it goes on
     * @return done when the call is over, however it went; never fails
     */
    public CompletableFuture<PhoneRecord> place(PhoneCall call, CallWatcher watcher) {
        CallIdentity identity =
                new CallIdentity(CarrierSids.call(), settings.account().sid(), call.from(), call.to(), "inbound");
        StatusReports reports =
                new StatusReports(carrier.webhooks(), identity, call.statusCallback(), StatusReports.ONLY_THE_END);
        CallEntry entry = enter(identity, "queued");
        LiveCall live = live(identity, entry, call, reports, watcher);
        live.ring();
        return live.record();
    }

    /** Places a call that nobody watches. */
    public CompletableFuture<PhoneRecord> place(PhoneCall call) {
        return place(call, CallWatcher.NONE);
    }

    /** Lets every caller hang up, now. */
    public void hangUpCallers() {
        for (CallEntry entry : calls.values()) {
            CallControl live = entry.live();
            if (live != null) {
                live.hangsUp();
            }
        }
    }

    /** Ends all calls as failed, and frees all threads and ports. */
    @Override
    public void close() {
        rest.close();
        for (CallEntry entry : calls.values()) {
            CallControl live = entry.live();
            if (live != null) {
                live.abort();
            }
        }
        loops.close();
        slow.shutdown();
    }

    /** An order to call someone, from REST. Called on a slow thread. */
    private CallEntry call(OutgoingCall order) {
        CalledLine line = people.line(order.to());
        if (line instanceof CalledLine.Invalid) {
            throw new CarrierFailure(RestApi.INVALID_TO, "The phone number you are attempting to call is not valid.");
        }
        CallEntry entry = call(order, line instanceof CalledLine.AnswerIsLost lost ? lost.line() : line);
        if (line instanceof CalledLine.AnswerIsLost) {
            throw new CarrierFailure(RestApi.SERVER_ERROR, "Internal Server Error");
        }
        return entry;
    }

    private CallEntry call(OutgoingCall order, CalledLine line) {
        CallIdentity identity = new CallIdentity(
                CarrierSids.call(), settings.account().sid(), order.from(), order.to(), "outbound-api");
        CallEntry entry = enter(identity, "queued");
        StatusReports reports =
                new StatusReports(carrier.webhooks(), identity, order.statusCallback(), order.statusEvents());
        reports.onEvent("initiated", "initiated");
        EventLoop loop = loops.workers().next();
        RingingCall ringing = new RingingCall(entry, reports, loop);
        if (line instanceof CalledLine.PicksUp answers) {
            PhoneCall call = new PhoneCall(
                    order.url(),
                    order.from(),
                    order.to(),
                    answers.script(),
                    people.callees(),
                    order.limitMillis(),
                    null);
            LiveCall live = new LiveCall(carrier, identity, entry, call, reports, people.watcher(order.to()), loop);
            ringing.ring(answers.ringMillis(), () -> {
                entry.onLive(live);
                live.pickUp(order.twiml(), order.method());
                detect(order, identity, answers, loop);
            });
        } else if (line instanceof CalledLine.Engaged engaged) {
            ringing.ring(engaged.ringMillis(), ringing::isBusy);
        } else if (line instanceof CalledLine.RingsOut silent) {
            ringing.ring(Math.min(silent.ringMillis(), order.ringMillis()), ringing::ringsOut);
        } else if (line instanceof CalledLine.Unreachable trouble) {
            ringing.ends("failed", trouble.sipStatus());
        }
        return entry;
    }

    /** As docs "Answering Machine Detection" has it, asynchronous. */
    private void detect(OutgoingCall order, CallIdentity identity, CalledLine.PicksUp answers, EventLoop loop) {
        CalledLine.Detection detection = answers.detection();
        URI callback = order.machineCallback();
        if (detection == null || callback == null) {
            return;
        }
        SortedMap<String, String> form = new TreeMap<>(Map.of(
                "CallSid", identity.callSid(),
                "AccountSid", identity.accountSid(),
                "AnsweredBy", detection.answeredBy(),
                "MachineDetectionDuration", String.valueOf(detection.afterMillis())));
        LoopScheduler.of(loop)
                .after(
                        TimeUnit.MILLISECONDS.toNanos(detection.afterMillis()),
                        () -> carrier.webhooks().ask(callback, "POST", form));
    }

    private CallEntry enter(CallIdentity identity, String status) {
        CallEntry entry = new CallEntry(identity, status);
        calls.put(identity.callSid(), entry);
        return entry;
    }

    private LiveCall live(
            CallIdentity identity, CallEntry entry, PhoneCall call, StatusReports reports, CallWatcher watcher) {
        return new LiveCall(
                carrier,
                identity,
                entry,
                call,
                reports,
                watcher,
                loops.workers().next());
    }
}
