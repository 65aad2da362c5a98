package dev.trunkline.engine.turns;

import dev.trunkline.engine.plan.DeadAir;
import dev.trunkline.engine.speaking.CachedSynthesizer;
import dev.trunkline.engine.speaking.ComfortNoise;
import dev.trunkline.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the caller hears while a model or a tool takes long: a sentence, then soft noise, after a while another sentence. It is sent in
 * pieces, each just before it is heard, so that nothing of it is left to be heard when the answer begins or the caller speaks. A sentence
 * that an answer meets stops where a speaker could. Confined to the chat's loop.
 */
final class Filler {

    private static final long LEAD_NANOS =
            150_000_000L; // what is sent ahead of what is heard: a late packet leaves no hole
    private static final long LEAST_THOUGHT_NANOS = 250_000_000L; // an agent that is asked may always think so long
    private static final long IDLE_NANOS = 500_000_000L;

    private final ChatContext context;
    private final Session session;
    private final AgentOutput output;
    private final BooleanSupplier isOwed;
    private final DeadAir settings;
    private final Scheduler scheduler;
    private final Deque<CachedSynthesizer.Chunk> pieces = new ArrayDeque<>();
    private Scheduler.@Nullable Timer timer;
    private boolean owed;
    private long owedSinceNanos;
    private @Nullable Long callerNanos; // when the caller was heard last
    private long quietSinceNanos;
    private int said; // in this wait
    private int turn; // whose turn among the sentences it is
    private boolean beingSpoken;
    private long waits; // so many there were: what was meant for an earlier one is not said in this
    private String id = "";
    private int index;
    private Map<String, Double> scores = Map.of();
    private boolean announced;
    private long filledUntilNanos;
    private long wordsUntilNanos; // of what was filled in
    private @Nullable ComfortNoise noise;
    private boolean noiseAsked;

    /** @param isOwed whether the caller waits for the agent now, and says nothing himself */
    Filler(ChatContext context, Session session, AgentOutput output, BooleanSupplier isOwed) {
        this.context = context;
        this.session = session;
        this.output = output;
        this.isOwed = isOwed;
        this.settings = context.agent().phrases().deadAir();
        this.scheduler = context.scheduler();
    }

    /** The caller is heard now. */
    void callerSounds() {
        callerNanos = scheduler.nowNanos();
    }

    /** Somebody may have begun to wait, or have ended to. */
    void watch() {
        if (settings.isAllowed()) {
            return;
        }
        boolean now = isOwed.getAsBoolean();
        if (now && !owed) {
            owed = true;
            owedSinceNanos = scheduler.nowNanos();
            askForNoise();
            step();
        } else if (!now) {
            rest();
        }
    }

    private void askForNoise() {
        Double levelDb = settings.comfortDb();
        if (levelDb != null && !noiseAsked) {
            noiseAsked = true;
            context.agent()
                    .speech()
                    .fillers()
                    .noise(levelDb)
                    .whenCompleteAsync((made, failure) -> noise = made, context.loop());
        }
    }

    private void rest() {
        owed = false;
        stop();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** What has not been sent is not said. */
    private void stop() {
        pieces.clear();
        waits++;
        beingSpoken = false;
        if (announced) {
            output.endFiller(id, scores);
            announced = false;
        }
        id = "";
    }

    private void step() {
        timer = null;
        if (!isOwed.getAsBoolean()) {
            rest();
            return;
        }
        long nowNanos = scheduler.nowNanos();
        long sinceNanos = quietSince(nowNanos);
        if (sinceNanos != quietSinceNanos) { // somebody has said something: this is another wait
            stop();
            said = 0;
            quietSinceNanos = sinceNanos;
        }
        long dueNanos = Math.max(sinceNanos + settings.afterMillis() * 1_000_000, owedSinceNanos + LEAST_THOUGHT_NANOS);
        if (nowNanos - dueNanos < 0) {
            at(dueNanos, nowNanos);
        } else {
            fill(nowNanos);
        }
    }

    /** Since when neither the agent's words nor the caller are heard; in the future while the agent's are. */
    private long quietSince(long nowNanos) {
        long wordsNanos = output.quietNanos();
        Long heardNanos = callerNanos;
        if (wordsNanos == Long.MAX_VALUE) {
            return heardNanos == null ? owedSinceNanos : heardNanos;
        }
        long endNanos = nowNanos - wordsNanos;
        return heardNanos == null ? endNanos : Math.max(endNanos, heardNanos);
    }

    private void fill(long nowNanos) {
        if (pieces.isEmpty() && !beingSpoken && isTimeForWords(nowNanos)) {
            speak();
        }
        CachedSynthesizer.Chunk piece = pieces.poll();
        if (piece != null) {
            send(piece, nowNanos);
        } else if (noise != null) {
            hum(noise, nowNanos);
        } else if (timer == null) {
            at(nowNanos + IDLE_NANOS, nowNanos);
        }
    }

    private boolean isTimeForWords(long nowNanos) {
        boolean wanted = !settings.fillers().isEmpty() && said < settings.times();
        return wanted && (said == 0 || nowNanos - wordsUntilNanos >= settings.repeatMillis() * 1_000_000);
    }

    private void speak() {
        String text = settings.fillers().get(turn++ % settings.fillers().size());
        said++;
        beingSpoken = true;
        long ofWait = waits;
        CompletableFuture<CachedSynthesizer.Spoken> sound =
                context.agent().speech().fillers().say(text, session.voice());
        sound.whenCompleteAsync((spoken, failure) -> onSpoken(ofWait, text, spoken), context.loop());
    }

    private void onSpoken(long ofWait, String text, CachedSynthesizer.@Nullable Spoken spoken) {
        if (ofWait != waits) {
            return;
        }
        beingSpoken = false;
        wordsUntilNanos = scheduler.nowNanos();
        if (spoken == null) {
            return; // the noise goes on, and the voice's failures are told where it fails with an answer
        }
        begin();
        scores = spoken.scores();
        announced = true;
        output.announceFiller(id, text, scores);
        pieces.addAll(spoken.chunks());
        if (timer != null) {
            timer.cancel();
        }
        step();
    }

    private void begin() {
        id = UUID.randomUUID().toString().replace("-", "");
        index = 0;
    }

    private void send(CachedSynthesizer.Chunk piece, long nowNanos) {
        put(piece, nowNanos);
        wordsUntilNanos = filledUntilNanos;
        if (pieces.isEmpty()) {
            output.endFiller(id, scores);
            announced = false;
            id = "";
        }
    }

    /** Sound of its own, of which no message tells: nobody has said it. */
    private void hum(ComfortNoise sound, long nowNanos) {
        if (id.isEmpty()) {
            begin();
        }
        put(sound.chunk(index), nowNanos);
    }

    private void put(CachedSynthesizer.Chunk piece, long nowNanos) {
        filledUntilNanos = output.fill(id, index++, piece);
        at(filledUntilNanos - LEAD_NANOS, nowNanos);
    }

    private void at(long whenNanos, long nowNanos) {
        if (timer != null) {
            timer.cancel();
        }
        timer = scheduler.after(Math.max(0, whenNanos - nowNanos), this::step);
    }
}
