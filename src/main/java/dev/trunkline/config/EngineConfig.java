package dev.trunkline.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about the EVI engine. Immutable.
 *
 * @param ffmpeg a program, {@code none}, or null for the one on the path
 */
public record EngineConfig(
        int sampleRateHz,
        Turns turns,
        Talk talk,
        Access access,
        Mind mind,
        Voice voice,
        Ears ears,
        @Nullable URI expressionUrl,
        @Nullable String ffmpeg,
        Tools tools,
        Store store) {

    /**
     * When turns end, and what tells speech from silence.
     *
     * @param endOfTurnSilenceMillis null when what was said decides
     * @param turnModel an ONNX file that hears whether a turn is complete, or null for none
     */
    public record Turns(
            @Nullable Integer endOfTurnSilenceMillis,
            int minInterruptionMillis,
            int prefixPaddingMillis,
            double speechThreshold,
            boolean playbackAware,
            boolean weighInterruptions,
            String voiceActivity,
            @Nullable Path sileroModel,
            @Nullable Path turnModel) {}

    /**
     * What the agent does by itself.
     *
     * @param greeting empty for none
     * @param nudgeSeconds 0 for never
     */
    public record Talk(
            String greeting,
            String systemPrompt,
            int nudgeSeconds,
            Waiting waiting,
            boolean protectsGoodbye,
            int inactivitySeconds,
            int maxSeconds) {}

    /**
     * What is heard while an answer takes long.
     *
     * @param fillers empty for none
     * @param comfortNoiseDb null for none
     */
    public record Waiting(
            List<String> fillers,
            int fillerAfterMillis,
            int fillerRepeatSeconds,
            @Nullable Double comfortNoiseDb) {
        public Waiting {
            fillers = List.copyOf(fillers);
        }
    }

    /**
     * Who may use the engine when it runs alone.
     *
     * @param bind where it listens
     * @param apiKeys empty for this machine alone
     * @param privateTargets whether posted configs may name URLs of this machine and of private networks
     * @param allowedOrigins whose pages may use it from a browser, in lower case: scheme, host and port
     */
    public record Access(
            String bind,
            int maxChats,
            Set<Secret> apiKeys,
            @Nullable Secret secretKey,
            boolean privateTargets,
            Set<String> allowedOrigins) {
        public Access {
            apiKeys = Set.copyOf(apiKeys);
            allowedOrigins = Set.copyOf(allowedOrigins);
        }

        @Override
        public String toString() {
            return "Access[" + maxChats + " chats, " + apiKeys.size() + " keys]";
        }
    }

    /** The same for the lab, where no real caller can be misled: its scripted agent works for a company that is made up. */
    EngineConfig inLab() {
        Mind inventing =
                new Mind(mind.kind(), mind.url(), mind.model(), mind.apiKey(), mind.temperature(), mind.script(), true);
        return new EngineConfig(
                sampleRateHz, turns, talk, access, inventing, voice, ears, expressionUrl, ffmpeg, tools, store);
    }

    /**
     * Who thinks. What a kind needs is there.
     *
     * @param script of the scripted mind; null for the one in the jar
     * @param invents whether the scripted mind may tell balances and bills that are made up
     */
    public record Mind(
            MindKind kind,
            @Nullable URI url,
            @Nullable String model,
            @Nullable Secret apiKey,
            @Nullable Double temperature,
            @Nullable Path script,
            boolean invents) {

        /** The minds there are. */
        public enum MindKind {
            SCRIPTED,
            OPENAI,
            CLM
        }
    }

    /** Who speaks. What a kind needs is there. */
    public record Voice(
            VoiceKind kind,
            @Nullable URI url,
            String model,
            String name,
            @Nullable Secret apiKey,
            List<String> command) {

        /** The voices there are. */
        public enum VoiceKind {
            MARYTTS,
            FREETTS,
            OPENAI,
            COMMAND
        }
    }

    /**
     * Who hears. What a kind needs is there, but for the files of a model.
     *
     * @param model null for the usual one
     */
    public record Ears(
            EarsKind kind,
            @Nullable URI url,
            @Nullable String model,
            @Nullable Secret apiKey,
            List<String> command) {

        /** The ears there are. */
        public enum EarsKind {
            /** The best in this jar: Moonshine, or Sphinx where its weights are missing. */
            AUTO,
            MOONSHINE,
            SPHINX,
            OPENAI,
            VOSK,
            COMMAND
        }
    }

    /**
     * What the engine does for its agents by itself.
     *
     * @param webSearch null for none
     */
    public record Tools(@Nullable URI webSearch, @Nullable Secret webSearchApiKey) {}

    /**
     * What is kept.
     *
     * @param url of the database, or null for memory
     * @param recordings the folder for sound, or null for none
     */
    public record Store(@Nullable Secret url, @Nullable Path recordings, int recordingsMegabytes) {}
}
