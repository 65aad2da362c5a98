package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.phone.PhoneSound;
import dev.trunkline.speech.Voice;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the verbs that are heard come to. Confined to the call's loop, but for what it returns. */
final class SpokenSounds {

    private final CallParts parts;

    SpokenSounds(CallParts parts) {
        this.parts = parts;
    }

    /** Null when this carrier has no voice, and words take no time. */
    @Nullable
    CompletableFuture<PhoneSound> of(Verb.Say say) {
        Voice voice = parts.carrier().voice();
        return voice == null ? null : parts.sound(() -> voice.say(say.words()));
    }

    /** Nothing, with a warning, when it cannot be played. */
    CompletableFuture<PhoneSound> of(URI file) {
        return parts.carrier()
                .webhooks()
                .fetch(file)
                .thenCompose(bytes -> parts.sound(() -> parts.carrier().sounds().apply(bytes)))
                .exceptionally(error -> {
                    parts.scheduler()
                            .loop()
                            .execute(() -> parts.meter().warn(12_300, file + " cannot be played: " + error));
                    return PhoneSound.NOTHING;
                });
    }
}
