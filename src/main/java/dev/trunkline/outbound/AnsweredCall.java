package dev.trunkline.outbound;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.bridge.PlacedCalls;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.OwnVoice;
import dev.trunkline.call.RunningCall;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.outbound.answer.AnswerListener;
import dev.trunkline.outbound.answer.AnswerListener.Answerer;
import dev.trunkline.outbound.answer.AnswerListener.News;
import dev.trunkline.outbound.answer.MachinePhrases;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PlacedCallEvents.WhoAnswered;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.time.Scheduler;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call that we placed and that was answered: listens to who that is, beside the carrier, and does what the order says about
 * machines. The agent greets whoever it is without waiting for that. Confined to the call's loop, but for what says otherwise.
 */
final class AnsweredCall implements PlacedCalls.Placed {

    private static final Logger LOG = LoggerFactory.getLogger(AnsweredCall.class);
    private static final int TALKING_TURNS = 2; // whoever was answered so often is a person, whatever the carrier says

    private final OutboundOrder order;
    private final String callSid;
    private final Metrics metrics;
    private final Consumer<String> judged;
    private final StopKey stopKey;
    private final AnswerListener ears = new AnswerListener();
    private byte[] silence = new byte[0];
    private @Nullable AgentGate gate;
    private @Nullable RunningCall call;
    private volatile @Nullable Scheduler loop;
    private boolean isMachinesTurn; // the call hears silence
    private boolean recordsNow;
    private long recordsNanos;
    private int turns;
    private boolean hasSpoken;
    private boolean agentWasHeard;
    private volatile @Nullable Answerer who;
    private volatile boolean messageBegan;
    private volatile boolean messageWasHeard;
    private volatile @Nullable OutboundOutcome ended;

    /** @param judged is told who answered, each time that this is known better */
    AnsweredCall(OutboundOrder order, String callSid, Metrics metrics, Consumer<String> judged, StopKey stopKey) {
        this.order = order;
        this.callSid = callSid;
        this.metrics = metrics;
        this.judged = judged;
        this.stopKey = stopKey;
    }

    @Override
    public AiConnector around(AiConnector connector, OwnVoice voice) {
        AgentGate made = new AgentGate(connector, voice, order, this::messageBegins);
        gate = made;
        if (isMachinesTurn && !messageWasHeard) { // another stream of a machine's call
            made.close();
            if (recordsNow) {
                made.open();
            }
        }
        return made;
    }

    @Override
    public PhoneEvents around(RunningCall answering, Scheduler scheduler) {
        call = answering;
        loop = scheduler;
        ended = null; // another stream of the same call
        return new Heard(answering);
    }

    /** What the phone tells, on its way to the call. */
    private final class Heard implements PhoneEvents {
        private final RunningCall to;

        Heard(RunningCall to) {
            this.to = to;
        }

        @Override
        public void onCallerAudio(byte[] muLaw, int lengthBytes) {
            News news = ears.onSound(muLaw, lengthBytes);
            if (news != null) {
                learn(news);
            }
            to.onCallerAudio(isMachinesTurn ? silence(lengthBytes) : muLaw, lengthBytes);
        }

        @Override
        public void onDigit(char digit) {
            to.onDigit(digit);
        }

        @Override
        public void onPlayed(long mark) {
            to.onPlayed(mark);
        }

        @Override
        public void onStreamEnded(StreamEnding ending) {
            to.onStreamEnded(ending);
        }

        @Override
        public void onFrameRejected(String reason) {
            to.onFrameRejected(reason);
        }

        @Override
        public void onCallCompleted() {
            to.onCallCompleted();
        }
    }

    private byte[] silence(int lengthBytes) {
        if (silence.length < lengthBytes) {
            silence = new byte[lengthBytes];
            Arrays.fill(silence, MuLaw.SILENCE);
        }
        return silence;
    }

    private void learn(News news) {
        Answerer heard = ears.verdict();
        if (heard != null && heard != who) {
            if (who == null) {
                metrics.record(MetricName.OUTBOUND_VERDICT, TimeUnit.MILLISECONDS.toNanos(ears.millis()));
            }
            judge(heard, "sound");
        }
        if (news == News.RECORDS) {
            records();
        }
    }

    /** The carrier has listened too. Any thread. */
    void carrierHeard(WhoAnswered carrier) {
        Scheduler there = loop;
        if (there != null) {
            there.execute(() -> onCarrierHeard(carrier));
        }
    }

    private void onCarrierHeard(WhoAnswered carrier) {
        boolean isTalking = turns >= TALKING_TURNS;
        switch (carrier) {
            case FAX -> judge(Answerer.FAX, "carrier");
            case MACHINE_BEGINS -> {
                if (!isTalking) {
                    judge(Answerer.MACHINE, "carrier");
                }
            }
            case MACHINE_LISTENS -> {
                if (!isTalking) {
                    judge(Answerer.MACHINE, "carrier");
                    records();
                }
            }
            case HUMAN -> {
                if (who == null || who == Answerer.SILENCE) {
                    judge(Answerer.HUMAN, "carrier");
                }
            }
            case UNKNOWN -> {}
        }
    }

    private void judge(Answerer verdict, String judge) {
        if (verdict == who || who == Answerer.FAX || ended != null) {
            return;
        }
        who = verdict;
        String label = verdict.name().toLowerCase(Locale.ROOT);
        metrics.count(MetricName.OUTBOUND_ANSWERED, label, judge);
        LOG.atInfo()
                .addKeyValue("callSid", callSid)
                .addKeyValue("who", label)
                .addKeyValue("judge", judge)
                .addKeyValue("afterMillis", ears.millis())
                .log("somebody answered");
        judged.accept(label);
        if (verdict == Answerer.FAX || (verdict == Answerer.MACHINE && order.machine() == MachineAction.HANG_UP)) {
            endNow();
        } else if (verdict == Answerer.MACHINE && order.machine() == MachineAction.MESSAGE && gate != null) {
            isMachinesTurn = true;
            gate.close();
        }
    }

    private void endNow() {
        RunningCall there = call;
        Scheduler on = loop;
        if (there != null && on != null) {
            on.execute(() -> there.onEndOrdered(CallEnd.ANSWERED_BY_MACHINE)); // not amid a frame
        }
    }

    private void records() {
        if (recordsNow || gate == null || order.machine() != MachineAction.MESSAGE) {
            return;
        }
        recordsNow = true;
        Scheduler there = loop;
        recordsNanos = there == null ? 0 : there.nowNanos();
        gate.open();
    }

    private void messageBegins() {
        messageBegan = true;
        Scheduler there = loop;
        if (there != null) {
            metrics.record(MetricName.OUTBOUND_MESSAGE, there.nowNanos() - recordsNanos);
        }
        RunningCall with = call;
        if (with != null) {
            with.actions().hangUp(); // when it has been heard
        }
    }

    /** Something has happened in it. */
    void onEvent(CallEvent event) {
        Scheduler there = loop;
        if (there != null) {
            stopKey.onEvent(event, there);
        }
        if (event instanceof TalkEvent.TurnTaken) {
            turns++;
        } else if (event instanceof TalkEvent.CallerSaid said) {
            hasSpoken |= !said.interim();
            if (turns < TALKING_TURNS && MachinePhrases.areIn(said.text()) && ears.machinesWords()) {
                judge(Answerer.MACHINE, "words");
            }
        } else if (event instanceof TalkEvent.AgentHeard heard && !heard.interrupted()) {
            agentWasHeard = true;
            messageWasHeard |= messageBegan;
        } else if (event instanceof CallEvent.Ended end) {
            ended = outcome(end.end());
        }
    }

    private OutboundOutcome outcome(CallEnd end) {
        boolean isLeft = end == CallEnd.CALLER_HUNG_UP || end == CallEnd.CARRIER_COMPLETED;
        Answerer answerer = who;
        if (answerer == Answerer.FAX) {
            return OutboundOutcome.FAX;
        }
        if (answerer == Answerer.MACHINE) {
            return messageWasHeard ? OutboundOutcome.MESSAGE_LEFT : OutboundOutcome.MACHINE;
        }
        if (isLeft && turns == 0 && !agentWasHeard) {
            return OutboundOutcome.HUNG_UP;
        }
        return answerer == Answerer.SILENCE && !hasSpoken ? OutboundOutcome.SILENT : OutboundOutcome.HUMAN;
    }

    /** How it ended, once its last stream has; null before. Any thread. */
    @Nullable
    OutboundOutcome ended() {
        return ended;
    }

    /** Whether its sound ever flowed. Any thread. */
    boolean hasBegun() {
        return loop != null;
    }
}
