package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.media.StreamPlan;
import dev.trunkline.lab.carrier.rest.CallIdentity;
import dev.trunkline.lab.carrier.rest.CarrierAccount;
import dev.trunkline.lab.carrier.rest.CarrierFailure;
import dev.trunkline.lab.carrier.rest.CarrierSids;
import dev.trunkline.lab.carrier.rest.CarrierWebhooks;
import dev.trunkline.lab.carrier.rest.StatusReports;
import dev.trunkline.net.connection.ClientTls;
import java.net.URI;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rings at a voice webhook, as Twilio does, and says what the answer comes to: for callers by the hundred, who want a
 * media stream and nothing else. Thread-safe.
 */
public final class VoiceWebhook {

    private static final int MAX_REDIRECTS = 10; // error 11215

    private final URI url;
    private final @Nullable URI status;
    private final CarrierAccount account;
    private final CarrierWebhooks webhooks;

    /**
     * @param status told when a call is over; null: nobody is
     * @param executor carries the HTTP
     */
    public VoiceWebhook(URI url, @Nullable URI status, CarrierAccount account, ClientTls tls, Executor executor) {
        this.url = url;
        this.status = status;
        this.account = account;
        this.webhooks = new CarrierWebhooks(account.authToken(), tls, executor);
    }

    /** What became of a ring. */
    public sealed interface Answer {}

    /** {@code <Connect><Stream>} stood in the document. */
    public record Stream(StreamPlan plan, Afterwards afterwards) implements Answer {}

    /**
     * The document was well formed and connects no stream: the caller hears something else, such as an apology.
     *
     * @param verbs their names, such as "Say Hangup"; empty: Twilio hangs up
     */
    public record Refusal(String verbs) implements Answer {}

    /** What a call does when its stream is over. Thread-safe. */
    public interface Afterwards {

        /** The server ended it: the document goes on behind {@code <Connect>}. Fails as {@link #ring} does. */
        CompletableFuture<Answer> serverEnded();

        void callerHungUp(long durationMillis);
    }

    /** Rings once; the future fails with what Twilio's debugger would list. */
    public CompletableFuture<Answer> ring(String from, String to) {
        CallIdentity identity = new CallIdentity(CarrierSids.call(), account.sid(), from, to, "inbound");
        return ask(identity, url, "POST", identity.parameters("ringing"), MAX_REDIRECTS);
    }

    private CompletableFuture<Answer> ask(
            CallIdentity identity, URI at, String method, SortedMap<String, String> form, int redirectsLeft) {
        return webhooks.ask(at, method, form).thenCompose(document -> read(identity, document, redirectsLeft));
    }

    private CompletableFuture<Answer> read(CallIdentity identity, CarrierWebhooks.Answer document, int redirectsLeft) {
        document.requireXml();
        return obey(identity, document.url(), TwimlParser.parse(document.body()), redirectsLeft);
    }

    private CompletableFuture<Answer> obey(CallIdentity identity, URI base, List<Verb> verbs, int redirectsLeft) {
        for (int i = 0; i < verbs.size(); i++) {
            if (verbs.get(i) instanceof Verb.Connect connect) {
                var rest = new Rest(identity, base, connect.action(), verbs.subList(i + 1, verbs.size()));
                StreamPlan plan = StreamPlans.plan(connect.stream(), base, identity, account, name -> {});
                return CompletableFuture.completedFuture(new Stream(plan, rest));
            }
        }
        if (!verbs.isEmpty() && verbs.get(0) instanceof Verb.Redirect redirect) {
            return go(identity, base, redirect.target(), redirectsLeft);
        }
        tellStatus(identity, 0);
        return CompletableFuture.completedFuture(
                new Refusal(verbs.stream().map(Verb::name).collect(Collectors.joining(" "))));
    }

    private CompletableFuture<Answer> go(CallIdentity identity, URI base, Verb.Link link, int redirectsLeft) {
        if (redirectsLeft == 0) {
            throw new CarrierFailure(11_215, "more than " + MAX_REDIRECTS + " redirects in a row");
        }
        return ask(identity, link.from(base), link.method(), identity.parameters("in-progress"), redirectsLeft - 1);
    }

    private void tellStatus(CallIdentity identity, long durationMillis) {
        new StatusReports(webhooks, identity, status, StatusReports.ONLY_THE_END).onEnd("completed", durationMillis);
    }

    /** What stands behind a {@code <Connect>}. */
    private final class Rest implements Afterwards {
        private final CallIdentity identity;
        private final URI base;
        private final Verb.@Nullable Link action;
        private final List<Verb> verbs;

        Rest(CallIdentity identity, URI base, Verb.@Nullable Link action, List<Verb> verbs) {
            this.identity = identity;
            this.base = base;
            this.action = action;
            this.verbs = verbs;
        }

        @Override
        public CompletableFuture<Answer> serverEnded() {
            try {
                return action == null
                        ? obey(identity, base, verbs, MAX_REDIRECTS)
                        : go(identity, base, action, MAX_REDIRECTS);
            } catch (CarrierFailure e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public void callerHungUp(long durationMillis) {
            tellStatus(identity, durationMillis);
        }
    }
}
