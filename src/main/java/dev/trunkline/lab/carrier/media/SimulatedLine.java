package dev.trunkline.lab.carrier.media;

import dev.trunkline.lab.caller.ScriptedCaller;
import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.lab.phone.PhoneMeter;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The telephone line of one call: carries a block each way every 5 ms, on an absolute clock that never drifts. Whoever
 * is about to change what is played calls {@link #advance} first, so that everything before it has been played.
 * Confined to the call's loop.
 */
public final class SimulatedLine {

    private static final long BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(Blocks.MILLIS);

    private final PhoneMeter meter;
    private final ScriptedCaller caller;
    private final short[] agentBlock = new short[Blocks.SAMPLES];
    private final short[] callerBlock = new short[Blocks.SAMPLES];
    private AgentSound sound = AgentSound.SILENCE;
    private @Nullable CallerListener listener;
    private @Nullable Scheduler scheduler;
    private Scheduler.@Nullable Timer ticker;
    private long originNanos;
    private boolean closed;
    private boolean carrying;

    /** Between a telephone and the person at it; closed until {@link #open}. */
    public SimulatedLine(PhoneMeter meter, ScriptedCaller caller) {
        this.meter = meter;
        this.caller = caller;
    }

    /** The clock starts; opening an open line does nothing. */
    public void open(Scheduler loopScheduler) {
        if (scheduler == null && !closed) {
            scheduler = loopScheduler;
            originNanos = loopScheduler.nowNanos();
            ticker = loopScheduler.everyTick(this::advance);
        }
    }

    /** Carries everything up to now. */
    public void advance() {
        if (scheduler != null) {
            advance(scheduler.nowNanos());
        }
    }

    /** Plays something else from now on. */
    public void play(AgentSound newSound) {
        advance();
        sound = newSound;
    }

    void hearCaller(@Nullable CallerListener newListener) {
        listener = newListener;
    }

    /** Nothing is carried any more. */
    public void close() {
        closed = true;
        if (ticker != null) {
            ticker.cancel();
        }
    }

    private void advance(long nowNanos) {
        if (carrying) {
            return; // asked by what this very block has set off
        }
        carrying = true;
        long dueNanos = originNanos + meter.block() * BLOCK_NANOS;
        while (!closed && nowNanos - dueNanos >= 0) {
            carryBlock(nowNanos - dueNanos);
            dueNanos += BLOCK_NANOS;
        }
        carrying = false;
    }

    private void carryBlock(long lateNanos) {
        if (listener != null) {
            listener.onBlockStart(lateNanos);
        }
        sound.nextBlock(agentBlock);
        boolean audible = meter.agentBlock(agentBlock);
        caller.nextBlock(agentBlock, audible, callerBlock);
        if (listener != null) {
            listener.onBlock(callerBlock);
        }
        meter.callerBlock(callerBlock);
    }
}
