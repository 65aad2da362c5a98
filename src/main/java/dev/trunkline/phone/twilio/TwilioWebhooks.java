package dev.trunkline.phone.twilio;

import dev.trunkline.call.NextStep;
import dev.trunkline.net.HttpRequest;
import dev.trunkline.net.HttpResponse;
import dev.trunkline.net.Routes;
import dev.trunkline.phone.twilio.SignedLinks.Link;
import dev.trunkline.phone.twilio.WebhookGate.Form;
import java.net.URI;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What Twilio asks by HTTP: what to do with a call that rings, whose stream has ended, whose transfer was dialled. A question
 * asked twice (Twilio repeats what it got no answer to) gets the same answer, and the desk is asked once. Thread-safe.
 */
final class TwilioWebhooks implements LastOrders.Documents {

    static final String VOICE = "/twilio/voice";
    static final String NEXT = "/twilio/next";
    static final String DIALED = "/twilio/dialed";
    static final String WHISPER = "/twilio/whisper";
    static final String STATUS = "/twilio/status";

    private static final int MAX_STREAMS =
            8; // of one call; each was a conversation that broke or a transfer that failed
    private static final Set<String> OVER = Set.of("completed", "busy", "failed", "no-answer", "canceled");

    private final TwilioSettings settings;
    private final CallDesk desk;
    private final WebhookGate gate;
    private final StreamTokens tokens;
    private final SignedLinks links;
    private final Answers answers;

    TwilioWebhooks(
            TwilioSettings settings,
            CallDesk desk,
            WebhookGate gate,
            StreamTokens tokens,
            SignedLinks links,
            LongSupplier clockNanos) {
        this.settings = settings;
        this.desk = desk;
        this.gate = gate;
        this.tokens = tokens;
        this.links = links;
        this.answers = new Answers(clockNanos);
    }

    void contribute(Routes.Builder routes) {
        routes.http("POST", VOICE, gate.webhook(this::voice))
                .http("POST", NEXT, gate.webhook(this::next))
                .http("POST", DIALED, gate.webhook(this::dialed))
                .http("POST", WHISPER, gate.webhook(this::whisper))
                .http("POST", STATUS, gate.webhook(this::status));
    }

    private HttpResponse voice(String callSid, Form form, HttpRequest request) {
        return answers.to(
                asked("voice " + callSid, form, request),
                () -> document(desk.ring(callSid, form.get("From"), form.get("To")), form, callSid, 0));
    }

    private HttpResponse next(String callSid, Form form, HttpRequest request) {
        Link link = links.read(request);
        if (link == null || !link.callSid().equals(callSid)) {
            return gate.refuse(403, "bad_link");
        }
        return answers.to(
                asked("next " + link, form, request),
                () -> document(
                        desk.next(new CallDesk.Question(
                                callSid, link.attempt(), form.get("From"), form.get("To"), link.chatGroupId())),
                        form,
                        callSid,
                        link.attempt()));
    }

    private HttpResponse dialed(String callSid, Form form, HttpRequest request) {
        Link link = links.read(request);
        if (link == null || !link.callSid().equals(callSid)) {
            return gate.refuse(403, "bad_link");
        }
        return answers.to(
                asked("dialed " + link, form, request),
                () -> document(desk.dialed(callSid, dialed(form)), form, callSid, link.attempt()));
    }

    /** A person who hangs up during the whisper has completed the call for Twilio, but was not bridged. */
    private static CallDesk.Dialed dialed(Form form) {
        String status = form.get("DialCallStatus");
        String bridged = form.get("DialBridged");
        boolean talked = bridged.isEmpty()
                ? status.equals("completed") || status.equals("answered")
                : bridged.equalsIgnoreCase("true");
        return new CallDesk.Dialed(form.get("From"), form.get("To"), status, talked);
    }

    /** Twilio asks in the name of the person's own leg; whose call it is stands in the link. */
    private HttpResponse whisper(String legSid, Form form, HttpRequest request) {
        Link link = links.read(request);
        return link == null ? gate.refuse(403, "bad_link") : xml(Twiml.say(desk.whisper(link.callSid())));
    }

    private HttpResponse status(String callSid, Form form, HttpRequest request) {
        if (OVER.contains(form.get("CallStatus"))) {
            answers.to(asked("over " + callSid, form, request), () -> {
                desk.completed(callSid);
                return new Answers.Answer(HttpResponse.empty(204));
            });
        }
        return HttpResponse.empty(204);
    }

    private static Answers.Asked asked(String question, Form form, HttpRequest request) {
        return new Answers.Asked(question, request.header(Answers.IDEMPOTENCY_TOKEN), form.parameters());
    }

    /** @param streams how many the call has had until now */
    private Answers.Answer document(NextStep step, Form form, String callSid, int streams) {
        return step instanceof NextStep.GoOn
                ? goOn(form, callSid, streams + 1)
                : new Answers.Answer(xml(twiml(step, callSid, streams)));
    }

    @Override
    public URI nextUrl(String callSid, int streams, @Nullable String chatGroupId) {
        return URI.create(settings.url(links.pathAndQuery(NEXT, callSid, streams, chatGroupId)));
    }

    @Override
    public String twiml(NextStep step, String callSid, int streams) {
        if (step instanceof NextStep.Transfer transfer) {
            String dialedUrl = settings.url(links.pathAndQuery(DIALED, callSid, streams));
            String whisperUrl = settings.url(links.pathAndQuery(WHISPER, callSid, streams));
            return Twiml.transfer(transfer, dialedUrl, whisperUrl, settings.maxTransferSeconds());
        }
        if (step instanceof NextStep.Apologise apology) {
            return Twiml.apologise(apology, settings.maxTransferSeconds());
        }
        return Twiml.hangUp();
    }

    private Answers.Answer goOn(Form form, String callSid, int streams) {
        if (streams > MAX_STREAMS) {
            return answer(Twiml.apologise(new NextStep.Apologise(settings.lastWords()), settings.maxTransferSeconds()));
        }
        String token = tokens.mint(new StreamGrant(callSid, form.get("From"), form.get("To")));
        HttpResponse document = xml(Twiml.stream(
                settings.webSocketUrl(MediaEndpoint.PATH + "/" + token),
                settings.url(links.pathAndQuery(NEXT, callSid, streams))));
        return new Answers.Answer(document, () -> tokens.isSpent(token));
    }

    private static Answers.Answer answer(String document) {
        return new Answers.Answer(xml(document));
    }

    private static HttpResponse xml(String document) {
        return HttpResponse.of(200, "text/xml; charset=utf-8", document);
    }
}
