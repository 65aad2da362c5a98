package dev.trunkline.lab.carrier;

import dev.trunkline.lab.caller.CallerActions;
import dev.trunkline.lab.caller.ScriptedCaller;
import dev.trunkline.lab.carrier.media.SimulatedLine;
import dev.trunkline.lab.carrier.rest.CallControl;
import dev.trunkline.lab.carrier.rest.CallEntry;
import dev.trunkline.lab.carrier.rest.CallIdentity;
import dev.trunkline.lab.carrier.rest.CarrierFailure;
import dev.trunkline.lab.carrier.rest.StatusReports;
import dev.trunkline.lab.carrier.twiml.CallParts;
import dev.trunkline.lab.carrier.twiml.CarrierParts;
import dev.trunkline.lab.carrier.twiml.RunnerEvents;
import dev.trunkline.lab.carrier.twiml.TwimlRunner;
import dev.trunkline.lab.phone.CallWatcher;
import dev.trunkline.lab.phone.CallerSound;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneMeter;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.time.Scheduler;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call, from its first webhook to its last. Confined to the call's loop, except the constructor and what says so. */
final class LiveCall implements RunnerEvents, CallerActions, CallControl {

    private final CarrierParts carrier;
    private final CallIdentity identity;
    private final CallEntry entry;
    private final PhoneCall call;
    private final StatusReports reports;
    private final EventLoop loop;
    private final PhoneMeter meter;
    private final SimulatedLine line;
    private final CompletableFuture<PhoneRecord> record = new CompletableFuture<>();
    private @Nullable TwimlRunner runner;
    private Scheduler.@Nullable Timer limit;
    private long answeredNanos;
    private boolean over;

    /** Prepares the caller's voice, which is slow: not to be called on a loop. */
    LiveCall(
            CarrierParts carrier,
            CallIdentity identity,
            CallEntry entry,
            PhoneCall call,
            StatusReports reports,
            CallWatcher watcher,
            EventLoop loop) {
        this.carrier = carrier;
        this.identity = identity;
        this.entry = entry;
        this.call = call;
        this.reports = reports;
        this.loop = loop;
        this.meter = new PhoneMeter(identity.callSid(), watcher);
        this.line = new SimulatedLine(meter, new ScriptedCaller(call.script(), this));
        entry.onLive(this);
    }

    /** What the telephone measured, when the call is over. Any thread. */
    CompletableFuture<PhoneRecord> record() {
        return record;
    }

    /** Begins the call. Any thread. */
    void ring() {
        loop.execute(() -> {
            entry.onStatus("ringing");
            reports.onEvent("ringing", "ringing");
            runner().ask(call.voiceWebhook(), "POST", Map.of());
        });
    }

    /**
     * Begins a call to a person who picks up now. Any thread.
     *
     * @param twiml what to do; null: the webhook is asked
     */
    void pickUp(@Nullable String twiml, String method) {
        loop.execute(() -> {
            onAnswered();
            obey(twiml, call.voiceWebhook(), method);
        });
    }

    @Override
    public void redirect(@Nullable String twiml, URI url, String method, Runnable done) {
        loop.execute(() -> {
            if (!over) {
                obey(twiml, url, method);
            }
            done.run();
        });
    }

    @Override
    public void complete(Runnable done) {
        loop.execute(() -> {
            end(HungUpBy.AGENT, "completed");
            done.run();
        });
    }

    @Override
    public void abort() {
        loop.execute(() -> end(HungUpBy.CARRIER, "failed"));
    }

    @Override
    public void says(String text, CallerSound sound, int leadBlocks, int endBlocks) {
        meter.callerSays(text, sound, leadBlocks, endBlocks);
    }

    @Override
    public void presses(char digit) {
        meter.callerPresses(digit);
        runner().press(digit);
    }

    @Override
    public void hangsUp() {
        // Not now: the line is in the midst of a block.
        loop.execute(() -> end(HungUpBy.CALLER, "completed"));
    }

    @Override
    public void onAnswered() {
        if (limit == null) {
            LoopScheduler scheduler = LoopScheduler.of(loop);
            answeredNanos = scheduler.nowNanos();
            entry.onStatus("in-progress");
            reports.onEvent("answered", "in-progress");
            limit = scheduler.after(call.maxDurationMillis() * 1_000_000, () -> end(HungUpBy.CARRIER, "completed"));
        }
    }

    @Override
    public void onHangUp() {
        end(HungUpBy.AGENT, "completed");
    }

    @Override
    public void onRejected(String status) {
        end(HungUpBy.AGENT, status);
    }

    @Override
    public void onFailure(CarrierFailure failure) {
        meter.warn(failure.code(), String.valueOf(failure.getMessage()));
        end(HungUpBy.CARRIER, "failed");
    }

    @Override
    public String callStatus() {
        return entry.status();
    }

    private TwimlRunner runner() {
        TwimlRunner current = runner;
        if (current == null) {
            CallParts parts = new CallParts(carrier, identity, call.callees(), meter, line, LoopScheduler.of(loop));
            current = new TwimlRunner(parts, this);
            runner = current;
        }
        return current;
    }

    private void obey(@Nullable String twiml, URI url, String method) {
        if (twiml == null) {
            runner().ask(url, method, Map.of());
        } else {
            runner().run(twiml, url);
        }
    }

    private void end(HungUpBy by, String status) {
        if (over) {
            return;
        }
        over = true;
        line.advance();
        runner().end();
        line.close();
        long durationMillis = limit == null ? 0 : (LoopScheduler.of(loop).nowNanos() - answeredNanos) / 1_000_000;
        if (limit != null) {
            limit.cancel();
        }
        entry.onEnd(status);
        reports.onEnd(status, durationMillis);
        record.complete(meter.finish(by, status));
    }
}
