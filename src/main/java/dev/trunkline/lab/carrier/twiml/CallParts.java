package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.media.SimulatedLine;
import dev.trunkline.lab.carrier.rest.CallIdentity;
import dev.trunkline.lab.phone.PhoneMeter;
import dev.trunkline.lab.phone.PhoneSound;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.speech.Speech;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call in progress is made of. Confined to the call's loop.
 *
 * @param callees who can be dialled
 */
public record CallParts(
        CarrierParts carrier,
        CallIdentity identity,
        Map<String, Callee> callees,
        PhoneMeter meter,
        SimulatedLine line,
        LoopScheduler scheduler) {

    void openLine() {
        line.open(scheduler);
    }

    dev.trunkline.time.Scheduler.Timer after(long millis, Runnable task) {
        return scheduler.after(TimeUnit.MILLISECONDS.toNanos(millis), task);
    }

    /** Makes telephone sound of what {@code speech} gives, away from the loop. */
    CompletableFuture<PhoneSound> sound(Supplier<@Nullable Speech> speech) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Speech spoken = speech.get();
                    return spoken == null ? PhoneSound.NOTHING : PhoneSound.of(spoken);
                },
                carrier.slow());
    }
}
