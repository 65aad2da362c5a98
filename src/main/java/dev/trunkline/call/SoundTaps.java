package dev.trunkline.call;

import dev.trunkline.call.SoundTap.Voice;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.time.Scheduler;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who listens to a call's sound. Taps come and go while it runs, from any thread: {@link #add} and {@link #remove} take effect on its
 * loop, soon. While there is none, a frame costs one read of a field. A tap that throws is taken away, and the call goes on.
 * Everything else is confined to the call's loop.
 *
 * <p>Found by {@code RunningCalls.taps(callSid)}; from a stream's first frame on, by being its {@link SoundAudience}.
 */
public final class SoundTaps {

    private static final SoundTap[] NONE = {};

    private final Scheduler loop;
    private final long beganNanos;
    private SoundTap[] taps = NONE;
    private @Nullable PlayoutLedger ledger;
    private Voice voice = Voice.AGENT;
    private boolean isSecret;
    private boolean isOver;

    /** Nobody listens yet; the stream begins now. */
    public SoundTaps(Scheduler loop) {
        this.loop = loop;
        this.beganNanos = loop.nowNanos();
    }

    /** When the stream began. Any thread. */
    public long beganNanos() {
        return beganNanos;
    }

    /** The time of the stream's clock. Any thread. */
    public long nowNanos() {
        return loop.nowNanos();
    }

    /** Has the call's sound told to one more. Any thread; on a stream that is over it is told the end at once. */
    public void add(SoundTap tap) {
        loop.execute(() -> addHere(tap));
    }

    /** The same from the call's loop: from the next frame on. */
    public void addHere(SoundTap tap) {
        if (isOver) {
            tap.onEnded(loop.nowNanos());
            return;
        }
        SoundTap[] more = Arrays.copyOf(taps, taps.length + 1);
        more[taps.length] = tap;
        taps = more;
        if (isSecret) {
            tap.onSecret(true, loop.nowNanos());
        }
    }

    /** Nothing more is told to it, soon. Any thread; one that is not there is nobody. */
    public void remove(SoundTap tap) {
        loop.execute(() -> removeHere(tap));
    }

    private void removeHere(SoundTap tap) {
        SoundTap[] fewer = Arrays.stream(taps).filter(each -> each != tap).toArray(SoundTap[]::new);
        taps = fewer.length == 0 ? NONE : fewer;
        isSecret &= fewer.length > 0;
    }

    /** Does something on the call's loop. Any thread. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** Whose sound the phone is given from now on. */
    public void speaks(Voice who) {
        voice = who;
    }

    /** The same phone, whose sound is told here. What it is given must be on the books of the ledger as soon as it has it. */
    public PhoneLeg around(PhoneLeg phone) {
        return new TappedPhone(phone, this);
    }

    /** When what the phone is given will be heard stands in these books. */
    void reckonBy(PlayoutLedger books) {
        ledger = books;
    }

    void onCaller(byte[] muLaw, int lengthBytes, boolean isHidden, long atNanos) {
        if (taps == NONE) {
            return;
        }
        if (isHidden != isSecret) {
            isSecret = isHidden;
            tell(tap -> tap.onSecret(isHidden, atNanos));
        }
        if (!isHidden) {
            for (SoundTap tap : taps) {
                try {
                    tap.onCaller(muLaw, lengthBytes, atNanos);
                } catch (RuntimeException bug) {
                    isBroken(tap, bug);
                }
            }
        }
    }

    void onPlayout(byte[] muLaw, int lengthBytes) {
        if (taps == NONE) {
            return;
        }
        long nowNanos = loop.nowNanos();
        long heardAtNanos = nowNanos + (ledger == null ? 0 : ledger.leadNanos(nowNanos));
        for (SoundTap tap : taps) {
            try {
                tap.onPlayout(voice, muLaw, lengthBytes, heardAtNanos);
            } catch (RuntimeException bug) {
                isBroken(tap, bug);
            }
        }
    }

    void onCleared() {
        if (taps != NONE) {
            long nowNanos = loop.nowNanos();
            tell(tap -> tap.onCleared(nowNanos));
        }
    }

    /** The stream is over; told once. */
    public void end() {
        if (!isOver) {
            isOver = true;
            long nowNanos = loop.nowNanos();
            tell(tap -> tap.onEnded(nowNanos));
            taps = NONE;
        }
    }

    private void tell(Consumer<SoundTap> what) {
        for (SoundTap tap : taps) {
            try {
                what.accept(tap);
            } catch (RuntimeException bug) {
                isBroken(tap, bug);
            }
        }
    }

    /** The loop logs what its tasks throw. */
    private void isBroken(SoundTap tap, RuntimeException bug) {
        removeHere(tap);
        loop.execute(() -> {
            throw bug;
        });
    }
}
