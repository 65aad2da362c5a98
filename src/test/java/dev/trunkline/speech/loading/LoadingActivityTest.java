package dev.trunkline.speech.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.speech.vad.EnergyVoiceActivity;
import dev.trunkline.speech.vad.FvadVoiceActivity;
import dev.trunkline.speech.vad.VoiceActivities;
import dev.trunkline.speech.vad.VoiceActivity;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LoadingActivityTest {

    private static final short[] LOUD = new short[160];

    static {
        for (int i = 0; i < LOUD.length; i++) {
            LOUD[i] = (short) (i % 2 == 0 ? 8_000 : -8_000); // 4 kHz, which is no voice
        }
    }

    private final CompletableFuture<VoiceActivities> loading = new CompletableFuture<>();
    private final Supplier<VoiceActivity> streams = LoadingActivity.ofStreams(loading);

    @Test
    void goesByTheLevelUntilTheDetectorIsThere() {
        try (VoiceActivity stream = streams.get()) {
            assertThat(stream.isSpeech(LOUD)).isTrue();

            loading.complete(new VoiceActivities(FvadVoiceActivity.Mode.VERY_AGGRESSIVE));

            assertThat(stream.isSpeech(LOUD)).isFalse();
        }
    }

    @Test
    void isNotNeededOnceItIsThere() {
        loading.complete(VoiceActivities.energy());

        try (VoiceActivity stream = streams.get()) {
            assertThat(stream).isInstanceOf(EnergyVoiceActivity.class);
        }
    }

    @Test
    void goesOnByTheLevelWhenTheDetectorCannotBeLoaded() {
        loading.completeExceptionally(new IllegalStateException("no greeting"));

        try (VoiceActivity stream = streams.get()) {
            assertThat(stream.isSpeech(LOUD)).isTrue();
            assertThat(stream.isSpeech(new short[160]))
                    .as("the weak end of a word")
                    .isTrue();
        }
    }

    @Test
    void beginsToLoadWhenTheGreetingIsThere() {
        CompletableFuture<Void> greeted = new CompletableFuture<>();
        CompletableFuture<VoiceActivities> loaded = LoadingActivity.load(VoiceActivities::energy, greeted);
        assertThat(loaded).isNotDone();

        greeted.complete(null);

        assertThat(loaded).succeedsWithin(Duration.ofSeconds(10));
    }
}
