package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.phone.CallPlacer;
import dev.trunkline.phone.CallProgress;
import dev.trunkline.phone.PlacedCallEvents;
import dev.trunkline.phone.PlacedCallEvents.WhoAnswered;
import dev.trunkline.phone.twilio.WebhookGate.Form;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Calls that we place: asks Twilio over REST, and hears of them by webhooks whose path names the attempt, so that a call is known
 * although the answer to asking for it was lost. Source: docs "Call resource" (StatusCallbackEvent, SipResponseCode) and
 * "Answering Machine Detection" (AsyncAmdStatusCallback, AnsweredBy). Thread-safe.
 */
public final class TwilioOutbound implements CallPlacer {

    static final String BASE = "/twilio/outbound/";
    private static final String VOICE = "/voice";
    private static final String STATUS = "/status";
    private static final String MACHINE = "/machine";

    private final TwilioSettings settings;
    private final WebhookGate gate;
    private final TwilioWebhooks webhooks;
    private final TwilioPlacing rest;
    private volatile @Nullable PlacedCallEvents events;

    TwilioOutbound(TwilioSettings settings, WebhookGate gate, TwilioWebhooks webhooks, TwilioPlacing rest) {
        this.settings = settings;
        this.gate = gate;
        this.webhooks = webhooks;
        this.rest = rest;
    }

    /** From now on {@code listener} is told; to be called before anything is placed. */
    public void tell(PlacedCallEvents listener) {
        events = listener;
    }

    /** Adds the webhooks. */
    public void contribute(Routes.Builder routes) {
        routes.http("POST", BASE + "{attempt}" + VOICE, gate.webhook(this::voice))
                .http("POST", BASE + "{attempt}" + STATUS, gate.webhook(this::status))
                .http("POST", BASE + "{attempt}" + MACHINE, gate.webhook(this::machine));
    }

    private HttpResponse voice(String callSid, Form form, HttpRequest request) {
        PlacedCallEvents listener = events;
        boolean isOurs = listener != null && listener.answers(request.pathParameter("attempt"), callSid);
        return isOurs ? webhooks.voice(callSid, form, request) : TwilioWebhooks.xml(Twiml.hangUp());
    }

    private HttpResponse status(String callSid, Form form, HttpRequest request) {
        CallProgress.Stage stage = TwilioPlacing.stage(form.get("CallStatus"));
        PlacedCallEvents listener = events;
        if (stage != null && listener != null) {
            listener.progressed(
                    request.pathParameter("attempt"),
                    new CallProgress(callSid, stage, number(form.get("SipResponseCode"))));
        }
        return webhooks.status(callSid, form, request); // the call itself may have to know that it is over
    }

    private HttpResponse machine(String callSid, Form form, HttpRequest request) {
        WhoAnswered who = switch (form.get("AnsweredBy")) {
            case "human" -> WhoAnswered.HUMAN;
            case "machine_start" -> WhoAnswered.MACHINE_BEGINS;
            case "machine_end_beep", "machine_end_silence", "machine_end_other" -> WhoAnswered.MACHINE_LISTENS;
            case "fax" -> WhoAnswered.FAX;
            default -> WhoAnswered.UNKNOWN;
        };
        PlacedCallEvents listener = events;
        if (listener != null) {
            listener.heard(request.pathParameter("attempt"), callSid, who);
        }
        return HttpResponse.empty(204);
    }

    private static int number(String digits) {
        return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
    }

    @Override
    public CompletionStage<Placing> place(Placement placement) {
        String base = BASE + placement.orderId();
        return rest.place(
                placement,
                new TwilioPlacing.Links(
                        URI.create(settings.url(base + VOICE)),
                        URI.create(settings.url(base + STATUS)),
                        URI.create(settings.url(base + MACHINE))));
    }

    @Override
    public CompletionStage<Answer> find(String to, String from, long sinceMillis) {
        return rest.find(to, from, sinceMillis);
    }

    @Override
    public CompletionStage<Answer> standing(String callSid) {
        return rest.standing(callSid);
    }

    @Override
    public void end(String callSid) {
        rest.end(callSid);
    }
}
