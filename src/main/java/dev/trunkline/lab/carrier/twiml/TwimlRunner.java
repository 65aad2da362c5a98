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
import dev.trunkline.time.Scheduler;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    private final SpokenSounds sounds;
    private final DocumentSource documents;
    private final Deque<Verb> verbs = new ArrayDeque<>();
    private URI base = URI.create("");
    private int redirects;

    /** Counts documents, so that an answer to one that has been replaced is known to be too late. */
    private int document;

    private @Nullable SimulatedStream stream;
    private @Nullable Dialing dialing;
    private @Nullable Queueing queue;
    private Verb.@Nullable Gather gathering;
    private Scheduler.@Nullable Timer timer;

    public TwimlRunner(CallParts parts, RunnerEvents events) {
        this.parts = parts;
        this.meter = parts.meter();
        this.events = events;
        this.streams = new StreamOpener(parts);
        this.sounds = new SpokenSounds(parts);
        this.documents = new DocumentSource(parts, events);
    }

    /** Asks for a document and obeys it, instead of whatever is going on. */
    public void ask(URI url, String method, Map<String, String> more) {
        stop();
        request(url, method, more, this::onAnswer);
    }

    private void request(URI url, String method, Map<String, String> more, Consumer<CarrierWebhooks.Answer> then) {
        int asked = document;
        documents.ask(url, method, more, () -> asked == document, then);
    }

    /** Obeys a document, instead of whatever is going on; {@code url} is what its links are relative to. */
    public void run(String xml, URI url) {
        stop();
        obey(xml, url);
    }

    /** Drops what is going on; a stream is told. */
    public void stop() {
        drop();
        queue = null;
        if (stream != null) {
            stream.stop();
            streams.reportStopped();
            stream = null;
        }
        if (dialing != null) {
            dialing.cancel();
            dialing = null;
        }
    }

    /** What is being heard or asked for is over. */
    private void drop() {
        document++;
        verbs.clear();
        gathering = null;
        if (timer != null) {
            timer.cancel();
        }
        parts.line().play(AgentSound.SILENCE);
    }

    /** The same because the call is over: whoever had the caller in a queue is told. */
    public void end() {
        if (queue != null) {
            documents.tellHungUp(queue);
        }
        stop();
    }

    /** The caller presses a key. */
    public void press(char digit) {
        Verb.Gather asking = gathering;
        if (stream != null) {
            stream.press(digit);
        } else if (asking != null && asking.action() != null) {
            pressed(digit, asking.action());
        }
    }

    /** In a queue the caller stays there, and hears what the answer says. */
    private void pressed(char digit, Verb.Link action) {
        Map<String, String> digits = Map.of("Digits", String.valueOf(digit));
        Queueing in = queue;
        if (in == null) {
            goOn(action, digits);
        } else {
            drop();
            wait(in, action, base, digits);
        }
    }

    @Override
    public void gather(Verb.Gather gather) {
        parts.openLine();
        gathering = gather;
        verbs.addFirst(new Verb.AwaitKey(gather.timeoutMillis()));
        for (int i = gather.verbs().size() - 1; i >= 0; i--) {
            verbs.addFirst(gather.verbs().get(i));
        }
        next();
    }

    @Override
    public void awaitKey(Verb.AwaitKey end) {
        timer = parts.after(end.millis(), () -> {
            gathering = null;
            next();
        });
    }

    @Override
    public void say(Verb.Say say) {
        parts.openLine();
        meter.said(say.words());
        CompletableFuture<PhoneSound> spoken = sounds.of(say);
        if (spoken == null) {
            next();
        } else {
            play(spoken);
        }
    }

    @Override
    public void play(Verb.Play play) {
        parts.openLine();
        play(sounds.of(play.url().from(base)));
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
            wait(in, in.verb().waitUrl(), in.base(), Map.of());
        }
    }

    private void wait(Queueing in, Verb.Link link, URI page, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(in.waiting(meter.nowMillis()));
        form.putAll(more);
        request(link.from(page), link.method(), form, this::obey);
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
        gathering = null;
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
            wait(queue, redirect.target(), base, Map.of());
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
        obey(answer);
    }

    private void obey(CarrierWebhooks.Answer answer) {
        try {
            answer.requireXml();
            obey(answer.body(), answer.url());
        } catch (CarrierFailure e) {
            meter.document(answer.url().toString(), answer.body());
            events.onFailure(e);
        }
    }

    private void obey(String xml, URI url) {
        base = url;
        meter.document(url.toString(), xml);
        try {
            verbs.addAll(TwimlParser.parse(xml));
        } catch (CarrierFailure e) {
            events.onFailure(e);
            return;
        }
        next();
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
}
