package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoElsewhere;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.Hold;
import dev.trunkline.phone.CarrierInstruction.Reject;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.phone.CarrierInstruction.Wait;
import dev.trunkline.phone.DialOutcome;
import dev.trunkline.phone.twilio.SignedLinks.Link;
import dev.trunkline.phone.twilio.WebhookGate.Form;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What Twilio asks by HTTP: what to do with a call that rings, whose stream has ended, whose transfer was dialled. A question
 * asked twice (Twilio repeats what it got no answer to) gets the same answer, and the bridge is asked once. Thread-safe.
 */
final class TwilioWebhooks implements DrainHandover.Documents {

    static final String VOICE = "/twilio/voice";
    static final String NEXT = "/twilio/next";
    static final String DIALED = "/twilio/dialed";
    static final String WHISPER = "/twilio/whisper";
    static final String STATUS = "/twilio/status";

    private static final Set<String> OVER = Set.of("completed", "busy", "failed", "no-answer", "canceled");

    private final TwilioSettings settings;
    private final CarrierEvents bridge;
    private final WebhookGate gate;
    private final StreamTokens tokens;
    private final SignedLinks links;
    private final IdempotentAnswers answers;
    private final WaitingWebhooks waiting;
    private final ScreeningWebhooks screening;
    private final HoldWebhooks holding;

    TwilioWebhooks(
            TwilioSettings settings,
            CarrierEvents bridge,
            WebhookGate gate,
            StreamTokens tokens,
            SignedLinks links,
            LongSupplier clockNanos) {
        this.settings = settings;
        this.bridge = bridge;
        this.gate = gate;
        this.tokens = tokens;
        this.links = links;
        this.answers = new IdempotentAnswers(clockNanos);
        this.waiting = new WaitingWebhooks(settings, bridge, gate, links, answers, this::document);
        this.holding = new HoldWebhooks(settings, bridge, gate, links, answers, this::document);
        this.screening = new ScreeningWebhooks(settings, bridge, gate, links, clockNanos);
    }

    void contribute(Routes.Builder routes) {
        routes.http("POST", VOICE, gate.webhook(new Voice()))
                .http("POST", NEXT, gate.webhook(this::next))
                .http("POST", DIALED, gate.webhook(this::dialed))
                .http("POST", STATUS, gate.webhook(this::status));
        waiting.contribute(routes);
        holding.contribute(routes);
        screening.contribute(routes);
    }

    HttpResponse voice(String callSid, Form form, HttpRequest request) {
        return answers.to(
                asked("voice " + callSid, form, request),
                () -> document(bridge.ring(callSid, form.theirs(), form.ours()), form, callSid, 0));
    }

    private final class Voice implements WebhookGate.Webhook {
        @Override
        public CompletionStage<Void> known(String callSid, Form form, HttpRequest request) {
            return bridge.comes(callSid, form.theirs(), form.ours());
        }

        @Override
        public HttpResponse answer(String callSid, Form form, HttpRequest request) {
            return voice(callSid, form, request);
        }
    }

    private HttpResponse next(String callSid, Form form, HttpRequest request) {
        Link link = links.read(request, callSid);
        if (link == null) {
            return gate.refuse(403, "bad_link", request);
        }
        int streams = links.streams(link);
        return answers.to(
                asked("next " + link, form, request),
                () -> document(
                        bridge.next(new CarrierEvents.Question(
                                callSid, streams, form.theirs(), form.ours(), link.chatGroupId())),
                        form,
                        callSid,
                        streams));
    }

    private HttpResponse dialed(String callSid, Form form, HttpRequest request) {
        Link link = links.read(request, callSid);
        if (link == null) {
            return gate.refuse(403, "bad_link", request);
        }
        return answers.to(
                asked("dialed " + link, form, request),
                () -> document(bridge.dialed(dialed(link, form)), form, callSid, link.attempt()));
    }

    private CarrierEvents.Dialed dialed(Link link, Form form) {
        DialOutcome outcome = outcome(form);
        boolean isDeclined = outcome != DialOutcome.TALKED && screening.wasDeclined(link);
        return new CarrierEvents.Dialed(
                link.callSid(),
                link.attempt(),
                form.theirs(),
                form.ours(),
                isDeclined ? DialOutcome.DECLINED : outcome,
                link.chatGroupId());
    }

    /** A person who hangs up during the whisper has completed the call for Twilio, but was not bridged. */
    private static DialOutcome outcome(Form form) {
        String status = form.get("DialCallStatus");
        String bridged = form.get("DialBridged");
        boolean answered = status.equals("completed") || status.equals("answered");
        if (bridged.isEmpty() ? answered : bridged.equalsIgnoreCase("true")) {
            return DialOutcome.TALKED;
        }
        return switch (status) {
            case "completed", "answered" -> DialOutcome.DECLINED;
            case "busy" -> DialOutcome.BUSY;
            case "no-answer" -> DialOutcome.NO_ANSWER;
            case "canceled" -> DialOutcome.CANCELED;
            default -> DialOutcome.FAILED;
        };
    }

    HttpResponse status(String callSid, Form form, HttpRequest request) {
        if (OVER.contains(form.get("CallStatus"))) {
            answers.to(asked("over " + callSid, form, request), () -> {
                bridge.completed(callSid);
                return new IdempotentAnswers.Answer(HttpResponse.empty(204));
            });
        }
        return HttpResponse.empty(204);
    }

    static IdempotentAnswers.Asked asked(String question, Form form, HttpRequest request) {
        return new IdempotentAnswers.Asked(
                question, request.header(IdempotentAnswers.IDEMPOTENCY_TOKEN), form.parameters());
    }

    /** @param streams how many the call has had until now */
    private IdempotentAnswers.Answer document(CarrierInstruction step, Form form, String callSid, int streams) {
        if (step instanceof GoOn) {
            return goOn(form, callSid, streams + 1);
        }
        if (step instanceof Hold hold) {
            return new IdempotentAnswers.Answer(xml(holding.begin(hold, callSid, streams)));
        }
        return new IdempotentAnswers.Answer(
                xml(step instanceof Wait wait ? waiting.begin(wait, callSid) : twiml(step, callSid, streams)));
    }

    @Override
    public URI nextUrl(String callSid, int streams, @Nullable String chatGroupId) {
        return URI.create(settings.urlElsewhere(links.pathAndQuery(NEXT, callSid, streams, chatGroupId)));
    }

    @Override
    public String twiml(CarrierInstruction step, String callSid, int streams) {
        if (step instanceof Transfer transfer) {
            String dialed = links.pathAndQuery(DIALED, callSid, streams, bridge.conversation(callSid));
            String dialedUrl = bridge.isDraining() ? settings.urlElsewhere(dialed) : settings.url(dialed);
            String whisperUrl = settings.url(
                    links.pathAndQuery(transfer.mustAccept() ? ScreeningWebhooks.SCREEN : WHISPER, callSid, streams));
            return Twiml.transfer(transfer, dialedUrl, whisperUrl, settings.maxTransferSeconds());
        }
        if (step instanceof Apologise apology) {
            return Twiml.apologise(apology, settings.maxTransferSeconds());
        }
        if (step instanceof GoElsewhere away) {
            // One more, so that a call which nobody takes does not go round for ever.
            return Twiml.redirect(
                    nextUrl(callSid, streams + 1, away.chatGroupId()).toString());
        }
        return step instanceof Reject reject ? Twiml.reject(reject.busy()) : Twiml.hangUp();
    }

    private IdempotentAnswers.Answer goOn(Form form, String callSid, int streams) {
        String token = tokens.mint(new StreamGrant(callSid, form.theirs(), form.ours()));
        HttpResponse document = xml(Twiml.stream(
                settings.webSocketUrl(MediaEndpoint.PATH + "/" + token),
                settings.url(links.pathAndQuery(NEXT, callSid, streams))));
        return new IdempotentAnswers.Answer(document, () -> tokens.isSpent(token));
    }

    static HttpResponse xml(String document) {
        return HttpResponse.of(200, "text/xml; charset=utf-8", document);
    }
}
