package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.media.AgentSound;
import dev.trunkline.lab.carrier.media.Playback;
import dev.trunkline.lab.carrier.rest.CallIdentity;
import dev.trunkline.lab.carrier.rest.CarrierFailure;
import dev.trunkline.lab.carrier.rest.CarrierSids;
import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.lab.phone.PhoneSound;
import dev.trunkline.time.Scheduler;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One {@code Dial}: rings a number, lets the person hear the whisper, puts the caller through. Of several numbers the
 * first whose person answers is taken. The caller hears no ringing tone. Confined to the call's loop.
 */
final class Dialing {

    private static final Pattern TELEPHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a telephone's keys. */
    private static final Set<String> WITHHELD =
            Set.of("+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253");

    private final CallParts parts;
    private final Verb.Dial dial;
    private final Consumer<Map<String, String>> done;
    private final Verb.DialTarget number;
    private final Callee callee;
    private final @Nullable URI whisperUrl;
    private final CallIdentity leg;
    private Scheduler.@Nullable Timer timer;
    private @Nullable CalleesDocument document;
    private boolean over;

    /**
     * Gets ready; throws {@link CarrierFailure} when the whisper's address is none.
     *
     * @param done gets the parameters for the {@code action}; not called after {@link #cancel}
     */
    Dialing(CallParts parts, Verb.Dial dial, URI base, Consumer<Map<String, String>> done) {
        this.parts = parts;
        this.dial = dial;
        this.done = done;
        this.number = dial.numbers().stream()
                .filter(candidate -> callee(candidate) instanceof Callee.Answers
                        || callee(candidate) instanceof Callee.Declines
                        || callee(candidate) instanceof Callee.Presses)
                .findFirst()
                .orElse(dial.numbers().get(0));
        this.callee = callee(number);
        this.whisperUrl = number.whisper() == null ? null : number.whisper().from(base);
        CallIdentity caller = parts.identity();
        this.leg = new CallIdentity(
                CarrierSids.call(),
                caller.accountSid(),
                dial.callerId().isEmpty() ? caller.from() : dial.callerId(),
                number.number(),
                "outbound-dial");
    }

    void start() {
        CarrierFailure refusal = refusal();
        if (refusal != null) {
            parts.meter().warn(refusal.code(), String.valueOf(refusal.getMessage()));
            finish("failed", "");
        } else if (callee instanceof Callee.Answers answers) {
            answerAfter(answers.ringMillis(), () -> ring(answers, ""));
        } else if (callee instanceof Callee.Presses presses) {
            answerAfter(presses.ringMillis(), () -> ring(presses.putThrough(), presses.keys()));
        } else if (callee instanceof Callee.Declines declines) {
            answerAfter(declines.ringMillis(), () -> whisper("", words -> finish("completed", words)));
        } else if (callee instanceof Callee.Busy busy) {
            after(busy.ringMillis(), () -> finish("busy", ""));
        } else if (callee instanceof Callee.NoAnswer none) {
            after(Math.min(none.ringMillis(), dial.timeoutMillis()), () -> finish("no-answer", ""));
        } else {
            finish("failed", "");
        }
    }

    void cancel() {
        over = true;
        if (document != null) {
            document.cancel();
        }
        if (timer != null) {
            timer.cancel();
        }
    }

    /**
     * Docs "13214: Dial: Invalid callerId value" and "13224: Dial: Invalid number": a telephone is rung in the name of a
     * telephone number only, which a client, a SIP address and somebody who withholds it have none of. That the number is
     * the account's own cannot be known here.
     */
    private @Nullable CarrierFailure refusal() {
        if (!number.isTelephone()) {
            return null;
        }
        if (!TELEPHONE.matcher(number.number()).matches()) {
            return new CarrierFailure(
                    13_224, "Dial: Twilio does not support calling this number or the number is invalid");
        }
        boolean isNumber = TELEPHONE.matcher(leg.from()).matches();
        return isNumber && !WITHHELD.contains(leg.from())
                ? null
                : new CarrierFailure(13_214, "Dial: Invalid callerId value: " + leg.from());
    }

    private void answerAfter(long ringMillis, Runnable answered) {
        if (ringMillis > dial.timeoutMillis()) {
            after(dial.timeoutMillis(), () -> finish("no-answer", ""));
        } else {
            after(ringMillis, answered);
        }
    }

    private void ring(Callee.Answers answers, String keys) {
        CompletableFuture<PhoneSound> line = parts.sound(answers::line);
        whisper(
                keys,
                words -> line.whenCompleteAsync(
                        (sound, error) -> {
                            if (!over) {
                                putThrough(answers, error == null ? sound : PhoneSound.NOTHING, words);
                            }
                        },
                        parts.scheduler().loop()));
    }

    /** The person has answered: lets them hear what they are to hear first. */
    private void whisper(String keys, Consumer<String> putThrough) {
        Verb.Link link = number.whisper();
        CalleesDocument heard = new CalleesDocument(parts, leg, keys, new CalleesDocument.Outcome() {
            @Override
            public void onPutThrough(String words) {
                putThrough.accept(words);
            }

            @Override
            public void onHungUp(String words) {
                finish("no-answer", words);
            }

            @Override
            public void onFailed(String why) {
                finish("failed", "");
            }
        });
        document = heard;
        heard.ask(whisperUrl, link == null ? "POST" : link.method());
    }

    private void putThrough(Callee.Answers answers, PhoneSound sound, String whisper) {
        report("answered", whisper);
        parts.line().play(new Playback(sound));
        long talkMillis = Math.min(dial.limitMillis(), Math.max(answers.talkMillis(), Blocks.millis(sound.blocks())));
        after(talkMillis, () -> {
            over = true;
            parts.line().play(AgentSound.SILENCE);
            done.accept(Map.of(
                    "DialCallStatus",
                    "completed",
                    "DialCallSid",
                    leg.callSid(),
                    "DialCallDuration",
                    String.valueOf(talkMillis / 1_000),
                    "DialBridged",
                    "true"));
        });
    }

    private void finish(String status, String whisper) {
        over = true;
        report(status.equals("completed") ? "declined" : status, whisper);
        done.accept(Map.of("DialCallStatus", status, "DialCallSid", leg.callSid(), "DialBridged", "false"));
    }

    private void report(String outcome, String whisper) {
        parts.meter()
                .dialled(new PhoneRecord.Dialled(
                        number.number(), outcome, whisper, parts.meter().nowMillis()));
    }

    private void after(long millis, Runnable task) {
        timer = parts.after(millis, task);
    }

    private Callee callee(Verb.DialTarget candidate) {
        Callee anybody = parts.callees().getOrDefault(Callee.EVERYBODY_ELSE, new Callee.Fails());
        return parts.callees().getOrDefault(candidate.number(), anybody);
    }
}
