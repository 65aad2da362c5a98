package dev.trunkline.engine;

import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.plan.Phrases;
import dev.trunkline.engine.speaking.SoundSettings;
import dev.trunkline.engine.wire.Bounds;
import dev.trunkline.net.connection.ServerTls;
import dev.trunkline.net.reach.Reach;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an engine that an operator may decide. Immutable.
 *
 * @param bindAddress where it listens
 * @param port 0 for any free one
 * @param tls null for none
 * @param apiKeys who may chat; empty for this machine alone
 * @param secretKey with an API key it fetches access tokens, and it signs webhooks; null: any secret fetches tokens, and
 *     {@link #signingKey} signs
 * @param privateKey opens the engine to whoever started it, beside the keys, and signs nothing; null for none
 * @param allowedOrigins whose pages may use it from a browser, in lower case
 * @param sound what is sent
 * @param maxChats at a time; one more is refused with 503
 * @param workerThreads for recognition, and as many again for voices
 * @param plan of a chat that names no config
 * @param phrases what is said when the mind says nothing
 * @param reach where posted configs may send the engine
 */
public record EngineSettings(
        String bindAddress,
        int port,
        @Nullable ServerTls tls,
        Set<String> apiKeys,
        @Nullable String secretKey,
        @Nullable String privateKey,
        Set<String> allowedOrigins,
        SoundSettings sound,
        int maxChats,
        int workerThreads,
        ChatPlan plan,
        Phrases phrases,
        Reach reach) {

    public EngineSettings {
        apiKeys = Set.copyOf(apiKeys);
        allowedOrigins = Set.copyOf(allowedOrigins);
        Bounds.check(port, 0, 65_535, "port");
        Bounds.check(maxChats, 1, 100_000, "number of chats");
        Bounds.check(workerThreads, 1, 256, "number of worker threads");
    }

    /** Any free port on the loopback, no keys, EVI's documented defaults. */
    public static EngineSettings defaults() {
        return new EngineSettings(
                "127.0.0.1",
                0,
                null,
                Set.of(),
                null,
                null,
                Set.of(),
                SoundSettings.defaults(),
                1_000,
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                ChatPlan.defaults(),
                Phrases.english(),
                Reach.internet());
    }

    /** All keys that open it. */
    Set<String> keys() {
        Set<String> all = new HashSet<>(apiKeys);
        if (privateKey != null) {
            all.add(privateKey);
        }
        return all;
    }

    /** What webhooks are signed with: the secret, or else the alphabetically first API key, or else nothing. */
    public @Nullable String signingKey() {
        return secretKey != null
                ? secretKey
                : apiKeys.stream().min(Comparator.naturalOrder()).orElse(null);
    }

    public EngineSettings listeningOn(String address, int newPort) {
        return new EngineSettings(
                address,
                newPort,
                tls,
                apiKeys,
                secretKey,
                privateKey,
                allowedOrigins,
                sound,
                maxChats,
                workerThreads,
                plan,
                phrases,
                reach);
    }

    public EngineSettings over(@Nullable ServerTls newTls) {
        return new EngineSettings(
                bindAddress,
                port,
                newTls,
                apiKeys,
                secretKey,
                privateKey,
                allowedOrigins,
                sound,
                maxChats,
                workerThreads,
                plan,
                phrases,
                reach);
    }

    /** Who may come in, and the secret that goes with the keys. */
    public EngineSettings withApiKeys(Set<String> keys, @Nullable String secret) {
        return new EngineSettings(
                bindAddress,
                port,
                tls,
                keys,
                secret,
                privateKey,
                allowedOrigins,
                sound,
                maxChats,
                workerThreads,
                plan,
                phrases,
                reach);
    }

    /** Without it, and without API keys, it serves whatever runs on this machine. */
    public EngineSettings withPrivateKey(String key) {
        return new EngineSettings(
                bindAddress,
                port,
                tls,
                apiKeys,
                secretKey,
                key,
                allowedOrigins,
                sound,
                maxChats,
                workerThreads,
                plan,
                phrases,
                reach);
    }

    public EngineSettings withAllowedOrigins(Set<String> origins) {
        return new EngineSettings(
                bindAddress,
                port,
                tls,
                apiKeys,
                secretKey,
                privateKey,
                origins,
                sound,
                maxChats,
                workerThreads,
                plan,
                phrases,
                reach);
    }

    public EngineSettings withSound(SoundSettings newSound) {
        return new EngineSettings(
                bindAddress,
                port,
                tls,
                apiKeys,
                secretKey,
                privateKey,
                allowedOrigins,
                newSound,
                maxChats,
                workerThreads,
                plan,
                phrases,
                reach);
    }

    public EngineSettings withMaxChats(int chats) {
        return new EngineSettings(
                bindAddress,
                port,
                tls,
                apiKeys,
                secretKey,
                privateKey,
                allowedOrigins,
                sound,
                chats,
                workerThreads,
                plan,
                phrases,
                reach);
    }

    /** For recognition, and as many again for voices. */
    public EngineSettings withWorkerThreads(int threads) {
        return new EngineSettings(
                bindAddress,
                port,
                tls,
                apiKeys,
                secretKey,
                privateKey,
                allowedOrigins,
                sound,
                maxChats,
                threads,
                plan,
                phrases,
                reach);
    }

    public EngineSettings withPlan(ChatPlan newPlan) {
        return new EngineSettings(
                bindAddress,
                port,
                tls,
                apiKeys,
                secretKey,
                privateKey,
                allowedOrigins,
                sound,
                maxChats,
                workerThreads,
                newPlan,
                phrases,
                reach);
    }

    public EngineSettings withPhrases(Phrases newPhrases) {
        return new EngineSettings(
                bindAddress,
                port,
                tls,
                apiKeys,
                secretKey,
                privateKey,
                allowedOrigins,
                sound,
                maxChats,
                workerThreads,
                plan,
                newPhrases,
                reach);
    }

    public EngineSettings withReach(Reach newReach) {
        return new EngineSettings(
                bindAddress,
                port,
                tls,
                apiKeys,
                secretKey,
                privateKey,
                allowedOrigins,
                sound,
                maxChats,
                workerThreads,
                plan,
                phrases,
                newReach);
    }

    public EngineSettings withTurns(TurnSettings turns) {
        return withPlan(plan.withTurns(turns));
    }

    public EngineSettings withLimits(ChatLimits limits) {
        return withPlan(plan.withLimits(limits));
    }

    /** The words that open a new chat; empty for none. */
    public EngineSettings withGreeting(String text) {
        ChatPlan.Announcements words = plan.announcements();
        return withPlan(plan.withAnnouncements(new ChatPlan.Announcements(
                ChatPlan.Announcement.of(text), words.onInactivity(), words.onMaxDuration())));
    }
}
