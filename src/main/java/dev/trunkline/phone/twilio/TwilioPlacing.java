package dev.trunkline.phone.twilio;

import com.twilio.base.Page;
import com.twilio.http.HttpMethod;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.CallCreator;
import com.twilio.type.PhoneNumber;
import dev.trunkline.phone.CallPlacer.Answer;
import dev.trunkline.phone.CallPlacer.Placement;
import dev.trunkline.phone.CallPlacer.Placing;
import dev.trunkline.phone.CallProgress;
import dev.trunkline.phone.CallProgress.Stage;
import dev.trunkline.phone.twilio.TwilioRest.Done;
import dev.trunkline.phone.twilio.TwilioRest.Outcome;
import dev.trunkline.phone.twilio.TwilioRest.Placed;
import dev.trunkline.phone.twilio.TwilioRest.Refused;
import dev.trunkline.phone.twilio.TwilioRest.Saturated;
import dev.trunkline.phone.twilio.TwilioRest.Uncertain;
import java.net.URI;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What Twilio's REST API is asked about calls that we place, and what its answers come to. Thread-safe. */
final class TwilioPlacing {

    private static final long PAGE_SIZE = 50;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NOT_FOUND = 404;

    /** Twilio's error catalogue: an invalid To, one that cannot be reached, one that does not appear to be valid. */
    private static final Set<Integer> INVALID_NUMBER = Set.of(21_201, 21_211, 21_214, 21_217, 13_223, 13_224);

    private final TwilioRest rest;

    TwilioPlacing(TwilioRest rest) {
        this.rest = rest;
    }

    /** What a call comes back to. */
    record Links(URI voice, URI status, URI machine) {}

    CompletionStage<Placing> place(Placement placement, Links links) {
        return rest.ask(twilio ->
                        new Done(creator(placement, links).create(twilio).getSid()))
                .thenApply(TwilioPlacing::placing);
    }

    private static CallCreator creator(Placement placement, Links links) {
        CallCreator creator = Call.creator(
                        new PhoneNumber(placement.to()), new PhoneNumber(placement.from()), links.voice)
                .setMethod(HttpMethod.POST)
                .setTimeout(placement.ringSeconds())
                .setStatusCallback(links.status)
                .setStatusCallbackMethod(HttpMethod.POST)
                .setStatusCallbackEvent(List.of("initiated", "ringing", "answered", "completed"));
        if (placement.detectsMachines()) {
            creator.setMachineDetection("DetectMessageEnd")
                    .setAsyncAmd("true")
                    .setAsyncAmdStatusCallback(links.machine)
                    .setAsyncAmdStatusCallbackMethod(HttpMethod.POST);
        }
        return creator;
    }

    private static Placing placing(Outcome outcome) {
        if (outcome instanceof Done done) {
            return new Placing.Accepted(done.callSid());
        }
        if (outcome instanceof Saturated
                || (outcome instanceof Refused refused && refused.status() == TOO_MANY_REQUESTS)) {
            return new Placing.NotNow();
        }
        if (outcome instanceof Refused refused) {
            return new Placing.Refused(refused.code(), INVALID_NUMBER.contains(refused.code()));
        }
        return new Placing.Unknown(outcome instanceof Uncertain uncertain ? uncertain.reason() : outcome.toString());
    }

    CompletionStage<Answer> find(String to, String from, long sinceMillis) {
        return rest.ask(twilio -> new Placed(calls(twilio, to, from, sinceMillis)))
                .thenApply(TwilioPlacing::answer);
    }

    /** Of the newest: nobody calls one number so often. */
    private static List<CallProgress> calls(TwilioRestClient twilio, String to, String from, long sinceMillis) {
        Page<Call> newest = Call.reader()
                .setTo(new PhoneNumber(to))
                .setFrom(new PhoneNumber(from))
                .setPageSize(PAGE_SIZE)
                .firstPage(twilio);
        List<CallProgress> calls = new ArrayList<>();
        for (Call call : newest.getRecords()) {
            ZonedDateTime created = call.getDateCreated();
            boolean isNew = created == null || created.toInstant().toEpochMilli() >= sinceMillis;
            if (isNew && to.equals(call.getTo()) && from.equals(call.getFrom()) && call.getParentCallSid() == null) {
                calls.add(progress(call));
            }
        }
        return calls;
    }

    CompletionStage<Answer> standing(String callSid) {
        return rest.ask(twilio ->
                        new Placed(List.of(progress(Call.fetcher(callSid).fetch(twilio)))))
                .thenApply(TwilioPlacing::answer);
    }

    private static CallProgress progress(Call call) {
        Stage stage = call.getStatus() == null ? null : stage(call.getStatus().toString());
        return new CallProgress(call.getSid(), stage == null ? Stage.QUEUED : stage, 0);
    }

    private static Answer answer(Outcome outcome) {
        if (outcome instanceof Placed placed) {
            return new Answer.Known(placed.calls());
        }
        return outcome instanceof Refused refused && refused.status() == NOT_FOUND
                ? new Answer.Known(List.of())
                : new Answer.Silent(outcome.toString());
    }

    void end(String callSid) {
        rest.hangUp(callSid);
    }

    /** Twilio's word for how a call stands, or null for one that is not known. */
    static @Nullable Stage stage(String status) {
        return switch (status) {
            case "queued" -> Stage.QUEUED;
            case "initiated" -> Stage.INITIATED;
            case "ringing" -> Stage.RINGING;
            case "in-progress" -> Stage.ANSWERED;
            case "completed" -> Stage.COMPLETED;
            case "busy" -> Stage.BUSY;
            case "no-answer" -> Stage.NO_ANSWER;
            case "failed" -> Stage.FAILED;
            case "canceled" -> Stage.CANCELED;
            default -> null;
        };
    }
}
