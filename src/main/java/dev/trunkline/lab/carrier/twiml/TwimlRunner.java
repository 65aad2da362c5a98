package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.media.AgentSound;
import dev.trunkline.lab.carrier.media.Playback;
import dev.trunkline.lab.carrier.media.SimulatedStream;
import dev.trunkline.lab.carrier.media.StreamPlan;
import dev.trunkline.lab.carrier.rest.CarrierFailure;
import dev.trunkline.lab.carrier.rest.CarrierWebhooks;
import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.lab.phone.PhoneMeter;
import dev.trunkline.lab.phone.PhoneSound;
import dev.trunkline.speech.Voice;
import dev.trunkline.time.Scheduler;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Obeys TwiML documents, verb by verb, for one call. Confined to the call's loop. */
public final class TwimlRunner implements Verb.Performer {

    /** How many documents may only point to the next one (error 11215). */
    private static final int MAX_REDIRECTS = 10;

    private final CallParts parts;
    private final PhoneMeter meter;
    private final RunnerEvents events;
    private final StreamOpener streams;
    private final Deque<Verb> verbs = new ArrayDeque<>();
    private URI base = URI.create("");
    private int redirects;

    /** Counts documents, so that an answer to one that has been replaced is known to be too late. */
    private int document;

    private @Nullable SimulatedStream stream;
    private @Nullable Dialing dialing;
    private @Nullable Queueing queue;
    private Scheduler.@Nullable Timer timer;

    /** Of one call. */
    public TwimlRunner(CallParts parts, RunnerEvents events) {
        this.parts = parts;
        this.meter = parts.meter();
        this.events = events;
        this.streams = new StreamOpener(parts);
    }

    /** Asks for a document and obeys it, instead of whatever is going on. */
    public void ask(URI url, String method, Map<String, String> more) {
        stop();
        request(url, method, more, this::onAnswer);
    }

    private void request(URI url, String method, Map<String, String> more, Consumer<CarrierWebhooks.Answer> then) {
        int asked = document;
        SortedMap<String, String> form = parts.identity().parameters(events.callStatus());
        form.putAll(more);
        parts.carrier()
                .webhooks()
                .ask(url, method, form)
                .whenCompleteAsync(
                        (answer, error) -> {
                            if (asked == document && error != null) {
                                fail(error);
                            } else if (asked == document) {
                                then.accept(answer);
                            }
                        },
                        parts.scheduler().loop());
    }

    /** Obeys a document, instead of whatever is going on; {@code url} is what its links are relative to. */
    public void run(String xml, URI url) {
        stop();
        if (read(xml, url)) {
            next();
        }
    }

    /** Drops what is going on; a stream is told. */
    public void stop() {
        document++;
        verbs.clear();
        queue = null;
        if (timer != null) {
            timer.cancel();
        }
        if (stream != null) {
            stream.stop();
            streams.reportStopped();
            stream = null;
        }
        if (dialing != null) {
            dialing.cancel();
            dialing = null;
        }
        parts.line().play(AgentSound.SILENCE);
    }

    /** The same because the call is over: whoever had the caller in a queue is told. */
    public void end() {
        Queueing left = queue;
        Verb.Link action = left == null ? null : left.verb().action();
        if (left != null && action != null) {
            SortedMap<String, String> form = parts.identity().parameters("completed");
            form.putAll(left.left("hangup", meter.nowMillis()));
            parts.carrier().webhooks().ask(action.from(left.base()), action.method(), form);
        }
        stop();
    }

    /** The caller presses a key. */
    public void press(char digit) {
        if (stream != null) {
            stream.press(digit);
        }
    }

    @Override
    public void say(Verb.Say say) {
        parts.openLine();
        meter.said(say.words());
        Voice voice = parts.carrier().voice();
        if (voice == null) {
            next();
            return;
        }
        play(parts.sound(() -> voice.say(say.words())));
    }

    @Override
    public void play(Verb.Play play) {
        parts.openLine();
        URI file = play.url().from(base);
        play(parts.carrier()
                .webhooks()
                .fetch(file)
                .thenCompose(bytes -> parts.sound(() -> parts.carrier().sounds().apply(bytes)))
                .exceptionally(error -> {
                    parts.scheduler().loop().execute(() -> meter.warn(12_300, file + " cannot be played: " + error));
                    return PhoneSound.NOTHING;
                }));
    }

    @Override
    public void enqueue(Verb.Enqueue enqueue) {
        parts.openLine();
        redirects = 0;
        Queueing entered = new Queueing(enqueue, base, List.copyOf(verbs), meter.nowMillis());
        queue = entered;
        verbs.clear();
        waitOn(entered);
    }

    /** Asks what is heard meanwhile; without a waitUrl that is music, for ever. */
    private void waitOn(Queueing in) {
        if (in.verb().waitUrl() != null) {
            wait(in, in.verb().waitUrl(), in.base());
        }
    }

    private void wait(Queueing in, Verb.Link link, URI document) {
        request(link.from(document), link.method(), in.waiting(meter.nowMillis()), answer -> {
            if (read(answer)) {
                next();
            }
        });
    }

    @Override
    public void leave() {
        Queueing left = queue;
        if (left == null) {
            meter.warn(12_200, "Schema validation warning: Leave outside of a queue, and skipped");
            next();
            return;
        }
        queue = null;
        base = left.base();
        verbs.clear();
        verbs.addAll(left.rest());
        goOn(left.verb().action(), left.left("leave", meter.nowMillis()));
    }

    @Override
    public void pause(Verb.Pause pause) {
        parts.openLine();
        redirects = 0;
        timer = parts.after(pause.millis(), this::next);
    }

    @Override
    public void connect(Verb.Connect connect) {
        redirects = 0;
        StreamPlan plan;
        try {
            plan = streams.plan(connect.stream(), base);
        } catch (CarrierFailure e) {
            meter.warn(e.code(), String.valueOf(e.getMessage()));
            goOn(connect.action(), Map.of());
            return;
        }
        stream = streams.open(plan, connect.stream(), base, () -> {
            stream = null;
            goOn(connect.action(), Map.of());
        });
    }

    @Override
    public void dial(Verb.Dial dial) {
        parts.openLine();
        redirects = 0;
        dialing = new Dialing(parts, dial, base, outcome -> {
            dialing = null;
            goOn(dial.action(), outcome);
        });
        dialing.start();
    }

    @Override
    public void redirect(Verb.Redirect redirect) {
        redirects++;
        if (redirects > MAX_REDIRECTS) {
            events.onFailure(new CarrierFailure(11_215, "more than " + MAX_REDIRECTS + " redirects in a row"));
            return;
        }
        if (queue == null) {
            goOn(redirect.target(), Map.of());
        } else {
            wait(queue, redirect.target(), base);
        }
    }

    @Override
    public void hangUp() {
        events.onHangUp();
    }

    @Override
    public void reject(Verb.Reject reject) {
        events.onRejected("busy".equals(reject.reason()) ? "busy" : "no-answer");
    }

    @Override
    public void unknown(Verb.Unknown unknown) {
        meter.warn(12_200, "Schema validation warning: " + unknown.name() + " is not simulated, and skipped");
        next();
    }

    private void onAnswer(CarrierWebhooks.Answer answer) {
        stop();
        if (read(answer)) {
            next();
        }
    }

    private boolean read(CarrierWebhooks.Answer answer) {
        try {
            answer.requireXml();
        } catch (CarrierFailure e) {
            meter.document(answer.url().toString(), answer.body());
            events.onFailure(e);
            return false;
        }
        return read(answer.body(), answer.url());
    }

    private boolean read(String xml, URI url) {
        base = url;
        meter.document(url.toString(), xml);
        try {
            verbs.addAll(TwimlParser.parse(xml));
            return true;
        } catch (CarrierFailure e) {
            events.onFailure(e);
            return false;
        }
    }

    private void next() {
        Verb verb = verbs.poll();
        if (verb == null && queue != null) {
            waitOn(queue);
            return;
        }
        if (verb == null) {
            events.onHangUp();
            return;
        }
        meter.verb(verb.name());
        if (!(verb instanceof Verb.Reject)) {
            events.onAnswered();
        }
        try {
            verb.performBy(this);
        } catch (CarrierFailure e) {
            events.onFailure(e);
        }
    }

    private void goOn(Verb.@Nullable Link link, Map<String, String> more) {
        if (link == null) {
            next();
            return;
        }
        try {
            ask(link.from(base), link.method(), more);
        } catch (CarrierFailure e) {
            events.onFailure(e);
        }
    }

    private void play(CompletableFuture<PhoneSound> coming) {
        int asked = document;
        coming.whenCompleteAsync(
                (sound, error) -> {
                    if (asked == document) {
                        play(error == null ? sound : PhoneSound.NOTHING);
                    }
                },
                parts.scheduler().loop());
    }

    private void play(PhoneSound sound) {
        redirects = 0;
        parts.line().play(new Playback(sound));
        timer = parts.after(Blocks.millis(sound.blocks()), this::next);
    }

    private void fail(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        events.onFailure(
                cause instanceof CarrierFailure failure ? failure : new CarrierFailure(11_200, cause.toString()));
    }
}
