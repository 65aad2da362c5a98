package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.Hold;
import dev.trunkline.phone.twilio.SignedLinks.Link;
import dev.trunkline.phone.twilio.WebhookGate.Form;
import org.jspecify.annotations.Nullable;

/**
 * How a caller waits for a person who is busy: in a queue of Twilio's, which asks every few seconds what he is to hear, and tells
 * the key that he presses (docs "TwiML Voice: Enqueue", whose {@code waitUrl} may hold {@code <Gather>} and {@code <Leave>}).
 * Thread-safe.
 */
final class HoldWebhooks {

    static final String HOLD = "/twilio/hold";
    static final String HELD = "/twilio/held";

    private static final String QUEUE_NAME = "trunkline-";

    private final TwilioSettings settings;
    private final CarrierEvents bridge;
    private final WebhookGate gate;
    private final SignedLinks links;
    private final IdempotentAnswers answers;
    private final WaitingWebhooks.Documents documents;

    HoldWebhooks(
            TwilioSettings settings,
            CarrierEvents bridge,
            WebhookGate gate,
            SignedLinks links,
            IdempotentAnswers answers,
            WaitingWebhooks.Documents documents) {
        this.settings = settings;
        this.bridge = bridge;
        this.gate = gate;
        this.links = links;
        this.answers = answers;
        this.documents = documents;
    }

    void contribute(Routes.Builder routes) {
        routes.http("POST", HOLD, gate.webhook(this::hold)).http("POST", HELD, gate.webhook(this::held));
    }

    /**
     * What a caller gets who begins to wait.
     *
     * @param streams how many the call has had
     */
    String begin(Hold hold, String callSid, int streams) {
        String conversation = bridge.conversation(callSid);
        return Twiml.enqueue(
                hold.words(),
                QUEUE_NAME + hold.destination(),
                url(HOLD, callSid, streams, conversation),
                url(HELD, callSid, streams, conversation));
    }

    private String url(String path, String callSid, int streams, @Nullable String conversation) {
        return settings.url(links.pathAndQuery(path, callSid, streams, conversation));
    }

    /** What he hears next. An answer given twice does no harm. */
    private HttpResponse hold(String callSid, Form form, HttpRequest request) {
        Link link = links.read(request, callSid);
        if (link == null) {
            return gate.refuse(403, "bad_link", request);
        }
        return TwilioWebhooks.xml(
                ask(link, form, form.get("Digits")) instanceof Hold hold
                        ? Twiml.hold(hold, url(HOLD, callSid, link.attempt(), link.chatGroupId()))
                        : Twiml.leave());
    }

    /** He has left the queue: because we said so, or by hanging up, or because Twilio would not have him there. */
    private HttpResponse held(String callSid, Form form, HttpRequest request) {
        Link link = links.read(request, callSid);
        if (link == null) {
            return gate.refuse(403, "bad_link", request);
        }
        return answers.to(TwilioWebhooks.asked("held " + link, form, request), () -> {
            String result = form.get("QueueResult");
            if (result.equals("hangup")) {
                bridge.completed(callSid);
                return new IdempotentAnswers.Answer(TwilioWebhooks.xml(Twiml.hangUp()));
            }
            CarrierInstruction step = ask(link, form, "");
            // A queue that is full or fails is not tried again, or this would go round without a pause.
            boolean isUseless = step instanceof Hold && !result.equals("leave");
            return documents.document(isUseless ? new GoOn() : step, form, callSid, link.attempt());
        });
    }

    private CarrierInstruction ask(Link link, Form form, String key) {
        return bridge.holds(new CarrierEvents.Held(
                link.callSid(), link.attempt(), form.theirs(), form.ours(), key, link.chatGroupId()));
    }
}
