package dev.trunkline.lab.carrier;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Rings at a voice webhook, as Twilio does, and says what the answer comes to: for callers by the hundred, who want a
 * media stream and nothing else. Thread-safe.
 */
public final class VoiceWebhook {

    private final URI url;
    private final CarrierSettings settings;
    private final Webhooks webhooks;

    /**
     * A webhook to ring at.
     *
     * @param executor carries the HTTP
     */
    public VoiceWebhook(URI url, CarrierSettings settings, Executor executor) {
        this.url = url;
        this.settings = settings;
        this.webhooks = new Webhooks(settings, executor);
    }

    /** What became of a ring. */
    public sealed interface Answer {}

    /** {@code <Connect><Stream>} stood in the document. */
    public record Stream(StreamPlan plan) implements Answer {}

    /**
     * The document was well formed and connects no stream: the caller hears something else, such as an apology.
     *
     * @param verbs their names, such as "Say Hangup"
     */
    public record Refusal(String verbs) implements Answer {}

    /** Rings once; the future fails with what Twilio's debugger would list. */
    public CompletableFuture<Answer> ring(String from, String to) {
        CallIdentity identity = new CallIdentity(Sids.call(), settings.accountSid(), from, to, "inbound");
        return webhooks.ask(url, "POST", identity.parameters("ringing"))
                .thenApply(document -> read(identity, document));
    }

    private Answer read(CallIdentity identity, Webhooks.Answer document) {
        List<Verb> verbs = TwimlParser.parse(document.body());
        for (Verb verb : verbs) {
            if (verb instanceof Verb.Connect connect) {
                return new Stream(StreamPlan.of(connect.stream(), document.url(), identity, settings, name -> {}));
            }
        }
        return new Refusal(verbs.stream().map(Verb::name).collect(Collectors.joining(" ")));
    }
}
