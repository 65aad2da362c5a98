package dev.trunkline.bridge;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.CallersMood;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.OperatorEvent;
import dev.trunkline.call.RunningCall;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.control.Toolbox;
import dev.trunkline.rules.CallRule;
import dev.trunkline.rules.RuleBook;
import dev.trunkline.time.Scheduler;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one call do what the operator's rules say: hears its events, and acts in a later turn of its loop. Confined to that loop.
 */
final class RuleWatch implements CallListener {

    private static final Logger LOG = LoggerFactory.getLogger(RuleWatch.class);

    private static final String RULE = "rule "; // who acts, in the place of an operator

    private final String callSid;
    private final RuleBook rules;
    private final Toolbox toolbox;
    private final Scheduler loop;
    private final CallListener subscribers;
    private final Consumer<Consumer<RunningCall>> call;
    private final CallersMood mood = new CallersMood();
    private long quietSinceNanos;
    private Scheduler.@Nullable Timer silence;
    private boolean isOver;

    /** The listener, and then one that does what the route's rules say of the same events. */
    static CallListener behind(CallListener first, LiveStream stream, Route route, Scheduler loop) {
        RuleWatch watch = new RuleWatch(stream.callSid(), route.rules(), route.toolbox(), loop, first, stream::tell);
        return (callSid, atNanos, event) -> {
            first.onEvent(callSid, atNanos, event);
            watch.onEvent(callSid, atNanos, event);
        };
    }

    /**
     * One of a call that begins.
     *
     * @param rules those that watch it
     * @param toolbox makes its transfers
     * @param subscribers hear of what escalates
     * @param call does what it is told in a later turn of its loop
     */
    private RuleWatch(
            String callSid,
            List<CallRule> rules,
            Toolbox toolbox,
            Scheduler loop,
            CallListener subscribers,
            Consumer<Consumer<RunningCall>> call) {
        this.callSid = callSid;
        this.rules = new RuleBook(rules);
        this.toolbox = toolbox;
        this.loop = loop;
        this.subscribers = subscribers;
        this.call = call;
    }

    @Override
    public void onEvent(String ofCall, long atNanos, CallEvent event) {
        try {
            hear(atNanos, event);
        } catch (RuntimeException bug) {
            LOG.atError().addKeyValue("callSid", callSid).setCause(bug).log("a rule failed");
        }
    }

    private void hear(long atNanos, CallEvent event) {
        if (event instanceof TalkEvent.CallerSaid said) {
            quiet(atNanos, !said.interim());
            if (!said.interim()) {
                mood.onCallerSaid(said.scores());
                rules.onCallerSaid(said.text(), said.scores(), atNanos).forEach(this::act);
            }
        } else if (event instanceof TalkEvent.AgentBegins) {
            quiet(atNanos, false);
        } else if (event instanceof TalkEvent.AgentHeard || event instanceof FarEndEvent.AiReady) {
            quiet(atNanos, true);
        } else if (event instanceof FarEndEvent.ToolAnswered answered
                && !answered.outcome().equals("ok")) {
            rules.onToolFailed(answered.tool().name(), atNanos).forEach(this::act);
        } else if (event instanceof CallEvent.Ended) {
            isOver = true;
            quiet(atNanos, false);
        }
    }

    /** @param begins whether nobody says anything from now on; else somebody does */
    private void quiet(long atNanos, boolean begins) {
        rules.onSilence(0, atNanos); // whatever silence there was is over
        if (silence != null) {
            silence.cancel();
            silence = null;
        }
        if (begins) {
            quietSinceNanos = atNanos;
            awaitSilence(0);
        }
    }

    private void awaitSilence(long soFarNanos) {
        long nextNanos = rules.nextSilenceNanos(soFarNanos);
        if (nextNanos != Long.MAX_VALUE) {
            silence = loop.after(nextNanos - soFarNanos, () -> {
                long nowNanos = loop.nowNanos();
                rules.onSilence(nowNanos - quietSinceNanos, nowNanos).forEach(this::act);
                if (!isOver) {
                    awaitSilence(nextNanos);
                }
            });
        }
    }

    private void act(CallRule rule) {
        CallRule.Deed deed = rule.deed();
        LOG.atInfo()
                .addKeyValue("callSid", callSid)
                .addKeyValue("rule", rule.name())
                .addKeyValue("transfer", deed.transfer())
                .log("a rule holds");
        if (deed.escalates()) {
            String words = deed.context() == null ? "" : deed.context();
            subscribers.onEvent(
                    callSid,
                    loop.nowNanos(),
                    new OperatorEvent.Escalated(rule.name(), deed.transfer(), words, mood.strongest()));
        }
        String context = deed.context();
        if (context != null) {
            call.accept(it -> it.supervision().whisper(RULE + rule.name(), context));
        }
        String destination = deed.transfer();
        if (destination != null) {
            call.accept(it -> transfer(it, rule.name(), destination));
        }
    }

    private void transfer(RunningCall it, String rule, String destination) {
        toolbox.transfer(destination, it.actions(), new ToolRunner.Answer() {
            @Override
            public void succeed(String content) {
                it.supervision().whisper(RULE + rule, content + " Tell the caller so in one sentence.");
            }

            @Override
            public void fail(String outcome, String error, String speakable) {
                LOG.atWarn()
                        .addKeyValue("callSid", callSid)
                        .addKeyValue("rule", rule)
                        .addKeyValue("why", error)
                        .log("a rule's transfer was not made");
            }
        });
    }
}
