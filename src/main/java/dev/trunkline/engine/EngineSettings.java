package dev.trunkline.engine;

import dev.trunkline.engine.access.Credentials;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.plan.Phrases;
import dev.trunkline.engine.speaking.SoundSettings;
import dev.trunkline.engine.wire.Bounds;
import dev.trunkline.net.connection.ServerTls;
import dev.trunkline.net.egress.EgressPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an engine that an operator may decide. Immutable.
 *
 * @param bindAddress where it listens
 * @param port 0 for any free one
 * @param tls null for none
 * @param credentials who may come in
 * @param sound what is sent
 * @param maxChats at a time; one more is refused with 503
 * @param workerThreads for recognition, and as many again for voices
 * @param plan of a chat that names no config
 * @param phrases what is said when the mind says nothing
 * @param egress where posted configs may send the engine
 */
public record EngineSettings(
        String bindAddress,
        int port,
        @Nullable ServerTls tls,
        Credentials credentials,
        SoundSettings sound,
        int maxChats,
        int workerThreads,
        ChatPlan plan,
        Phrases phrases,
        EgressPolicy egress) {

    public EngineSettings {
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
                Credentials.none(),
                SoundSettings.defaults(),
                1_000,
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                ChatPlan.defaults(),
                Phrases.english(),
                EgressPolicy.internet());
    }

    public EngineSettings listeningOn(String address, int newPort, @Nullable ServerTls newTls) {
        return new EngineSettings(
                address, newPort, newTls, credentials, sound, maxChats, workerThreads, plan, phrases, egress);
    }

    public EngineSettings withCredentials(Credentials newCredentials) {
        return new EngineSettings(
                bindAddress, port, tls, newCredentials, sound, maxChats, workerThreads, plan, phrases, egress);
    }

    public EngineSettings withSound(SoundSettings newSound) {
        return new EngineSettings(
                bindAddress, port, tls, credentials, newSound, maxChats, workerThreads, plan, phrases, egress);
    }

    public EngineSettings withMaxChats(int chats) {
        return new EngineSettings(
                bindAddress, port, tls, credentials, sound, chats, workerThreads, plan, phrases, egress);
    }

    /** For recognition, and as many again for voices. */
    public EngineSettings withWorkerThreads(int threads) {
        return new EngineSettings(bindAddress, port, tls, credentials, sound, maxChats, threads, plan, phrases, egress);
    }

    public EngineSettings withPlan(ChatPlan newPlan) {
        return new EngineSettings(
                bindAddress, port, tls, credentials, sound, maxChats, workerThreads, newPlan, phrases, egress);
    }

    public EngineSettings withPhrases(Phrases newPhrases) {
        return new EngineSettings(
                bindAddress, port, tls, credentials, sound, maxChats, workerThreads, plan, newPhrases, egress);
    }

    public EngineSettings withEgress(EgressPolicy newEgress) {
        return new EngineSettings(
                bindAddress, port, tls, credentials, sound, maxChats, workerThreads, plan, phrases, newEgress);
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
