package dev.trunkline.phone.twilio;

import dev.trunkline.call.NextStep;
import dev.trunkline.net.HttpRequest;
import dev.trunkline.net.HttpResponse;
import dev.trunkline.net.Routes;
import dev.trunkline.phone.twilio.SignedLinks.Link;
import dev.trunkline.phone.twilio.WebhookGate.Form;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What Twilio asks by HTTP: what to do with a call that rings, whose stream has ended, whose transfer was dialled. A question
 * asked twice (Twilio repeats what it got no answer to) gets the same answer, and the desk is asked once. Thread-safe.
 */
final class TwilioWebhooks {

    static final String VOICE = "/twilio/voice";
    static final String NEXT = "/twilio/next";
    static final String DIALED = "/twilio/dialed";
    static final String WHISPER = "/twilio/whisper";
    static final String STATUS = "/twilio/status";

    private static final int MAX_STREAMS =
            8; // of one call; each was a conversation that broke or a transfer that failed
    private static final int MAX_REMEMBERED = 10_000;
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(60); // Twilio gives up after 15
    private static final Set<String> OVER = Set.of("completed", "busy", "failed", "no-answer", "canceled");

    private final TwilioSettings settings;
    private final CallDesk desk;
    private final WebhookGate gate;
    private final StreamTokens tokens;
    private final SignedLinks links;
    private final ShortMemory<HttpResponse> answers;

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
        this.answers = new ShortMemory<>(MAX_REMEMBERED, REMEMBERED_NANOS, clockNanos);
    }

    void contribute(Routes.Builder routes) {
        routes.http("POST", VOICE, gate.webhook(this::voice))
                .http("POST", NEXT, gate.webhook(this::next))
                .http("POST", DIALED, gate.webhook(this::dialed))
                .http("POST", WHISPER, gate.webhook(this::whisper))
                .http("POST", STATUS, gate.webhook(this::status));
    }

    private HttpResponse voice(String callSid, Form form, HttpRequest request) {
        return answers.recallOr(
                "voice " + callSid,
                () -> document(desk.ring(callSid, form.get("From"), form.get("To")), form, callSid, 0));
    }

    private HttpResponse next(String callSid, Form form, HttpRequest request) {
        Link link = links.read(request);
        if (link == null || !link.callSid().equals(callSid)) {
            return gate.refuse(403, "bad_link");
        }
        return answers.recallOr(
                "next " + link, () -> document(desk.next(callSid, link.attempt()), form, callSid, link.attempt()));
    }

    private HttpResponse dialed(String callSid, Form form, HttpRequest request) {
        Link link = links.read(request);
        if (link == null || !link.callSid().equals(callSid)) {
            return gate.refuse(403, "bad_link");
        }
        return answers.recallOr(
                "dialed " + link,
                () -> document(desk.dialed(callSid, form.get("DialCallStatus")), form, callSid, link.attempt()));
    }

    /** Twilio asks in the name of the person's own leg; whose call it is stands in the link. */
    private HttpResponse whisper(String legSid, Form form, HttpRequest request) {
        Link link = links.read(request);
        return link == null ? gate.refuse(403, "bad_link") : xml(Twiml.say(desk.whisper(link.callSid())));
    }

    private HttpResponse status(String callSid, Form form, HttpRequest request) {
        if (OVER.contains(form.get("CallStatus"))) {
            answers.recallOr("over " + callSid, () -> {
                desk.completed(callSid);
                return HttpResponse.empty(204);
            });
        }
        return HttpResponse.empty(204);
    }

    /** @param streams how many the call has had until now */
    private HttpResponse document(NextStep step, Form form, String callSid, int streams) {
        if (step instanceof NextStep.GoOn) {
            return goOn(form, callSid, streams + 1);
        }
        if (step instanceof NextStep.Transfer transfer) {
            String dialedUrl = settings.url(links.pathAndQuery(DIALED, callSid, streams));
            String whisperUrl = settings.url(links.pathAndQuery(WHISPER, callSid, streams));
            return xml(Twiml.transfer(transfer, dialedUrl, whisperUrl, settings.maxTransferSeconds()));
        }
        if (step instanceof NextStep.Apologise apology) {
            return xml(Twiml.apologise(apology, settings.maxTransferSeconds()));
        }
        return xml(Twiml.hangUp());
    }

    private HttpResponse goOn(Form form, String callSid, int streams) {
        if (streams > MAX_STREAMS) {
            return xml(
                    Twiml.apologise(new NextStep.Apologise(settings.lastWords(), null), settings.maxTransferSeconds()));
        }
        String token = tokens.mint(new StreamGrant(callSid, form.get("From"), form.get("To")));
        return xml(Twiml.stream(
                settings.webSocketUrl(MediaEndpoint.PATH + "/" + token),
                settings.url(links.pathAndQuery(NEXT, callSid, streams))));
    }

    private static HttpResponse xml(String document) {
        return HttpResponse.of(200, "text/xml; charset=utf-8", document);
    }
}
