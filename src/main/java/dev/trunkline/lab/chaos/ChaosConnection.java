package dev.trunkline.lab.chaos;

import dev.trunkline.net.loop.LoopScheduler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection through the proxy: both of its ways, and what strikes it when. Every rule draws from a source of its own,
 * made of the plan's seed, the connection's number and the rule's, so that one rule's luck is none of another's. Confined to
 * its loop.
 */
final class ChaosConnection {

    private static final int SOUND_BYTES = 8 * 1_024;
    private static final long SOUND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MOST_INTO_UTTERANCE_MILLIS = 300;
    private static final long SECOND_MILLIS = 1_000;

    private final ChaosPlan plan;
    private final int number;
    private final Channel near;
    private final LoopScheduler time;
    private final ObjIntConsumer<FaultRule> struck;
    private final FaultyFlow up;
    private final FaultyFlow down;
    private final List<Runnable> onSound = new ArrayList<>();
    private @Nullable Channel far;
    private int endedWays;
    private boolean isOver;
    private long soundSinceNanos;
    private int soundBytes;

    /** @param struck is told the rule of every fault and the connection's number */
    ChaosConnection(ChaosPlan plan, int number, Channel near, LoopScheduler time, ObjIntConsumer<FaultRule> struck) {
        this.plan = plan;
        this.number = number;
        this.near = near;
        this.time = time;
        this.struck = struck;
        this.up = new FaultyFlow(time::nowNanos, random(-1), new Way(true));
        this.down = new FaultyFlow(time::nowNanos, random(-2), new Way(false));
        this.soundSinceNanos = time.nowNanos();
    }

    private SplittableRandom random(int rule) {
        return new SplittableRandom(plan.seed() * 1_000_003 + number * 10_007L + rule);
    }

    /** Whether a rule that refuses strikes this one, which is so many milliseconds younger than the proxy. */
    boolean isRefused(long atMillis) {
        for (int i = 0; i < plan.rules().size(); i++) {
            FaultRule rule = plan.rules().get(i);
            boolean isTime = atMillis >= rule.earliestMillis()
                    && (rule.latestMillis() == rule.earliestMillis() || atMillis < rule.latestMillis());
            if (rule.kind() == FaultKind.REFUSE && isTime && random(i).nextDouble() < rule.chance()) {
                struck.accept(rule, number);
                return true;
            }
        }
        return false;
    }

    /** The handler of the socket that came in. */
    FaultyFlow up() {
        return up;
    }

    /** The handler of the socket to the target. */
    FaultyFlow down() {
        return down;
    }

    /** Both sockets stand. */
    void begin(Channel toTarget) {
        far = toTarget;
        if (isOver) {
            reset(toTarget);
            return;
        }
        up.begin(near, toTarget);
        down.begin(toTarget, near);
        // Before the loop comes to read anything.
        for (int i = 0; i < plan.rules().size() && !isOver; i++) {
            if (!plan.rules().get(i).kind().isOfProxy()) {
                draw(plan.rules().get(i), random(i));
            }
        }
    }

    private void draw(FaultRule rule, SplittableRandom random) {
        if (rule.everySecond()) {
            near.eventLoop()
                    .schedule(
                            () -> drawEverySecond(rule, random, rule.earliestMillis()),
                            rule.earliestMillis(),
                            TimeUnit.MILLISECONDS);
        } else if (random.nextDouble() < rule.chance()) {
            long momentMillis = rule.momentMillis(random);
            later(momentMillis, () -> await(rule, random));
        }
    }

    private void drawEverySecond(FaultRule rule, SplittableRandom random, long atMillis) {
        if (isOver || atMillis > rule.latestMillis()) {
            return;
        }
        boolean strikes = random.nextDouble() < rule.chance();
        long momentMillis = random.nextLong(SECOND_MILLIS);
        if (strikes) {
            later(momentMillis, () -> await(rule, random));
        }
        near.eventLoop()
                .schedule(
                        () -> drawEverySecond(rule, random, atMillis + SECOND_MILLIS),
                        SECOND_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private void await(FaultRule rule, SplittableRandom random) {
        if (rule.inUtterance()) {
            int intoMillis = random.nextInt(MOST_INTO_UTTERANCE_MILLIS + 1);
            soundBytes = 0; // of the sound that comes now, not of what came before
            onSound.add(() -> later(intoMillis, () -> strike(rule)));
        } else {
            strike(rule);
        }
    }

    private void later(long millis, Runnable task) {
        if (millis == 0) {
            task.run();
        } else {
            near.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void strike(FaultRule rule) {
        if (isOver) {
            return;
        }
        struck.accept(rule, number);
        FaultDirection direction = rule.direction();
        if (rule.kind() == FaultKind.RESET) {
            breakOff(direction);
            return;
        }
        if (direction.isUp()) {
            up.strike(rule.kind(), rule.amount());
        }
        if (direction.isDown() && !isOver) {
            down.strike(rule.kind(), rule.amount());
        }
    }

    /** Breaks the connection for who is in this direction, and closes it in order for the other one. */
    void breakOff(FaultDirection direction) {
        isOver = true;
        up.stop();
        down.stop();
        if (far != null) {
            end(far, direction.isUp());
        }
        end(near, direction.isDown());
    }

    private static void end(Channel channel, boolean isBroken) {
        if (isBroken) {
            reset(channel);
        } else {
            channel.close();
        }
    }

    /** A close with unsent or unread bytes forgotten: RST. */
    static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    private void finish(boolean isBroken) {
        if (isOver) {
            return;
        }
        isOver = true;
        up.stop();
        down.stop();
        for (Channel end : far == null ? List.of(near) : List.of(near, far)) {
            if (isBroken) {
                reset(end);
            } else {
                end.writeAndFlush(near.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    private void listen(int bytes) {
        long nowNanos = time.nowNanos();
        if (nowNanos - soundSinceNanos > SOUND_NANOS) {
            soundSinceNanos = nowNanos;
            soundBytes = 0;
        }
        soundBytes += bytes;
        if (soundBytes >= SOUND_BYTES && !onSound.isEmpty()) {
            List<Runnable> due = List.copyOf(onSound);
            onSound.clear();
            due.forEach(Runnable::run);
        }
    }

    /** What happens at the ends of one way. */
    private final class Way implements FaultyFlow.Ends {
        private final boolean isUp;

        Way(boolean isUp) {
            this.isUp = isUp;
        }

        @Override
        public void accept(int bytes) {
            if (!isUp) {
                listen(bytes);
            }
        }

        @Override
        public void onEnd() {
            if (++endedWays == 2) {
                finish(false);
            }
        }

        @Override
        public void onTruncated() {
            finish(false);
        }

        @Override
        public void onBroken() {
            finish(true);
        }

        /** The socket that this way comes from takes what the other way brings. */
        @Override
        public void onWritability() {
            (isUp ? down : up).readOrNot();
        }
    }
}
