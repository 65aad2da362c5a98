package dev.trunkline.engine;

import java.util.Set;

/**
 * Everything about an engine that an operator may decide. Immutable.
 *
 * @param bindAddress where it listens
 * @param port 0 for any free one
 * @param apiKeys who may chat; empty for everybody
 * @param greeting said word for word when a new chat opens, with {@code {{variables}}}; empty for none. EVI calls this
 *     event message {@code on_new_chat}
 * @param systemPrompt instructions for a mind that heeds them; a session's own replaces it
 * @param turns when turns end
 * @param sound what is sent
 * @param limits how long a chat may last
 * @param maxChats at a time; one more is refused with 503
 * @param workerThreads for ears, and as many again for voices
 */
public record EngineSettings(
        String bindAddress,
        int port,
        Set<String> apiKeys,
        String greeting,
        String systemPrompt,
        TurnSettings turns,
        SoundSettings sound,
        ChatLimits limits,
        int maxChats,
        int workerThreads) {

    private static final String GREETING = "Hello, thank you for calling. How can I help you?";

    public EngineSettings {
        apiKeys = Set.copyOf(apiKeys);
        check(port, 0, 65_535, "port");
        check(maxChats, 1, 100_000, "number of chats");
        check(workerThreads, 1, 256, "number of worker threads");
    }

    /** Any free port on the loopback, no keys, a short greeting, EVI's documented defaults. */
    public static EngineSettings defaults() {
        return new EngineSettings(
                "127.0.0.1",
                0,
                Set.of(),
                GREETING,
                "",
                TurnSettings.defaults(),
                SoundSettings.defaults(),
                ChatLimits.defaults(),
                1_000,
                Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    public EngineSettings listeningOn(String address, int newPort) {
        return new EngineSettings(
                address, newPort, apiKeys, greeting, systemPrompt, turns, sound, limits, maxChats, workerThreads);
    }

    public EngineSettings withApiKeys(Set<String> keys) {
        return new EngineSettings(
                bindAddress, port, keys, greeting, systemPrompt, turns, sound, limits, maxChats, workerThreads);
    }

    public EngineSettings withGreeting(String text) {
        return new EngineSettings(
                bindAddress, port, apiKeys, text, systemPrompt, turns, sound, limits, maxChats, workerThreads);
    }

    public EngineSettings withTurns(TurnSettings newTurns) {
        return new EngineSettings(
                bindAddress, port, apiKeys, greeting, systemPrompt, newTurns, sound, limits, maxChats, workerThreads);
    }

    public EngineSettings withSound(SoundSettings newSound) {
        return new EngineSettings(
                bindAddress, port, apiKeys, greeting, systemPrompt, turns, newSound, limits, maxChats, workerThreads);
    }

    public EngineSettings withLimits(ChatLimits newLimits) {
        return new EngineSettings(
                bindAddress, port, apiKeys, greeting, systemPrompt, turns, sound, newLimits, maxChats, workerThreads);
    }

    public EngineSettings withMaxChats(int chats) {
        return new EngineSettings(
                bindAddress, port, apiKeys, greeting, systemPrompt, turns, sound, limits, chats, workerThreads);
    }

    static void check(long value, long least, long most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "the " + what + " must be between " + least + " and " + most + ", not " + value);
        }
    }
}
