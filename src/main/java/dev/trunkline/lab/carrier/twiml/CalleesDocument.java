package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.rest.CallIdentity;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a dialled person hears before the caller is put through (docs "TwiML Voice: Number", {@code url}), and the keys that they
 * press. Words take no time. A document that comes to its end puts the caller through. Confined to the call's loop.
 */
final class CalleesDocument {

    private static final long PRESSES_AFTER_MILLIS = 300;
    private static final int MAX_DOCUMENTS = 10;

    private final CallParts parts;
    private final CallIdentity leg;
    private final Outcome outcome;
    private final Deque<Character> keys = new ArrayDeque<>();
    private final Deque<Verb> verbs = new ArrayDeque<>();
    private final List<String> words = new ArrayList<>();
    private URI base = URI.create("");
    private int documents;
    private boolean over;

    /** Which of the ends it came to, with what the person heard. */
    interface Outcome {
        void onPutThrough(String words);

        void onHungUp(String words);

        void onFailed(String why);
    }

    /** @param pressed what the person presses, a key at each question */
    CalleesDocument(CallParts parts, CallIdentity leg, String pressed, Outcome outcome) {
        this.parts = parts;
        this.leg = leg;
        this.outcome = outcome;
        pressed.chars().forEach(key -> keys.add((char) key));
    }

    /** @param url null: there is none, and the caller is put through */
    void ask(@Nullable URI url, String method) {
        if (url == null) {
            outcome.onPutThrough("");
        } else {
            ask(url, method, Map.of());
        }
    }

    void cancel() {
        over = true;
    }

    private void ask(URI url, String method, Map<String, String> more) {
        SortedMap<String, String> form = leg.parameters("in-progress");
        form.put("ParentCallSid", parts.identity().callSid());
        form.putAll(more);
        parts.carrier()
                .webhooks()
                .ask(url, method, form)
                .whenCompleteAsync(
                        (answer, error) -> {
                            if (!over && error != null) {
                                fail(String.valueOf(error.getMessage()));
                            } else if (!over) {
                                read(answer.url(), answer.body());
                            }
                        },
                        parts.scheduler().loop());
    }

    private void read(URI url, String xml) {
        parts.meter().document(url.toString(), xml);
        base = url;
        verbs.clear();
        documents++;
        try {
            verbs.addAll(TwimlParser.parse(xml));
        } catch (RuntimeException e) {
            fail(String.valueOf(e.getMessage()));
            return;
        }
        if (documents > MAX_DOCUMENTS) {
            fail("more than " + MAX_DOCUMENTS + " documents");
        } else {
            next();
        }
    }

    private void next() {
        Verb verb = verbs.poll();
        if (verb == null) {
            over = true;
            outcome.onPutThrough(heard());
        } else if (verb instanceof Verb.Hangup || verb instanceof Verb.Reject) {
            over = true;
            outcome.onHungUp(heard());
        } else if (verb instanceof Verb.Redirect redirect) {
            ask(redirect.target().from(base), redirect.target().method(), Map.of());
        } else if (verb instanceof Verb.Gather gather) {
            gather(gather);
        } else {
            hear(verb);
            next();
        }
    }

    private void gather(Verb.Gather gather) {
        gather.verbs().forEach(this::hear);
        Character key = keys.poll();
        Verb.Link action = gather.action();
        if (key == null || action == null) {
            later(gather.timeoutMillis(), this::next);
        } else {
            Map<String, String> pressed = Map.of("Digits", key.toString());
            later(PRESSES_AFTER_MILLIS, () -> ask(action.from(base), action.method(), pressed));
        }
    }

    private void later(long millis, Runnable task) {
        parts.after(millis, () -> {
            if (!over) {
                task.run();
            }
        });
    }

    private void hear(Verb verb) {
        if (verb instanceof Verb.Say say) {
            words.add(say.words());
        }
    }

    private String heard() {
        return String.join(" ", words);
    }

    private void fail(String why) {
        over = true;
        parts.meter().warn(11_200, "whisper: " + why);
        outcome.onFailed(why);
    }
}
